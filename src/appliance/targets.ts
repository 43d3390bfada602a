import { ApplianceError, type Position } from '../errors.ts';
import type { Report } from '../kickstart/options/options.ts';
import type { AddonSettings } from './addon-lines.ts';
import type { DiskSpec } from './appliance.ts';
import type { BuildOptions } from './settings.ts';

/** What an appliance is to run on. Every one has a descriptor for full virtualisation; `xen` adds a paravirtual way of booting. */
export const targets = ['kvm', 'xen', 'vmware'] as const;
export type Target = (typeof targets)[number];

export const diskUses = ['system', 'user', 'scratch'] as const;
/** `system` comes with the appliance; `user` holds data of who runs it; `scratch` may be lost at any time. */
export type DiskUse = (typeof diskUses)[number];

/** Merges what the options and the addon ask for; the options win. @param report is called for each error */
export function targetsOf(addon: AddonSettings, options: BuildOptions, report: Report): readonly Target[] {
  const asked = options.targets?.map((text) => ({ text, position: undefined })) ?? addon.targets;
  const known = asked.flatMap(({ text, position }) => {
    const found = targets.find((target) => target === text);
    if (found === undefined) report(unknownTarget(text, position));
    return found ?? [];
  });
  return known.length === 0 ? ['kvm'] : [...new Set(known)];
}

function unknownTarget(text: string, position: Position | undefined): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'bad-value',
    message: `"${text}" is not a target`,
    position,
    hint: `the targets are ${targets.join(', ')}`,
  });
}

/** An upgrade replaces what boots, so the disk that boots cannot be the user's. @param report is called for an error */
export function checkUses(addon: AddonSettings, [first]: readonly DiskSpec[], report: Report): void {
  if (first === undefined || first.use === 'system') return;
  report(
    new ApplianceError({
      kind: 'input',
      code: 'bad-value',
      message: `disk ${first.name} boots, so it is a system disk, not --use=${first.use}`,
      position: addon.disks.find(({ name }) => name.text === first.name)?.use?.position,
      hint: 'put what is to outlive an upgrade on a disk of its own',
    }),
  );
}
