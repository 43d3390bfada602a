import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import { Scope } from '../../host/scope.ts';

/** What the checker of a filesystem says of a disk that a machine has used. */
export interface FilesystemCheck {
  /** Disk and partition: `os1`. */
  readonly place: string;
  /** By the names of blkid; `ambiguous` if it finds the marks of several. */
  readonly type: string;
  /** `unchecked`: the host has no checker for it, it lies in a volume group, an array or a container, or nobody knows what it is. */
  readonly outcome: 'sound' | 'damaged' | 'unchecked';
  readonly checker: string;
  /** Its last lines, if it found damage. */
  readonly said: readonly string[];
}

interface Checker {
  readonly tool: string;
  /** That change nothing. */
  readonly args: readonly string[];
  /** Exit codes that mean that there is no damage. */
  readonly sound: readonly number[];
}

/** e2fsck(8), xfs_repair(8), btrfs-check(8), fsck.fat(8). */
const checkers: Readonly<Record<string, Checker>> = {
  ext2: { tool: 'e2fsck', args: ['-f', '-n'], sound: [0] },
  ext3: { tool: 'e2fsck', args: ['-f', '-n'], sound: [0] },
  ext4: { tool: 'e2fsck', args: ['-f', '-n'], sound: [0] },
  xfs: { tool: 'xfs_repair', args: ['-n'], sound: [0] },
  btrfs: { tool: 'btrfs', args: ['check', '--readonly'], sound: [0] },
  vfat: { tool: 'fsck.fat', args: ['-n'], sound: [0] },
};
const allCodes = Array.from({ length: 256 }, (_, code) => code);
const notFilesystems = new Set(['swap', '']);
const ambiguous = 'ambiguous';

interface Range {
  readonly place: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/**
 * Checks the filesystems of the partitions of a disk, and changes nothing.
 *
 * @param name in words, for the result: a descriptor of anybody may have given it, so no file has it
 * @param overlay a qcow2 file that no machine uses; what is made of it lies in `scratch` under its name
 * @throws ApplianceError of qemu-img
 */
export async function checkDisk(
  runner: Runner,
  { name, overlay, scratch }: { readonly name: string; readonly overlay: string; readonly scratch: string },
): Promise<FilesystemCheck[]> {
  await using scope = new Scope();
  const raw = path.join(scratch, `${path.parse(overlay).name}.check.raw`);
  scope.defer(() => fs.rm(raw, { force: true }));
  const failure = `can't read disk ${name} after the boot test`;
  await runner.run('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', '-W', overlay, raw], { failure });
  const checks: FilesystemCheck[] = [];
  for (const range of await partitionsOf(runner, raw, name)) {
    const type = await typeAt(runner, raw, range);
    if (!notFilesystems.has(type)) checks.push(await check(runner, raw, range, type));
  }
  return checks;
}

/** @returns the partitions, or the whole disk if it has no table */
async function partitionsOf(runner: Runner, raw: string, name: string): Promise<Range[]> {
  const result = await runner.run('sfdisk', ['--json', raw], { okCodes: [0, 1] });
  if (result.exitCode !== 0) return [{ place: name, startBytes: 0, sizeBytes: (await fs.stat(raw)).size }];
  const table = (JSON.parse(result.stdout) as { partitiontable: { sectorsize?: number; partitions?: Entry[] } })
    .partitiontable;
  const sector = table.sectorsize ?? 512;
  return (table.partitions ?? []).map(({ node, start, size }) => ({
    place: `${name}${numberIn(node)}`,
    startBytes: start * sector,
    sizeBytes: size * sector,
  }));
}

interface Entry {
  /** Of the disk's file, and the partition's number. */
  readonly node: string;
  readonly start: number;
  readonly size: number;
}

/** Numbers have gaps: the first logical partition is 5. */
const numberIn = (node: string) => /\d+$/.exec(node)?.[0] ?? '';

async function typeAt(runner: Runner, raw: string, { startBytes, sizeBytes }: Range): Promise<string> {
  const where = ['-O', String(startBytes), '-S', String(sizeBytes)];
  // blkid(8): 2 means that it found nothing that it knows, 8 that it found several things.
  const { exitCode, stdout } = await runner.run('blkid', ['-p', ...where, '-o', 'value', '-s', 'TYPE', raw], {
    okCodes: [0, 2, 8],
  });
  return exitCode === 8 ? ambiguous : stdout.trim();
}

async function check(runner: Runner, raw: string, range: Range, type: string): Promise<FilesystemCheck> {
  const checker = checkers[type];
  const unchecked = { place: range.place, type, outcome: 'unchecked', checker: checker?.tool ?? '', said: [] } as const;
  if (checker === undefined) return unchecked;
  await using scope = new Scope();
  const part = `${raw}.part`;
  scope.defer(() => fs.rm(part, { force: true }));
  await copyRange(runner, raw, range, part);
  try {
    const { exitCode, stdout, tail } = await runner.run(checker.tool, [...checker.args, part], { okCodes: allCodes });
    const sound = checker.sound.includes(exitCode);
    const said = [...stdout.split('\n'), ...tail].filter((line) => line.trim() !== '');
    return { ...unchecked, outcome: sound ? 'sound' : 'damaged', said: sound ? [] : said.slice(-20) };
  } catch (error) {
    if (error instanceof ApplianceError && error.code === 'tool-missing') return unchecked;
    throw error;
  }
}

/** A file of its own: not every checker takes an offset. Holes stay holes. */
async function copyRange(runner: Runner, raw: string, { startBytes, sizeBytes }: Range, target: string): Promise<void> {
  const source = `json:${JSON.stringify({ driver: 'raw', offset: startBytes, size: sizeBytes, file: { driver: 'file', filename: raw } })}`;
  await runner.run('qemu-img', ['convert', '-O', 'raw', source, target], { failure: "can't read a partition" });
}
