import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type Architecture, architectures } from '../../architecture.ts';
import { resolveInRoot } from '../../host/root/root-files.ts';
import { vendorFiles } from './vendor-loaders.ts';

/** Where packages of Debian and Ubuntu keep signed programs, of which the guest's grub-install copies them; the first found counts. */
function placesOf(arch: Architecture): readonly (readonly [file: string, ...sources: readonly string[]])[] {
  const { shim, grub, mok, fallback } = vendorFiles(arch);
  return [
    [shim, `/usr/lib/shim/${shim}.signed`],
    [grub, `/usr/lib/grub/${architectures[arch].grubPlatform}-signed/${grub}.signed`],
    [mok, `/usr/lib/shim/${mok}.signed`, `/usr/lib/shim/${mok}`],
    [fallback, `/usr/lib/shim/${fallback}.signed`, `/usr/lib/shim/${fallback}`],
  ];
}

/**
 * Lays out the EFI system partition as grub-install of Debian and Ubuntu does, if the guest's packages have a signed shim and a
 * signed GRUB. A GRUB that a script put there stays.
 *
 * @param esp the EFI system partition's tree on the host
 */
export async function takePackagedLoaders(
  esp: string,
  { arch, guestRoot, systemId }: { readonly arch: Architecture; readonly guestRoot: string; readonly systemId: string },
): Promise<void> {
  const files = vendorFiles(arch);
  const programs = new Map<string, Buffer>();
  for (const [file, ...sources] of placesOf(arch)) {
    for (const source of sources) {
      const program = await readIfThere(await resolveInRoot(guestRoot, source));
      if (program !== undefined && !programs.has(file)) programs.set(file, program);
    }
  }
  const grub = programs.get(files.grub);
  if (grub === undefined || !programs.has(files.shim)) return;
  const folder = path.join(esp, 'EFI', folderOf(grub) ?? systemId);
  if ((await readIfThere(path.join(folder, files.grub))) !== undefined) return;
  await fs.mkdir(folder, { recursive: true });
  for (const [file, program] of programs) await fs.writeFile(path.join(folder, file), program);
}

/** The prefix that is built into the program, where it looks for its settings first. */
function folderOf(program: Buffer): string | undefined {
  return /\/EFI\/([a-z][a-z0-9_-]*)\0/i.exec(program.toString('latin1'))?.[1];
}

const readIfThere = async (file: string) => await fs.readFile(file).catch(() => undefined);
