import type { ToolUse } from '../host/tools.ts';
import type { Plan } from '../plan/plan.ts';
import { filesystemsOf } from '../plan/volumes.ts';

interface Wishes {
  readonly bootTest?: boolean;
  readonly probeAccelerator?: boolean;
  readonly verifyReproducible?: boolean;
}

/** Which of the host tools this plan needs. */
export function toolUses(plan: Plan, { bootTest, probeAccelerator, verifyReproducible }: Wishes): Set<ToolUse> {
  const uses = new Set<ToolUse>(['build', plan.backend]);
  const filesystems = filesystemsOf(plan).map(({ type }) => type);
  if (filesystemsOf(plan).some(({ encryption }) => encryption !== undefined)) uses.add('luks');
  for (const type of ['vfat', 'xfs', 'btrfs'] as const) if (filesystems.includes(type)) uses.add(type);
  // The other loaders come whole from the guest.
  const grub = plan.bootLoader.loader === 'grub';
  if (grub && plan.bootLoader.bios !== undefined) uses.add('bios');
  if (grub && plan.bootLoader.uefi !== undefined) uses.add('uefi');
  if (verifyReproducible === true || plan.formats.some((format) => format !== 'raw')) uses.add('convert');
  if (bootTest === true || probeAccelerator === true) uses.add('boot');
  if (bootTest === true && plan.bootLoader.uefi !== undefined) uses.add('boot-uefi');
  return uses;
}
