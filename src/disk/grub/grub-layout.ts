import * as fs from 'node:fs/promises';
import { resolveInRoot } from '../../host/root/root-files.ts';
import type { GrubTarget } from './grub-modules.ts';

/** Families of distributions that lay GRUB out differently. */
export type GrubFamily = 'debian' | 'fedora';

/** How a distribution lays out its GRUB. */
export interface GrubLayout {
  /** Folder of GRUB's own files below /boot. */
  readonly folder: 'grub' | 'grub2';
  /** The password comes from user.cfg beside the menu, where grub2-setpassword(8) writes it; else it stands in the menu. */
  readonly passwordInUserFile: boolean;
  /** The menu remembers its default in grubenv, and kernel-install(8) sets it there. */
  readonly savedDefault: boolean;
}

export const grubLayouts: Readonly<Record<GrubFamily, GrubLayout>> = {
  debian: { folder: 'grub', passwordInUserFile: false, savedDefault: false },
  fedora: { folder: 'grub2', passwordInUserFile: true, savedDefault: true },
};

/** Whether the guest's own GRUB modules for a platform read boot entries: Fedora's command blscfg. */
export async function hasBlscfg(guestRoot: string, target: GrubTarget): Promise<boolean> {
  const file = await resolveInRoot(guestRoot, `/usr/lib/grub/${target}/blscfg.mod`);
  return (await fs.stat(file).catch(() => undefined)) !== undefined;
}
