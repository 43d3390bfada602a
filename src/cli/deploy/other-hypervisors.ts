import * as path from 'node:path';
import { handlingOf, requireUsableInPlace } from '../../deploy/disks/images.ts';
import { blankSizeMiB, type LocatedDisk, locateKernel } from '../../deploy/disks/locate.ts';
import { connectCards } from '../../deploy/domain/networks.ts';
import { writeXlConfig } from '../../deploy/domain/xl-config.ts';
import { planDeployment } from '../../deploy/plan-deployment.ts';
import type { BootRecord } from '../../descriptor/data.ts';
import { ApplianceError } from '../../errors.ts';
import { fileInside } from '../../host/files/file-inside.ts';
import { escapeObeyed } from '../../log-text.ts';
import { jsonLine, printable } from '../../report/printable.ts';
import type { Environment } from '../host/environment.ts';
import type { DeployFlags } from './flags.ts';
import { macsOf, wishesOf } from './options.ts';
import type { DeploySubject } from './subject.ts';

/**
 * Prints what xl(1) needs to run the appliance from its files.
 *
 * @throws ApplianceError codes `no-such-boot`, `no-such-disk`, `not-writable-disk`, `unwritable-xl`; of the planning
 */
export async function printXl(subject: DeploySubject, flags: DeployFlags, { stdout }: Environment): Promise<number> {
  const { data, located, name, manifest, directory } = subject;
  const index =
    flags.boot ??
    Math.max(
      0,
      data.boots.findIndex(({ type }) => type === 'xen'),
    );
  const record = bootAt(data.boots, index);
  for (const { disk } of record.drives) requireFile(subject, disk);
  const { memoryMiB, vcpus, graphics, firmware, networks } = wishesOf(flags);
  const { domain } = planDeployment({
    name,
    data,
    choice: { index, record: await locateKernel(directory, record), domainType: 'xen' },
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
  stdout.write(requireSilent(writeXlConfig(domain)));
  return 0;
}

/** xl makes no disks and converts none: each must lie there, and be one that a machine can write to. */
function requireFile({ data, located, directory }: DeploySubject, id: string): void {
  const disk = data.disks.find((candidate) => candidate.id === id);
  if (disk === undefined) return;
  const found = located.get(id);
  if (found !== undefined) {
    requireUsableInPlace(found, wayToUse(found));
    return;
  }
  const sizeMiB = blankSizeMiB(disk);
  const { driver } = handlingOf(disk.format);
  // A new disk can as well begin in a format that a machine can write to.
  const made = driver === 'raw' ? 'raw' : 'qcow2';
  const named = made === driver ? '' : `, and write format="${made}" in the descriptor`;
  throw new ApplianceError({
    kind: 'input',
    code: 'no-such-disk',
    message: `there is no file ${disk.file}, and xl does not make the ${disk.use} disk`,
    hint: `make it: qemu-img create -f ${made} ${quoted(path.join(directory, disk.file))} ${sizeMiB}M${named}`,
  });
}

function wayToUse({ disk, path: file, isPacked }: LocatedDisk): string {
  const { runsFrom, isPacked: isOfPacked } = handlingOf(disk.format);
  const unpack = `unpack it: ${file.endsWith('.zst') ? 'zstd -dk' : 'xz -dk'} ${quoted(file)}`;
  if (isPacked) return unpack;
  const way = isOfPacked === true ? unpack : `convert it: qemu-img convert -O ${runsFrom} ${quoted(file)} NEW`;
  return `${way}; then write the new name and format="${runsFrom}" in the descriptor`;
}

const quoted = (text: string) => (/^[A-Za-z0-9_./+:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** xl.cfg has no other way to write a character that a terminal or a CI log obeys. */
function requireSilent(configuration: string): string {
  if (escapeObeyed(configuration, () => '') === configuration) return configuration;
  throw new ApplianceError({
    kind: 'input',
    code: 'unwritable-xl',
    message: 'a name or the command line of the kernel holds characters that hide text, or ##[, which CI logs obey',
  });
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
      flags.json === true ? `${jsonLine({ ok: true, kind, file: found, how })}\n` : `${printable(found)}\n  ${how}\n`,
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
