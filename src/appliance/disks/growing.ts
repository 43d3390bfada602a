import type { Warning } from '../../errors.ts';
import type { Appliance } from '../appliance.ts';

/**
 * The note that --grow adds nothing, once. A physical volume with --grow takes what its logical volumes need.
 */
export function growWarnings({ disks, parts, storage }: Pick<Appliance, 'disks' | 'parts' | 'storage'>): Warning[] {
  const computed = new Set(disks.filter(({ sizeBytes }) => sizeBytes === undefined).map(({ name }) => name));
  const isComputed = ({ disk }: { readonly disk: string }) => computed.has(disk);
  const growing = parts.filter((part) => part.grow && part.kind !== 'lvmpv' && isComputed(part));
  const volumes = storage.logicalVolumes.filter(({ grow, group }) => {
    const { physicalVolumes = [] } = storage.volumeGroups.find(({ name }) => name === group) ?? {};
    return grow && physicalVolumes.every((name) => parts.some((part) => part.member === name && isComputed(part)));
  });
  const lines = [
    ...growing.map(({ mountPoint, member, kind, position }) => ({ name: mountPoint ?? member ?? kind, position })),
    ...volumes.map(({ name, format, position }) => ({ name: format.mountPoint ?? name, position })),
  ];
  const [first] = lines;
  if (first === undefined) return [];
  const names = lines.map(({ name }) => name).join(', ');
  const [disk = ''] = computed;
  return [
    {
      code: 'grow-adds-nothing',
      severity: 'note',
      message: `--grow adds nothing to ${names}: there is no room to share on a disk whose size is computed from its parts`,
      position: first.position,
      hint: `for more room give the disk a size, such as --disk ${disk}=5G, or these lines a larger --size`,
    },
  ];
}
