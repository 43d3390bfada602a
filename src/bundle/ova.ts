import { createHash } from 'node:crypto';
import { writeOvf } from '../descriptor/ovf/envelope.ts';
import { writeOvfManifest } from '../descriptor/ovf/manifest.ts';
import type { VmwareMachine } from '../descriptor/vmware/machine.ts';
import type { Runner } from '../host/program/run.ts';
import { earliestSeconds } from './archive/contents.ts';
import { type WrittenArchive, writeArchive } from './archive/write.ts';

/** A streamOptimized vmdk of the machine. */
export interface OvaDisk {
  /** As the machine names it. */
  readonly file: string;
  /** Where it is on the host. */
  readonly path: string;
  readonly sha256: string;
}

export interface OvaJob {
  readonly machine: VmwareMachine;
  /** In any order. */
  readonly disks: readonly OvaDisk[];
  readonly target: string;
  readonly epochSeconds: number | undefined;
}

/**
 * Writes an OVA: a tar archive with the descriptor, the manifest and the disks in the order of the descriptor's references, which is that
 * in which vSphere reads them while it receives them (DSP0243 §5.3).
 *
 * @throws ApplianceError code `descriptor-invalid`, kind `interrupted`
 */
export async function writeOva(
  runner: Runner,
  { machine, disks, target, epochSeconds }: OvaJob,
): Promise<WrittenArchive> {
  const ovf = writeOvf(machine);
  const descriptor = { file: `${machine.name}.ovf`, sha256: createHash('sha256').update(ovf).digest('hex') };
  const inOrder = machine.disks.flatMap(({ file }) => disks.filter((disk) => disk.file === file));
  const files = [
    { name: descriptor.file, content: { text: ovf } },
    { name: `${machine.name}.mf`, content: { text: writeOvfManifest([descriptor, ...inOrder]) } },
    ...inOrder.map(({ file, path }) => ({ name: file, content: { file: path } })),
  ];
  return await writeArchive(runner, 'tar', { files, timeSeconds: epochSeconds ?? earliestSeconds }, target);
}
