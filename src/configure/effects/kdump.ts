import type { KdumpSpec } from '../../appliance/appliance.ts';
import type { Guest } from '../guest.ts';
import { findUnit, switchUnit } from './units.ts';

/**
 * Switches the service that keeps a crash kernel loaded; the memory for it is a kernel argument. A file of the package
 * that would add another reservation behind it, the last of which counts, says nothing any more.
 */
export async function applyKdump({ enabled, position }: KdumpSpec, guest: Guest): Promise<void> {
  const file = guest.family.crashKernelFile;
  if (file !== undefined && (await guest.files.exists(file))) {
    await guest.files.write(file, '# The memory for kdump stands in /etc/default/grub, as the kickstart has it.\n');
  }
  const unit = await findUnit('kdump', guest);
  const action = enabled ? 'enable' : 'disable';
  if (unit === undefined && !enabled) return;
  const problem = unit === undefined ? 'no package brings it' : await switchUnit(action, unit, guest);
  if (problem === undefined) return;
  guest.warn({
    code: `service-not-${action}d`,
    message: `can't ${action} kdump: ${problem}`,
    position,
    ...(unit === undefined ? { hint: `add ${guest.family.packages.kdump} to %packages` } : {}),
  });
}
