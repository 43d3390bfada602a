import type { QmpClient } from '../machine/qmp.ts';

/**
 * Has QEMU's user network lead from a free port on 127.0.0.1 to one of the guest. QMP has no command of its own for that.
 *
 * @returns the port on 127.0.0.1
 * @throws Error with QEMU's words
 */
export async function forwardPort(qmp: QmpClient, guestPort: number): Promise<number> {
  const monitor = async (line: string) =>
    String(await qmp.execute('human-monitor-command', { 'command-line': line })).trim();
  const known = portOf(await monitor('info usernet'), guestPort);
  if (known !== undefined) return known;
  const complaint = await monitor(`hostfwd_add net0 tcp:127.0.0.1:0-:${guestPort}`);
  const port = portOf(await monitor('info usernet'), guestPort);
  if (port === undefined) throw new Error(complaint === '' ? 'QEMU forwards no port' : complaint);
  return port;
}

/** A line of `info usernet`: `TCP[HOST_FORWARD] 12 127.0.0.1 43210 10.0.2.15 80 0 0`. */
export function portOf(usernet: string, guestPort: number): number | undefined {
  const line = /TCP\[HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)\s+\S+\s+(\d+)\s/g;
  const found = [...usernet.matchAll(line)].find((match) => Number(match[2]) === guestPort);
  return found === undefined ? undefined : Number(found[1]);
}
