import { diskFormat, type Format } from '../appliance/formats.ts';
import type { ToolUse } from '../host/tools.ts';
import type { Plan } from '../plan/plan.ts';
import { filesystemsOf } from '../plan/volumes.ts';
import type { BootCombination } from '../report/manifest.ts';

/** @returns the tools that formats need besides qemu-img */
export function packingUses(formats: readonly Format[]): ToolUse[] {
  return formats.flatMap((format) => diskFormat(format).packed ?? []);
}

/** Which of the host tools the boots of a test need. */
export function bootUses(combinations: readonly BootCombination[]): Set<ToolUse> {
  const uses = new Set<ToolUse>(['boot', ...packingUses(combinations.map(({ format }) => format))]);
  if (combinations.some(({ firmware }) => firmware === 'uefi')) uses.add('boot-uefi');
  return uses;
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
  if (grub && plan.bootLoader.uefi !== undefined) uses.add('uefi');
  // Also for raw disks: qemu-img tells where they hold data.
  uses.add('convert');
  for (const use of packingUses(plan.formats)) uses.add(use);
  if (bootTest === true || probeAccelerator === true) uses.add('boot');
  if (bootTest === true && plan.bootLoader.uefi !== undefined) uses.add('boot-uefi');
  return uses;
}
