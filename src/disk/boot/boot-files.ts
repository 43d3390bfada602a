import type { Architecture } from '../../architecture.ts';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import type { Chroot } from '../../host/root/chroot.ts';
import type { Kernel } from '../../plan/boot/kernels.ts';
import type { BootLoaderPlan } from '../../plan/plan.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import type { GrubFamily } from '../grub/grub-layout.ts';
import { type BootPlace, bootPlace } from './boot-place.ts';
import { loaders } from './loaders.ts';

export interface BootFilesRequest {
  readonly arch: Architecture;
  readonly storage: StoragePlan;
  readonly bootLoader: BootLoaderPlan;
  /** GRUB's hash of the password for changes of the menu. */
  readonly passwordHash: string | undefined;
  /** In the order of the menu; the first one boots. */
  readonly kernels: readonly Kernel[];
  readonly family: GrubFamily;
  /** ID of os-release(5), after which distributions call their folder on the EFI system partition. */
  readonly systemId: string;
  /** Name of a kernel's entry in /boot/loader/entries; undefined: there are no entries. */
  readonly entryName: ((kernel: Kernel) => string) | undefined;
  /** The whole root of the guest, where its own loaders may lie. */
  readonly guestRoot: string;
  /** That root, entered: loaders may have programs to run in it. */
  readonly chroot: Pick<Chroot, 'run'>;
  /** The guest's /boot on the host. */
  readonly bootDirectory: string;
  /** The guest's EFI system partition (/boot/efi) on the host; undefined if it has none. */
  readonly espDirectory: string | undefined;
  /** Name of the system in the menu. */
  readonly title: string;
  /** Loaders leave things here for `assembleDisks`, which must be given the same folder. */
  readonly scratch: string;
}

export interface PlacedBootFiles extends BootFilesRequest {
  readonly place: BootPlace;
}

export interface WrittenBootFiles {
  /** The programs for UEFI are signed ones of packages, shim first. */
  readonly signed: boolean;
}

/**
 * Writes all files of the boot loader: the menu, its modules, the program for UEFI. It must run on the trees before their
 * filesystems are made; `assembleDisks` then writes what lies outside of filesystems.
 *
 * @throws ApplianceError codes `no-kernel`, `no-root-filesystem`, `grub-modules-missing`, `boot-loader-missing`
 */
export async function writeBootFiles(runner: Runner, request: BootFilesRequest): Promise<WrittenBootFiles> {
  const { loader } = request.bootLoader;
  if (loader === 'none') return { signed: false };
  if (request.kernels.length === 0) {
    throw new ApplianceError({
      kind: 'build',
      code: 'no-kernel',
      message: 'the root has no kernel in /boot, so the appliance could not boot',
      hint: 'put a kernel package into %packages, or say: bootloader --location=none',
    });
  }
  return await loaders[loader].writeFiles(runner, { ...request, place: bootPlace(request.storage) });
}
