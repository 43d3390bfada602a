import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { resolveInRoot } from '../../host/root-files.ts';
import { fallbackFile, grubFile, mokFile, shimFile } from './vendor-loaders.ts';

/** Where packages of Debian and Ubuntu keep signed programs, of which the guest's grub-install copies them; the first found counts. */
const places: readonly (readonly [file: string, ...sources: readonly string[]])[] = [
  [shimFile, '/usr/lib/shim/shimx64.efi.signed'],
  [grubFile, '/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed'],
  [mokFile, '/usr/lib/shim/mmx64.efi.signed', '/usr/lib/shim/mmx64.efi'],
  [fallbackFile, '/usr/lib/shim/fbx64.efi.signed', '/usr/lib/shim/fbx64.efi'],
];
const needed: readonly string[] = [shimFile, grubFile];

/**
 * Lays out the EFI system partition as grub-install of Debian and Ubuntu does, if the guest's packages have a signed shim and a
 * signed GRUB. A GRUB that a script put there stays.
 *
 * @param esp the EFI system partition's tree on the host
 */
export async function takePackagedLoaders(esp: string, guestRoot: string, systemId: string): Promise<void> {
  const programs = new Map<string, Buffer>();
  for (const [file, ...sources] of places) {
    for (const source of sources) {
      const program = await readIfThere(await resolveInRoot(guestRoot, source));
      if (program !== undefined && !programs.has(file)) programs.set(file, program);
    }
  }
  const grub = programs.get(grubFile);
  if (grub === undefined || needed.some((file) => !programs.has(file))) return;
  const folder = path.join(esp, 'EFI', folderOf(grub) ?? systemId);
  if ((await readIfThere(path.join(folder, grubFile))) !== undefined) return;
  await fs.mkdir(folder, { recursive: true });
  for (const [file, program] of programs) await fs.writeFile(path.join(folder, file), program);
}

/** The prefix that is built into the program, where it looks for its settings first. */
function folderOf(program: Buffer): string | undefined {
  return /\/EFI\/([a-z][a-z0-9_-]*)\0/i.exec(program.toString('latin1'))?.[1];
}

const readIfThere = async (file: string) => await fs.readFile(file).catch(() => undefined);
