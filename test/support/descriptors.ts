import type { BootRecord, DescriptorData, DescriptorDisk } from '../../src/descriptor/data.ts';

export const diskNamed = (file: string, changes: Partial<DescriptorDisk> = {}): DescriptorDisk => ({
  id: file,
  file,
  use: 'system',
  format: 'qcow2',
  sizeMiB: 5120,
  sha256: undefined,
  sha1: undefined,
  ...changes,
});

export const bootOf = (drives: readonly string[], changes: Partial<BootRecord> = {}): BootRecord => ({
  type: 'hvm',
  arch: 'x86_64',
  features: {},
  os: { loader: 'hd' },
  drives: drives.map((disk, index) => ({ disk, target: `vd${'abcdefgh'[index]}` })),
  ...changes,
});

/** The descriptor of an appliance of one disk, unless it is said otherwise. */
export function descriptorOf(changes: Partial<DescriptorData> = {}): DescriptorData {
  const disks = changes.disks ?? [diskNamed('box-os.qcow2', { sizeMiB: 1024 })];
  return {
    name: 'box',
    version: '1.0',
    release: undefined,
    label: undefined,
    description: undefined,
    boots: [bootOf(disks.map(({ id }) => id))],
    vcpus: 2,
    memoryKiB: 512 * 1024,
    interfaces: 1,
    graphics: true,
    disks,
    ...changes,
  };
}
