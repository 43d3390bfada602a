import { existsSync } from 'node:fs';
import type { BootSpec, Firmware } from '../../appliance/appliance.ts';
import { diskFormat, type Format } from '../../appliance/formats.ts';
import type { Architecture } from '../../architecture.ts';
import { vsockDevice } from '../../boottest/notify/notify-socket.ts';
import { type Scenario, wantsIpv6, wantsReady } from '../../boottest/scenario/scenario.ts';
import { planBootTest } from '../../build/boot/boot-plan.ts';
import { hostArchitecture } from '../../host/architecture.ts';
import type { ToolUse } from '../../host/program/tools.ts';
import type { Plan } from '../../plan/plan.ts';
import { filesystemsOf } from '../../plan/volumes/volumes.ts';
import type { BootCombination } from '../../report/manifest/manifest.ts';

/** @returns the tools that formats need besides qemu-img */
export function packingUses(formats: readonly Format[]): ToolUse[] {
  return formats.flatMap((format) => diskFormat(format).packed ?? []);
}

const machineUses: Readonly<Record<Architecture, readonly ToolUse[]>> = {
  x86_64: ['boot'],
  aarch64: ['boot-aarch64'],
};

const firmwareUses: Readonly<Record<Firmware, readonly ToolUse[]>> = {
  bios: [],
  uefi: ['boot-uefi'],
  'uefi-secure': ['boot-uefi-secure'],
};

/** Which of the host tools the boots of a test need. */
export function bootUses(arch: Architecture, combinations: readonly BootCombination[]): Set<ToolUse> {
  const packing = packingUses(combinations.map(({ format }) => format));
  return new Set([
    ...machineUses[arch],
    ...packing,
    // The firmware of other machines comes with them.
    ...(arch === 'x86_64' ? combinations.flatMap(({ firmware }) => firmwareUses[firmware]) : []),
  ]);
}

/** Which they need for what a scenario does. */
export function scenarioUses(scenario: Scenario | undefined): ToolUse[] {
  const steps = scenario?.steps ?? [];
  return [
    ...(steps.some(wantsIpv6) ? ['boot-ipv6' as const] : []),
    // Without the device nothing is waited for.
    ...(steps.some(wantsReady) && existsSync(vsockDevice) ? ['boot-ready' as const] : []),
  ];
}

interface Wishes {
  readonly bootTest?: boolean;
  readonly probeAccelerator?: boolean;
}

/** Which of the host tools this plan needs, with the boot test that it says. */
export function toolUses(plan: Plan, boot: BootSpec, { bootTest, probeAccelerator }: Wishes): Set<ToolUse> {
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
  if (probeAccelerator === true) for (const use of machineUses[plan.arch]) uses.add(use);
  if (bootTest === true) for (const use of bootUses(plan.arch, planBootTest(plan, boot).combinations)) uses.add(use);
  return uses;
}
