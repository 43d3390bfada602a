import type { BootSpec, Firmware } from '../appliance/appliance.ts';
import { planBootTest } from '../build/boot-test.ts';
import type { ToolUse } from '../host/tools.ts';
import type { Plan } from '../plan/plan.ts';
import { filesystemsOf } from '../plan/volumes.ts';
import type { BootTestPlan } from '../report/manifest.ts';

interface Wishes {
  readonly bootTest?: boolean;
  readonly probeAccelerator?: boolean;
  readonly verifyReproducible?: boolean;
}

/** Which of the host tools this plan needs, with the boot test that it says. */
export function toolUses(
  plan: Plan,
  boot: BootSpec,
  { bootTest, probeAccelerator, verifyReproducible }: Wishes,
): Set<ToolUse> {
  const uses = new Set<ToolUse>(['build', plan.backend]);
  const filesystems = filesystemsOf(plan).map(({ type }) => type);
  if (filesystemsOf(plan).some(({ encryption }) => encryption !== undefined)) uses.add('luks');
  for (const type of ['vfat', 'xfs', 'btrfs'] as const) if (filesystems.includes(type)) uses.add(type);
  // The other loaders come whole from the guest.
  const grub = plan.bootLoader.loader === 'grub';
  if (grub && plan.bootLoader.bios !== undefined) uses.add('bios');
  if (grub && plan.bootLoader.uefi !== undefined) uses.add('uefi');
  if (verifyReproducible === true || plan.formats.some((format) => format !== 'raw')) uses.add('convert');
  if (probeAccelerator === true) uses.add('boot');
  if (bootTest === true) for (const use of bootUses(planBootTest(plan, boot))) uses.add(use);
  return uses;
}

const firmwareUses: Readonly<Record<Firmware, readonly ToolUse[]>> = {
  bios: [],
  uefi: ['boot-uefi'],
  'uefi-secure': ['boot-uefi-secure'],
};

/** Which of the host tools a boot test needs. */
export function bootUses({ combinations }: Pick<BootTestPlan, 'combinations'>): Set<ToolUse> {
  return new Set(['boot', ...combinations.flatMap(({ firmware }) => firmwareUses[firmware])]);
}
