// A libvirtd of this machine, for tests. One that runs already is used, and stays.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

export const systemUri = 'qemu:///system';

export function virsh(...args: readonly string[]): string {
  return execFileSync('virsh', ['--connect', systemUri, '--quiet', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  });
}

/** Words of a list of virsh, one to a line. */
export const virshNames = (...args: readonly string[]) =>
  virsh(...args)
    .split('\n')
    .flatMap((line) => line.trim() || []);

const answers = () => spawnSync('virsh', ['--connect', systemUri, 'version']).status === 0;

/** Starts libvirtd and the daemon that keeps its logs. Both tell that they are ready by returning. @returns what stops them */
export function startLibvirt(): () => void {
  if (answers()) return () => {};
  const folder = mkdtempSync(path.join(tmpdir(), 'libvirt-'));
  const daemons: number[] = [];
  const stop = () => {
    for (const pid of daemons.reverse()) {
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // It has ended by itself; the other one must end, too.
      }
      // Returns when the process is gone.
      execFileSync('tail', [`--pid=${pid}`, '--follow', '/dev/null']);
    }
    rmSync(folder, { recursive: true });
  };
  try {
    for (const name of ['virtlogd', 'libvirtd']) {
      const pidFile = path.join(folder, `${name}.pid`);
      execFileSync(name, ['--daemon', '--pid-file', pidFile]);
      daemons.push(Number(readFileSync(pidFile, 'utf8').trim()));
    }
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}
