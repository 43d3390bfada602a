import * as path from 'node:path';
import { locateKernel } from '../../deploy/disks/locate.ts';
import { connectCards } from '../../deploy/domain/networks.ts';
import { writeXlConfig } from '../../deploy/domain/xl-config.ts';
import { planDeployment } from '../../deploy/plan-deployment.ts';
import type { BootRecord } from '../../descriptor/data.ts';
import { ApplianceError } from '../../errors.ts';
import { fileInside } from '../../host/files/file-inside.ts';
import { printable } from '../../report/printable.ts';
import type { Environment } from '../host/environment.ts';
import type { DeployFlags } from './flags.ts';
import { macsOf, wishesOf } from './options.ts';
import type { DeploySubject } from './subject.ts';

/** Prints what xl(1) needs to run the appliance from its files. */
export async function printXl(subject: DeploySubject, flags: DeployFlags, { stdout }: Environment): Promise<number> {
  const { data, located, name, manifest, directory } = subject;
  const index =
    flags.boot ??
    Math.max(
      0,
      data.boots.findIndex(({ type }) => type === 'xen'),
    );
  const { memoryMiB, vcpus, graphics, firmware, networks } = wishesOf(flags);
  const { domain } = planDeployment({
    name,
    data,
    choice: { index, record: await locateKernel(directory, bootAt(data.boots, index)), domainType: 'xen' },
    located,
    pool: { name: '', folder: '/', state: 'missing', volumes: [] },
    mode: 'in-place',
    old: undefined,
    keepsUserDisks: false,
    adopted: new Map(),
    bootLoader: manifest?.bootLoader,
    // The others are not for Xen to say.
    wishes: { memoryMiB, vcpus, graphics, firmware },
    networks: connectCards(data.interfaces, networks ?? [], []),
    macs: macsOf(flags, data.interfaces),
    consoleLog: undefined,
  });
  stdout.write(writeXlConfig(domain));
  return 0;
}

function bootAt(boots: readonly BootRecord[], index: number): BootRecord {
  const record = boots[index];
  if (record !== undefined) return record;
  throw new ApplianceError({ kind: 'input', code: 'no-such-boot', message: `the descriptor has no boot ${index}` });
}

const importers = {
  ova: 'import it: ovftool FILE vi://HOST/, or File → Open in Workstation, or Deploy OVF Template in vSphere',
  vmx: 'open it in Workstation or Player: vmrun start FILE',
} as const;

/**
 * Tells which file VMware takes: the OVA of the build, or its .vmx.
 *
 * @throws ApplianceError code `no-vmware-file`
 */
export async function tellVmware(subject: DeploySubject, flags: DeployFlags, { stdout }: Environment): Promise<number> {
  const { data, directory, manifest } = subject;
  for (const kind of ['ova', 'vmx'] as const) {
    const name = manifest?.bundles?.find((bundle) => bundle.kind === kind)?.file ?? `${data.name}.${kind}`;
    const found = await fileInside(directory, name);
    if (found === undefined) continue;
    const how = importers[kind];
    stdout.write(
      flags.json === true
        ? `${JSON.stringify({ ok: true, kind, file: found, how })}\n`
        : `${printable(found)}\n  ${how}\n`,
    );
    return 0;
  }
  throw new ApplianceError({
    kind: 'input',
    code: 'no-vmware-file',
    message: `neither an OVA nor a .vmx of ${data.name} lies beside ${path.basename(subject.file)}`,
    hint: 'build it with --format ova or vmx',
  });
}
