import { ApplianceError } from '../../errors.ts';
import type { DomainSpec } from './domain-xml.ts';

/**
 * The configuration of a machine for xl(1), the tool of Xen, by xl.cfg(5) and xl-disk-configuration(5). A fully virtualised machine
 * is of type hvm; a paravirtual one of type pv, started by pygrub or by its kernel.
 */
export function writeXlConfig({
  name,
  uuid,
  boot,
  memoryKiB,
  vcpus,
  disks,
  networks,
  graphics,
  firmware,
}: DomainSpec): string {
  const isPv = boot.type === 'xen';
  const bridges = networks.map(({ network, mac }) => {
    const words = [
      ...(mac === undefined ? [] : [`mac=${mac}`]),
      ...(network.kind === 'bridge' ? [`bridge=${network.name}`] : []),
    ];
    return words.join(',');
  });
  const lines: readonly (readonly [string, Value] | undefined)[] = [
    ['name', name],
    uuid === undefined ? undefined : ['uuid', uuid],
    ['type', isPv ? 'pv' : 'hvm'],
    ['memory', Math.max(1, Math.floor(memoryKiB / 1024))],
    ['vcpus', vcpus],
    ...startLines(boot, firmware),
    ['disk', disks.map(({ driver, target, device, path }) => diskWords({ driver, target, device, path }))],
    ['vif', bridges],
    ['serial', 'pty'],
    graphics ? ['vnc', 1] : ['vnc', 0],
    ['on_poweroff', 'destroy'],
    ['on_reboot', 'restart'],
    ['on_crash', 'destroy'],
  ];
  const shown = lines.filter((line) => line !== undefined).filter(([key]) => !(isPv && key === 'serial'));
  return shown.map(([key, value]) => `${key} = ${written(value)}\n`).join('');
}

type Value = string | number | readonly string[];

function startLines({ os }: DomainSpec['boot'], firmware: DomainSpec['firmware']): (readonly [string, Value])[] {
  if ('kernel' in os) {
    return [
      ['kernel', os.kernel],
      ...(os.initrd ? [['ramdisk', os.initrd] as const] : []),
      ...(os.cmdline ? [['cmdline', os.cmdline] as const] : []),
    ];
  }
  if (os.loader === 'pygrub') return [['bootloader', 'pygrub']];
  return [...(firmware === 'bios' ? [] : [['bios', 'ovmf'] as const]), ['boot', os.loader === 'cdrom' ? 'dc' : 'c']];
}

/** The path comes last, after `target=`, and may then hold commas. */
function diskWords({
  driver,
  target,
  device,
  path,
}: Pick<DomainSpec['disks'][number], 'driver' | 'target' | 'device' | 'path'>): string {
  const place = device === 'cdrom' ? target : target.replace(/^(?:vd|sd|hd)/, 'xvd');
  const format = driver === 'qcow2' ? 'qcow2' : 'raw';
  const access = device === 'cdrom' ? 'access=ro,devtype=cdrom' : 'access=rw';
  return `format=${format},vdev=${place},${access},target=${path}`;
}

/** Strings of xl.cfg are in quotes of one kind or the other, and have no escapes. */
function written(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return `[ ${value.map(written).join(', ')} ]`;
  if (/[\p{Cc}\\]/u.test(value) || (value.includes('"') && value.includes("'"))) {
    throw new ApplianceError({
      kind: 'input',
      code: 'unwritable-xl',
      message: `xl.cfg cannot hold the text ${JSON.stringify(value)}`,
      hint: 'it takes neither control characters, nor backslashes, nor quotes of both kinds',
    });
  }
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
