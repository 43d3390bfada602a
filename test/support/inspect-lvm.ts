import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';

const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', LVM_SUPPRESS_FD_WARNINGS: '1' };
const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export interface Range {
  readonly file: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/**
 * Lets LVM's own tools read physical volumes, which it sees through loop devices that can't be written to and nothing else of
 * this machine: pvck and vgck must find no fault.
 *
 * @returns what vgcfgbackup writes of the volume group, without its comments
 */
export function inspectVolumeGroup(name: string, volumes: readonly Range[], scratch: string): string {
  const devices: string[] = [];
  try {
    for (const { file, startBytes, sizeBytes } of volumes) {
      const range = ['--offset', String(startBytes), '--sizelimit', String(sizeBytes)];
      devices.push(run('losetup', '--find', '--show', '--read-only', ...range, file).trim());
    }
    const filter = [...devices.map((device) => `"a|^${device}$|"`), '"r|.*|"'].join(',');
    const config = `devices{use_devicesfile=0 filter=[${filter}] external_device_info_source="none" obtain_device_list_from_udev=0}`;
    for (const device of devices) run('pvck', '--config', config, device);
    run('vgck', '--config', config, name);
    const backup = path.join(scratch, `${name}.vg`);
    run('vgcfgbackup', '--config', config, '--file', backup, name);
    return readFileSync(backup, 'utf8').replaceAll(/\s*#.*$/gm, '');
  } finally {
    for (const device of devices) run('losetup', '--detach', device);
  }
}
