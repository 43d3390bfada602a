import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type Architecture, architectures } from '../../architecture.ts';
import { removablePath } from '../boot/removable-path.ts';
import { isSigned } from './pe-signature.ts';

/** The programs for UEFI that packages of a distribution put on the EFI system partition, signed for Secure Boot. */
export interface VendorLoaders {
  /** Folder below EFI, by the distribution's name: GRUB's built-in prefix. */
  readonly name: string;
  /** The first stage that firmware trusts; it starts the GRUB beside it. */
  readonly hasShim: boolean;
  /** Shim and GRUB carry signatures, without which Secure Boot starts nothing. */
  readonly isSigned: boolean;
  /** This GRUB has the command blscfg built in. */
  readonly hasBlscfg: boolean;
}

/** Names of the files (shim's README, README.fallback): `grubx64.efi`. */
export function vendorFiles(arch: Architecture) {
  const { efi } = architectures[arch];
  return {
    grub: `grub${efi}.efi`,
    shim: `shim${efi}.efi`,
    fallback: `fb${efi}.efi`,
    /** Asks the user for keys of his own; shim starts it when it refuses a program. */
    mok: `mm${efi}.efi`,
    fallbackList: `BOOT${efi.toUpperCase()}.CSV`,
  };
}

const removableFolder = 'BOOT';

/**
 * Finds the loaders of packages. Of several, the one that is named as the system is in os-release(5) comes first, then those
 * with a shim.
 *
 * @param esp the EFI system partition's tree on the host
 */
export async function findVendorLoaders(
  esp: string,
  { arch, systemId }: { readonly arch: Architecture; readonly systemId: string },
): Promise<VendorLoaders | undefined> {
  const files = vendorFiles(arch);
  const found: VendorLoaders[] = [];
  for (const name of (await fs.readdir(path.join(esp, 'EFI')).catch((): string[] => [])).sort()) {
    if (name.toUpperCase() === removableFolder) continue;
    const folder = path.join(esp, 'EFI', name);
    const names = await fs.readdir(folder).catch((): string[] => []);
    if (!names.includes(files.grub)) continue;
    const program = await fs.readFile(path.join(folder, files.grub));
    const hasShim = names.includes(files.shim);
    found.push({
      name,
      hasShim,
      isSigned: hasShim && isSigned(program) && isSigned(await fs.readFile(path.join(folder, files.shim))),
      hasBlscfg: program.includes('blscfg'),
    });
  }
  const rank = ({ name, hasShim }: VendorLoaders) => (name === systemId ? 0 : 2) + (hasShim ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b))[0];
}

/**
 * Makes a machine whose firmware knows nothing of the disk start the loaders of packages, which stay as they are.
 * Such firmware starts EFI/BOOT/BOOTX64.EFI. There shim lies, by its package or as a copy. Shim in that place runs the
 * fbx64.efi beside it, which makes boot entries in the firmware from the BOOTX64.CSV of all folders and starts the first of
 * them; without an fbx64.efi shim runs the grubx64.efi beside it, so that GRUB is copied there. Without a shim GRUB itself
 * is the program at this place. Wherever GRUB lies it reads grub.cfg in its own folder or in that of its built-in prefix.
 *
 * @param stub text of the grub.cfg that leads to the real menu
 */
export async function placeVendorLoaders(
  esp: string,
  { name, hasShim }: VendorLoaders,
  { arch, stub, title }: { readonly arch: Architecture; readonly stub: string; readonly title: string },
): Promise<void> {
  const files = vendorFiles(arch);
  const folder = path.join(esp, 'EFI', name);
  const removable = path.join(esp, 'EFI', removableFolder);
  await fs.mkdir(removable, { recursive: true });
  await fs.writeFile(path.join(folder, 'grub.cfg'), stub);
  const copy = (file: string, target: string) => fs.copyFile(path.join(folder, file), path.join(removable, target));
  const [, , program] = removablePath(arch);
  if (!hasShim) {
    await copy(files.grub, program);
    await fs.writeFile(path.join(removable, 'grub.cfg'), stub);
    return;
  }
  const names = await fs.readdir(removable);
  if (!names.includes(program)) await copy(files.shim, program);
  const list = path.join(folder, files.fallbackList);
  if (!(await exists(list))) await fs.writeFile(list, bootEntryList(files.shim, title));
  if (names.includes(files.fallback)) return;
  if (!names.includes(files.grub)) await copy(files.grub, files.grub);
  if (!names.includes(files.mok) && (await exists(path.join(folder, files.mok)))) await copy(files.mok, files.mok);
  await fs.writeFile(path.join(removable, 'grub.cfg'), stub);
}

/** shim's README.fallback: UTF-16LE with a byte order mark; program, name, arguments, description. */
export function bootEntryList(program: string, title: string): Buffer {
  const plain = title.replaceAll(',', ' ');
  return Buffer.from(`\ufeff${program},${plain},,This is the boot entry for ${plain}\n`, 'utf16le');
}

const exists = async (file: string) => (await fs.stat(file).catch(() => undefined)) !== undefined;
