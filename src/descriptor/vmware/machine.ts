import type { Plan } from '../../plan/plan.ts';
import { type GuestOs, guestOsOf } from './guest-os.ts';

/** ESXi 6.5, Workstation 14, Fusion 10 and later. */
export const hardwareVersion = 13;

/** A virtual machine as VMware's descriptors tell it, those of OVF and .vmx alike. */
export interface VmwareMachine {
  readonly name: string;
  readonly version: string | undefined;
  readonly vcpus: number;
  /** A multiple of 4. */
  readonly memoryMiB: number;
  readonly firmware: 'bios' | 'efi';
  readonly guest: GuestOs;
  /** How many network cards. */
  readonly interfaces: number;
  /** In the order in which the guest sees them. */
  readonly disks: readonly VmwareDisk[];
}

export interface VmwareDisk {
  /** Relative to the descriptor. */
  readonly file: string;
  readonly fileBytes: number;
  /** Size as the guest sees it. */
  readonly capacityBytes: number;
}

/** VMware takes no other amounts of memory. */
const memoryStepMiB = 4;

/**
 * @param guestId ID of the guest's os-release(5)
 * @param disks in any order, by the names of the plan's disks
 */
export function describeMachine(
  plan: Plan,
  guestId: string,
  disks: readonly (VmwareDisk & { readonly disk: string })[],
): VmwareMachine {
  const { bios, uefi } = plan.bootLoader;
  return {
    name: plan.name,
    version: plan.version,
    vcpus: plan.vcpus,
    memoryMiB: Math.ceil(plan.memoryMiB / memoryStepMiB) * memoryStepMiB,
    firmware: bios === undefined && uefi !== undefined ? 'efi' : 'bios',
    guest: guestOsOf(guestId),
    interfaces: plan.interfaces,
    disks: plan.disks.flatMap(({ name }) =>
      disks
        .filter(({ disk }) => disk === name)
        .map(({ file, fileBytes, capacityBytes }) => ({ file, fileBytes, capacityBytes })),
    ),
  };
}

/** Units of a parallel SCSI controller; the controller itself is one of them. */
const unitsOfController = 16;
const unitOfController = 7;

/** Where the n-th disk is attached, counted from 0: 15 to a controller. */
export function scsiAddressOf(index: number): { readonly controller: number; readonly unit: number } {
  const unit = index % (unitsOfController - 1);
  return {
    controller: Math.floor(index / (unitsOfController - 1)),
    unit: unit < unitOfController ? unit : unit + 1,
  };
}

/** Of SCSI controllers that the disks need, counted from 0. */
export function scsiControllersOf({ disks }: VmwareMachine): number[] {
  return [...new Set(disks.map((_, index) => scsiAddressOf(index).controller))];
}
