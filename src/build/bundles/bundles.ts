import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { BundleFormat } from '../../appliance/bundles.ts';
import { writeOva } from '../../bundle/ova.ts';
import type { ConvertedDisk } from '../../convert/convert.ts';
import { describeMachine } from '../../descriptor/vmware/machine.ts';
import { writeVmx } from '../../descriptor/vmware/vmx.ts';
import type { Runner } from '../../host/program/run.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatBytes } from '../../report/format.ts';
import type { BundleResult } from '../../report/manifest/manifest.ts';
import type { Reporter } from '../../report/progress/reporter.ts';

export interface BundleInputs {
  readonly plan: Plan;
  /** ID of the guest's os-release(5). */
  readonly guestId: string;
  /** Also those that are not put out by themselves. */
  readonly disks: readonly ConvertedDisk[];
  readonly directory: string;
  readonly epochSeconds: number | undefined;
}

type Write = (
  runner: Runner,
  inputs: BundleInputs,
  target: string,
) => Promise<Pick<BundleResult, 'fileBytes' | 'sha256'>>;

const writers: Readonly<Record<BundleFormat, Write>> = {
  async ova(runner, { plan, guestId, disks, epochSeconds }, target) {
    const inside = disks.filter(({ format }) => format === 'vmdk').map(withName);
    return await writeOva(runner, {
      machine: describeMachine(plan, guestId, inside),
      disks: inside,
      target,
      epochSeconds,
    });
  },
  async vmx(_runner, { plan, guestId, disks }, target) {
    const writable = disks.filter(({ format }) => format.startsWith('vmdk:')).map(withName);
    const text = Buffer.from(writeVmx(describeMachine(plan, guestId, writable)));
    await fs.writeFile(target, text);
    return { fileBytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
  },
};

const withName = (disk: ConvertedDisk) => ({
  ...disk,
  file: path.basename(disk.path),
  capacityBytes: disk.virtualBytes,
});

/** Writes the files that are made of the whole appliance, if it has any: NAME.ova, NAME.vmx. @throws ApplianceError */
export async function writeBundles(
  inputs: BundleInputs,
  { runner, reporter }: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<BundleResult[]> {
  const { plan, directory } = inputs;
  if (plan.bundles.length === 0) return [];
  return await reporter.step('bundle', `write ${plan.bundles.join(' and ')}`, async (detail) => {
    const results: BundleResult[] = [];
    for (const kind of plan.bundles) {
      const file = `${plan.name}.${kind}`;
      results.push({ kind, file, ...(await writers[kind](runner, inputs, path.join(directory, file))) });
    }
    detail(results.map(({ file, fileBytes }) => `${file} ${formatBytes(fileBytes)}`).join(', '));
    return results;
  });
}
