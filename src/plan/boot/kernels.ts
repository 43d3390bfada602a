/** A kernel in /boot and the initramfs made for it. */
export interface Kernel {
  readonly version: string;
  /** File name in /boot. */
  readonly file: string;
  readonly initramfs: string | undefined;
  /** Fedora's kernel for repairs: it is never the default, and its initramfs stays as the packages made it. */
  readonly rescue: boolean;
}

const kernelName = /^(?:vmlinuz|vmlinux)-(.+)$/;
/** Debian's name, and that of Fedora and EL. */
const initramfsNames = [(version: string) => `initrd.img-${version}`, (version: string) => `initramfs-${version}.img`];
const rescue = /rescue/;

/**
 * Pairs the kernels of /boot with their initramfs: newest first, rescue kernels last.
 *
 * @param names of the files in /boot
 */
export function findKernels(names: readonly string[]): Kernel[] {
  const present = new Set(names);
  const kernels = names.flatMap((file) => {
    const version = kernelName.exec(file)?.[1];
    if (version === undefined || /\.(?:old|bak|hmac|sig)$/.test(version)) return [];
    const initramfs = initramfsNames.map((name) => name(version)).find((name) => present.has(name));
    return [{ version, file, initramfs, rescue: rescue.test(version) }];
  });
  return kernels.sort((a, b) => Number(a.rescue) - Number(b.rescue) || compareVersions(b.version, a.version));
}

/** Compares runs of digits as numbers and what is between them as text; `~` sorts before everything, even the end. */
export function compareVersions(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = compareParts(left[index] ?? '', right[index] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

const partsOf = (version: string): readonly string[] => version.match(/\d+|~|[^\d~]+/g) ?? [];

function compareParts(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '~' || b === '~') return a === '~' ? -1 : 1;
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  const difference = numbers ? BigInt(a) - BigInt(b) : 0n;
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  if (numbers) return 0;
  return a < b ? -1 : 1;
}
