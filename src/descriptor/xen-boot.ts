import type { Plan } from '../plan/plan.ts';
import { rootArguments } from '../plan/volumes/boot-volumes.ts';
import { mountAt } from '../plan/volumes/volumes.ts';
import type { BootSource } from './data.ts';

/** A kernel beside the descriptor, for Xen to start. */
export interface ExtractedKernel {
  readonly kernel: string;
  readonly initrd: string | undefined;
}

/** The console of a paravirtual guest: Linux, drivers/tty/hvc/hvc_xen.c. */
const xenConsole = 'console=hvc0';

/**
 * Whether pygrub, in the host, finds the kernel in the first disk. It reads the menu of GRUB or extlinux, but no entries of the Boot Loader
 * Specification, which Fedora's GRUB has; and it opens ext filesystems that lie in a partition (Xen 4.17, tools/libfsimage; tried).
 */
export function pygrubReads(plan: Plan): boolean {
  const { backend, bootLoader, disks } = plan;
  const hasMenu = bootLoader.loader === 'extlinux' || (bootLoader.loader === 'grub' && backend === 'apt');
  const { volume, filesystem } = mountAt(plan, '/boot') ?? mountAt(plan, '/') ?? {};
  if (!hasMenu || volume?.kind !== 'partition' || filesystem === undefined) return false;
  return (
    volume.pieces[0]?.disk === disks[0]?.name &&
    filesystem.encryption === undefined &&
    /^ext[234]$/.test(filesystem.type)
  );
}

/** @param extracted undefined: pygrub reads the disk */
export function xenBootSource(plan: Plan, extracted: ExtractedKernel | undefined): BootSource {
  if (extracted === undefined) return { loader: 'pygrub' };
  const { kernelArguments } = plan.bootLoader;
  const own = kernelArguments.includes(xenConsole) ? [] : [xenConsole];
  return { ...extracted, cmdline: [...rootArguments(plan), ...kernelArguments, ...own].join(' ') };
}
