import { diskFormat, type Format } from '../appliance/formats.ts';
import type { Architecture } from '../architecture.ts';
import { hostArchitecture } from '../host/architecture.ts';
import type { ToolUse } from '../host/tools.ts';
import type { Plan } from '../plan/plan.ts';
import { filesystemsOf } from '../plan/volumes.ts';
import type { BootCombination } from '../report/manifest.ts';

/** @returns the tools that formats need besides qemu-img */
export function packingUses(formats: readonly Format[]): ToolUse[] {
  return formats.flatMap((format) => diskFormat(format).packed ?? []);
}

/** Which of the host tools the boots of a test need. */
export function bootUses(arch: Architecture, combinations: readonly BootCombination[]): Set<ToolUse> {
  const usesUefi = combinations.some(({ firmware }) => firmware === 'uefi');
  return new Set([...machineUses(arch, usesUefi), ...packingUses(combinations.map(({ format }) => format))]);
}

interface Wishes {
  readonly bootTest?: boolean;
  readonly probeAccelerator?: boolean;
}

/** Which of the host tools this plan needs. */
export function toolUses(plan: Plan, { bootTest, probeAccelerator }: Wishes): Set<ToolUse> {
  const uses = new Set<ToolUse>(['build', plan.backend]);
  const filesystems = filesystemsOf(plan).map(({ type }) => type);
  if (filesystemsOf(plan).some(({ encryption }) => encryption !== undefined)) uses.add('luks');
  for (const type of ['vfat', 'xfs', 'btrfs'] as const) if (filesystems.includes(type)) uses.add(type);
  // The other loaders come whole from the guest.
  const grub = plan.bootLoader.loader === 'grub';
  if (grub && plan.bootLoader.bios !== undefined) uses.add('bios');
  if (grub && plan.bootLoader.uefi !== undefined) uses.add(plan.arch === 'aarch64' ? 'uefi-aarch64' : 'uefi');
  if (plan.arch === 'aarch64' && hostArchitecture() !== 'aarch64') uses.add('emulate-aarch64');
  // Also for raw disks: qemu-img tells where they hold data.
  uses.add('convert');
  for (const use of packingUses(plan.formats)) uses.add(use);
  const boots = bootTest === true || probeAccelerator === true;
  const bootsUefi = bootTest === true && plan.bootLoader.uefi !== undefined;
  if (boots) for (const use of machineUses(plan.arch, bootsUefi)) uses.add(use);
  return uses;
}

/** Machines of aarch64 have no other firmware than UEFI. */
function machineUses(arch: Architecture, usesUefi: boolean): ToolUse[] {
  if (arch === 'aarch64') return ['boot-aarch64'];
  return usesUefi ? ['boot', 'boot-uefi'] : ['boot'];
}
