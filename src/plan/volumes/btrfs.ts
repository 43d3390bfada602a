import type { BtrfsSpec } from '../../appliance/storage.ts';
import { ApplianceError } from '../../errors.ts';
import type { SubvolumePlan } from './storage.ts';

/** What the kernel reads as a part of the path, or would end a mount option in fstab or on the kernel's command line. */
const unsafe = /[\s,"'\\#\p{Cc}]/u;

/**
 * The subvolumes of a btrfs filesystem, outer ones first.
 *
 * @throws ApplianceError codes `subvolume-name`, `duplicate-subvolume`
 */
export function planSubvolumes({ subvolumes }: BtrfsSpec): SubvolumePlan[] {
  const seen = new Set<string>();
  for (const { name, position } of subvolumes) {
    const parts = name.split('/');
    if (unsafe.test(name) || parts.some((part) => part === '' || part === '.' || part === '..')) {
      throw new ApplianceError({
        kind: 'input',
        code: 'subvolume-name',
        message: `"${name}" can't be the name of a subvolume: it becomes a mount option of fstab and of the kernel`,
        position,
        hint: 'use letters, digits, "-", "_", "." and "@"; "/" parts the names of subvolumes in one another',
      });
    }
    if (seen.has(name)) {
      throw new ApplianceError({
        kind: 'input',
        code: 'duplicate-subvolume',
        message: `two subvolumes are called ${name}`,
        position,
        hint: 'change --name of one of them',
      });
    }
    seen.add(name);
  }
  return [...subvolumes].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** What is mounted without a subvol option: the subvolume of /, or the top of the filesystem if none is mounted there. */
export function defaultSubvolume(subvolumes: readonly SubvolumePlan[]): SubvolumePlan | undefined {
  return subvolumes.find(({ mountPoint }) => mountPoint === '/');
}
