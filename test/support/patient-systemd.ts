/**
 * Kernel argument for guests under emulation beside other work: systemd then waits ten minutes for a device or a service, not a
 * minute and a half, before it gives up and ends in emergency mode.
 */
export const patientSystemd = 'systemd.default_timeout_start_sec=600';
