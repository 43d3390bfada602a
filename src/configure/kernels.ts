import { ApplianceError } from '../errors.ts';
import type { RootFiles } from '../host/root-files.ts';
import type { Family } from './family.ts';

/** A kernel of the guest; paths are the guest's. */
export interface Kernel {
  /** As in the names of its files: `6.1.0-56-cloud-amd64`. */
  readonly version: string;
  readonly kernel: string;
  /** Undefined if it has none. */
  readonly initramfs: string | undefined;
}

const prefix = 'vmlinuz-';
const initramfsNames = [
  (version: string) => `/boot/initrd.img-${version}`,
  (version: string) => `/boot/initramfs-${version}.img`,
];

/** @returns the kernels in /boot, newest first; rescue kernels of RPM guests are left out */
export async function findKernels(files: RootFiles): Promise<Kernel[]> {
  const versions = (await files.list('/boot'))
    .filter((name) => name.startsWith(prefix) && !name.includes('-rescue-'))
    .map((name) => name.slice(prefix.length));
  const kernels: Kernel[] = [];
  for (const version of versions.sort(byVersion)) {
    let initramfs: string | undefined;
    for (const name of initramfsNames) if (await files.exists(name(version))) initramfs ??= name(version);
    kernels.push({ version, kernel: `/boot/${prefix}${version}`, initramfs });
  }
  return kernels;
}

/** Newest first: numbers count as numbers. */
const byVersion = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true });

/** @throws ApplianceError code `kernel-missing` */
export async function requireKernels(files: RootFiles, family: Family): Promise<Kernel[]> {
  const kernels = await findKernels(files);
  if (kernels.length > 0) return kernels;
  throw new ApplianceError({
    kind: 'build',
    code: 'kernel-missing',
    message: 'the guest has no kernel: there is no /boot/vmlinuz-* in it',
    hint: `add ${family.packages.kernel} to %packages`,
  });
}
