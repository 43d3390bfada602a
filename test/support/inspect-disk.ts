// Looks into finished disks with other people's tools, none of which share a line with src/disk/.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
const sectorBytes = 512;

/** Standard output of a program that must succeed; if it fails, the error holds what it said. */
export function tool(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** A sparse raw copy of an image of any format, in the given folder. */
export function toRaw(image: string, folder: string): string {
  const raw = path.join(folder, `${path.basename(image)}.raw`);
  tool('qemu-img', 'convert', '-O', 'raw', image, raw);
  return raw;
}

export interface ImageInfo {
  readonly format: string;
  readonly 'virtual-size': number;
  readonly 'format-specific'?: { readonly data: Readonly<Record<string, unknown>> };
}

export function imageInfo(image: string): ImageInfo {
  return JSON.parse(tool('qemu-img', 'info', '--output=json', image)) as ImageInfo;
}

export interface TableEntry {
  /** As the kernel counts. */
  readonly number: number;
  readonly startBytes: number;
  readonly sizeBytes: number;
  readonly type: string;
  readonly uuid: string | undefined;
  readonly name: string | undefined;
  readonly bootable: boolean;
}

export interface Table {
  readonly label: string;
  readonly id: string;
  readonly partitions: readonly TableEntry[];
}

/** The partition table of a raw disk as sfdisk reads it. */
export function tableOf(raw: string): Table {
  const { partitiontable } = JSON.parse(tool('sfdisk', '--json', raw)) as {
    partitiontable: {
      label: string;
      id: string;
      partitions: { node: string; start: number; size: number; type: string; uuid?: string; name?: string }[];
    };
  };
  return {
    label: partitiontable.label,
    id: partitiontable.id,
    partitions: partitiontable.partitions.map((entry) => ({
      number: Number(/\d+$/.exec(entry.node)?.[0]),
      startBytes: entry.start * sectorBytes,
      sizeBytes: entry.size * sectorBytes,
      type: entry.type,
      uuid: entry.uuid,
      name: entry.name,
      bootable: 'bootable' in entry,
    })),
  };
}

/**
 * What lies at an offset, as blkid recognises it: TYPE, UUID, LABEL, …
 *
 * @param sizeBytes needed for what has its mark at its end
 */
export function probe(raw: string, startBytes: number, sizeBytes?: number): Readonly<Record<string, string>> {
  const size = sizeBytes === undefined ? [] : ['-S', String(sizeBytes)];
  const lines = tool('blkid', '-p', '-o', 'export', '-O', String(startBytes), ...size, raw)
    .trim()
    .split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
}

/** A file of an ext filesystem. */
export function readExt(raw: string, startBytes: number, file: string): string {
  return debugfs(raw, startBytes, `cat ${file}`);
}

/** Copies a file out of an ext filesystem, whatever bytes it holds. */
export function dumpExt(raw: string, startBytes: number, file: string, target: string): string {
  debugfs(raw, startBytes, `dump ${file} ${target}`);
  return target;
}

/** Names in a directory of an ext filesystem. */
export function listExt(raw: string, startBytes: number, directory: string): string[] {
  const rows = debugfs(raw, startBytes, `ls -p ${directory}`).split('\n');
  return rows.flatMap((row) => row.split('/')[5] ?? []).filter((name) => name !== '.' && name !== '..');
}

export interface ExtStat {
  /** Permission bits in octal, such as `0640`. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
}

export function statExt(raw: string, startBytes: number, file: string): ExtStat {
  const text = debugfs(raw, startBytes, `stat ${file}`);
  const match = /Mode: +(\d+)[\s\S]*?User: +(\d+) +Group: +(\d+)/.exec(text);
  if (match === null) throw new Error(`debugfs finds no ${file}: ${text}`);
  return { mode: match[1] ?? '', uid: Number(match[2]), gid: Number(match[3]) };
}

/** debugfs exits with 0 whatever happens, and complains on standard error. */
function debugfs(raw: string, startBytes: number, request: string): string {
  const script =
    'exec 3>&1; errors=$(debugfs -R "$1" "$2" 2>&1 1>&3 | sed 1d); test -z "$errors" || { echo "$errors" >&2; exit 1; }';
  return tool('sh', '-c', script, 'sh', request, `${raw}?offset=${startBytes}`);
}

/** A file of a FAT filesystem. */
export function readFat(raw: string, startBytes: number, file: string): string {
  return tool('mtype', '-i', `${raw}@@${startBytes}`, `::${file}`);
}

/** The part of a disk that a partition is, as a sparse file of its own. */
export function extract(raw: string, { startBytes, sizeBytes }: TableEntry, file: string): string {
  const source = `driver=raw,offset=${startBytes},size=${sizeBytes},file.driver=file,file.filename=${raw}`;
  tool('qemu-img', 'convert', '--image-opts', '-O', 'raw', source, file);
  return file;
}

/** How each filesystem's own checker is run without changing anything; the argument is a file of just the filesystem. */
const checkers: Readonly<Record<string, (file: string) => readonly [string, ...string[]]>> = {
  ext2: (file) => ['e2fsck', '-fn', file],
  ext3: (file) => ['e2fsck', '-fn', file],
  ext4: (file) => ['e2fsck', '-fn', file],
  vfat: (file) => ['fsck.vfat', '-n', file],
  xfs: (file) => ['xfs_repair', '-n', '-f', file],
  btrfs: (file) => ['btrfs', 'check', '--readonly', file],
};

/** Checks the filesystem of a partition with its own tool, which throws if it finds fault. */
export function checkFilesystem(raw: string, entry: TableEntry, type: string, folder: string): void {
  const checker = checkers[type];
  if (checker === undefined) throw new Error(`no checker for ${type}`);
  const file = extract(raw, entry, path.join(folder, `${path.basename(raw)}.${entry.number}`));
  const [program, ...args] = checker(file);
  tool(program, ...args);
}

/** Checks a filesystem that lies in several places, one after the other, with its own tool. */
export function checkVolume(
  ranges: readonly { readonly file: string; readonly startBytes: number; readonly sizeBytes: number }[],
  type: string,
  scratchFile: string,
): void {
  const checker = checkers[type];
  if (checker === undefined) throw new Error(`no checker for ${type}`);
  const part = (file: string, startBytes: number, sizeBytes: number) =>
    `driver=raw,offset=${startBytes},size=${sizeBytes},file.driver=file,file.filename=${file}`;
  writeFileSync(scratchFile, '');
  truncateSync(
    scratchFile,
    ranges.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  let place = 0;
  for (const { file, startBytes, sizeBytes } of ranges) {
    const [source, target] = [part(file, startBytes, sizeBytes), part(scratchFile, place, sizeBytes)];
    tool('qemu-img', 'convert', '-n', '--image-opts', '--target-image-opts', '--target-is-zero', source, target);
    place += sizeBytes;
  }
  const [program, ...args] = checker(scratchFile);
  tool(program, ...args);
  rmSync(scratchFile);
}
