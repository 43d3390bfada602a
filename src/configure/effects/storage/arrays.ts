import { mdUuid } from '../../../plan/volumes/arrays.ts';
import type { ArrayPlan } from '../../../plan/volumes/storage.ts';
import type { Family } from '../../family.ts';
import type { Guest } from '../../guest.ts';

/** mdadm.conf(5) and where each family reads it. */
const configFile: Readonly<Record<Family['name'], string>> = {
  debian: '/etc/mdadm/mdadm.conf',
  fedora: '/etc/mdadm.conf',
};

/** The whole of mdadm.conf: a name for each array, by which it is the machine's own. */
export function mdadmConfig(arrays: readonly ArrayPlan[]): string {
  const lines = arrays.map(
    ({ name, uuid, metadata }) => `ARRAY /dev/md/${name} metadata=${metadata} UUID=${mdUuid(uuid)}`,
  );
  return `${['HOMEHOST <ignore>', 'MAILADDR root', ...lines].join('\n')}\n`;
}

/**
 * Makes the guest know its arrays. It must stand before the initramfs is made: that takes a copy, and on Debian would otherwise
 * describe the arrays of the machine that builds.
 */
export async function applyArrays(arrays: readonly ArrayPlan[], { files, family }: Guest): Promise<void> {
  if (arrays.length === 0) return;
  await files.write(configFile[family.name], mdadmConfig(arrays));
}
