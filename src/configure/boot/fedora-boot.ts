import type { RootFiles } from '../../host/root/root-files.ts';
import { detectFamily } from '../family.ts';
import type { Guest } from '../guest.ts';
import { placeKernels } from '../kernels.ts';
import { writeBootEntries } from './boot-entries.ts';
import { writeKernelArguments, writeKernelInstall } from './kernel-install.ts';
import type { BootLayout, BootSettings } from './settings.ts';

/** systemd-boot has entries of its own, on the EFI system partition, and settings for kernel-install(8) that make more there. */
const hasEntries = ({ bootLoader }: BootLayout) => bootLoader.loader !== 'sdboot';

/** Before the scripts, which may change kernel arguments with grubby(8): kernels, their entries, and how more are made. */
export async function applyFedoraBoot(layout: BootLayout, { files, family }: Guest): Promise<void> {
  if (family.name !== 'fedora') return;
  await placeKernels(files, family);
  if (!hasEntries(layout)) return;
  await writeKernelInstall(files, layout);
  const { kernelArguments } = layout.bootLoader;
  await writeBootEntries(files, { storage: layout, kernelArguments, earlierArguments: undefined });
}

/** After the scripts and the initramfs: the entries as they are to be. */
export async function finishFedoraBoot(files: RootFiles, planned: BootLayout, settings: BootSettings): Promise<void> {
  const { name } = await detectFamily(files);
  if (name !== 'fedora' || !hasEntries(planned)) return;
  const { bootLoader } = planned;
  const { kernelArguments } = settings;
  await writeKernelArguments(files, { ...planned, bootLoader: { ...bootLoader, kernelArguments } });
  await writeBootEntries(files, {
    storage: planned,
    kernelArguments,
    earlierArguments: bootLoader.kernelArguments,
  });
}
