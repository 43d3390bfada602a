import type { Loader } from '../../appliance/appliance.ts';
import type { Runner } from '../../host/program/run.ts';
import type { DiskPlan } from '../../plan/plan.ts';
import { installExtlinux } from '../extlinux/extlinux-bios.ts';
import { writeExtlinuxFiles } from '../extlinux/extlinux-files.ts';
import { installGrubBios } from '../grub/grub-bios.ts';
import { writeGrubFiles } from '../grub/grub-files.ts';
import type { GrubFamily } from '../grub/grub-layout.ts';
import { writeSdbootFiles } from '../sdboot/sdboot-files.ts';
import type { PlacedBootFiles, WrittenBootFiles } from './boot-files.ts';
import type { BootPlace } from './boot-place.ts';

export interface BiosRequest {
  /** The disk that machines boot from. */
  readonly disk: DiskPlan;
  /** Has its partition table and filesystems already. */
  readonly diskFile: string;
  /** False: no code goes into the boot sector of the disk. */
  readonly bootSector: boolean;
  readonly place: BootPlace;
  readonly family: GrubFamily;
  readonly guestRoot: string;
  readonly scratch: string;
}

export interface LoaderRoom {
  /** Writes the loader's files into the guest's folders, before their filesystems are made. */
  readonly writeFiles: (runner: Runner, request: PlacedBootFiles) => Promise<WrittenBootFiles>;
  /** Makes the finished disk boot through a BIOS. */
  readonly installBios: (runner: Runner, request: BiosRequest) => Promise<void>;
}

const nothing = async () => {};

const unsigned =
  (write: (runner: Runner, request: PlacedBootFiles) => Promise<void>): LoaderRoom['writeFiles'] =>
  async (runner, request) => {
    await write(runner, request);
    return { signed: false };
  };

export const loaders: Readonly<Record<Loader, LoaderRoom>> = {
  grub: { writeFiles: writeGrubFiles, installBios: installGrubBios },
  extlinux: { writeFiles: unsigned(writeExtlinuxFiles), installBios: installExtlinux },
  sdboot: { writeFiles: unsigned(writeSdbootFiles), installBios: nothing },
  none: { writeFiles: unsigned(nothing), installBios: nothing },
};
