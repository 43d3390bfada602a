import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type Runner, throwIfInterrupted } from '../../../host/program/run.ts';
import { mebibyte } from '../../bytes.ts';

const blockBytes = 64 * 1024;

export interface OrderedCopy {
  /** Absolute paths of existing folders. */
  readonly tree: string;
  readonly target: string;
  /** An existing folder of another filesystem. */
  readonly scratch: string;
  readonly failure: string;
}

interface File {
  readonly name: string;
  readonly stats: Stats;
}

/** A range of a file, in bytes. */
interface Range {
  readonly start: number;
  readonly length: number;
}

/**
 * Copies a tree into a mounted filesystem like `cp -a`, but so that the same tree gets the same places on the disk each time,
 * whatever the order of its folders and whenever the kernel writes: every name is made in sorted order, then each file gets
 * its space, then the data goes there.
 */
export async function copyInOrder(runner: Runner, copy: OrderedCopy): Promise<void> {
  const { tree, target } = copy;
  const { files, folders } = await makeFolders(tree, target);
  const firsts = new Map<string, string>();
  const further: (readonly [first: string, name: string])[] = [];
  const own = files.filter(({ name, stats }) => {
    if (stats.nlink === 1) return true;
    const identity = `${stats.dev}:${stats.ino}`;
    const first = firsts.get(identity);
    if (first === undefined) firsts.set(identity, name);
    else further.push([first, name]);
    return first === undefined;
  });
  await makeLike(runner, copy, own);
  for (const [first, name] of further) await fs.link(path.join(target, first), path.join(target, name));
  const filled = own.filter(({ stats }) => stats.isFile() && stats.size > 0);
  const ranges = new Map<string, readonly Range[]>();
  for (const { name, stats } of filled) {
    throwIfInterrupted(runner.signal);
    ranges.set(name, await dataRanges(path.join(tree, name), stats));
  }
  await reserve(runner, copy, ranges);
  for (const { name, stats } of filled) {
    throwIfInterrupted(runner.signal);
    await writeData(path.join(tree, name), path.join(target, name), stats, ranges.get(name) ?? []);
  }
  await makeLike(runner, copy, filled);
  await giveAttributes(runner, copy, folders);
}

/** @returns names in the tree, sorted; they begin with `./`, but for the top folder */
async function makeFolders(tree: string, target: string) {
  const files: File[] = [];
  const folders: string[] = ['.'];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of (await fs.readdir(path.join(tree, folder))).sort()) {
      const name = `${folder}/${entry}`;
      const stats = await fs.lstat(path.join(tree, name));
      if (!stats.isDirectory()) files.push({ name, stats });
      else {
        folders.push(name);
        await fs.mkdir(path.join(target, name), { recursive: true });
        await walk(name);
      }
    }
  };
  await walk('.');
  return { files, folders };
}

/** cp would go into the folders again, and replace links by names drawn at random, which leave traces. */
async function giveAttributes(
  runner: Runner,
  { tree, target, scratch, failure }: OrderedCopy,
  folders: readonly string[],
): Promise<void> {
  const [list, archive] = [path.join(scratch, 'folders'), path.join(scratch, 'folders.tar')];
  await fs.writeFile(list, folders.map((name) => `${name}\0`).join(''));
  const attributes = ['--numeric-owner', '--xattrs', '--xattrs-include=*', '--acls'];
  const listed = ['--no-recursion', '--null', '--verbatim-files-from', `--files-from=${list}`];
  await runner.run('tar', ['--create', '--file', archive, ...attributes, '-C', tree, ...listed], { failure });
  const kept = ['--preserve-permissions', '--same-owner', ...attributes];
  await runner.run('tar', ['--extract', '--file', archive, ...kept, '-C', target], { failure });
  for (const file of [list, archive]) await fs.rm(file);
}

/** Makes files without data, or gives those that are there the attributes. Hard links become files of their own. */
async function makeLike(
  runner: Runner,
  { tree, target, scratch, failure }: OrderedCopy,
  files: readonly File[],
): Promise<void> {
  const list = path.join(scratch, 'names');
  await fs.writeFile(list, files.map(({ name }) => `${name}\0`).join(''));
  const like = [
    '--archive',
    '--no-preserve=links',
    '--attributes-only',
    '--parents',
    '--target-directory',
    target,
    '--',
  ];
  await runner.run('xargs', ['--null', '--no-run-if-empty', `--arg-file=${list}`, 'cp', ...like], {
    cwd: tree,
    failure,
  });
  await fs.rm(list);
}

/** Where a file holds something else than zeros. By its content alone: whether zeros are a hole depends on how the tree was made. */
async function dataRanges(file: string, { size }: Stats): Promise<Range[]> {
  const ranges: { start: number; length: number }[] = [];
  const handle = await fs.open(file);
  try {
    const block = Buffer.alloc(blockBytes);
    const zeros = Buffer.alloc(blockBytes);
    for (let start = 0; start < size; start += blockBytes) {
      const { bytesRead: length } = await handle.read(block, 0, blockBytes, start);
      if (block.compare(zeros, 0, length, 0, length) === 0) continue;
      const last = ranges.at(-1);
      if (last !== undefined && last.start + last.length === start) last.length += length;
      else ranges.push({ start, length });
    }
  } finally {
    await handle.close();
  }
  return ranges;
}

/** xfs_io reads commands from its input, and names with blanks not at all: so it sees numbered links. */
async function reserve(
  runner: Runner,
  { target, scratch, failure }: OrderedCopy,
  ranges: ReadonlyMap<string, readonly Range[]>,
): Promise<void> {
  const links = path.join(scratch, 'links');
  await fs.mkdir(links);
  const lines: string[] = [];
  for (const [index, [name, some]] of [...ranges].entries()) {
    await fs.symlink(path.join(target, name), path.join(links, String(index)));
    const reservations = some.map(({ start, length }) => `falloc ${start} ${length}`);
    lines.push(`open ${index}`, ...reservations, 'close');
  }
  await runner.run('xfs_io', [], { cwd: links, input: `${lines.join('\n')}\n`, failure });
  await fs.rm(links, { recursive: true });
}

async function writeData(from: string, to: string, { size }: Stats, ranges: readonly Range[]): Promise<void> {
  const source = await fs.open(from);
  const sink = await fs.open(to, 'r+');
  try {
    const buffer = Buffer.alloc(Math.min(mebibyte, size));
    for (const { start, length } of ranges) {
      for (let done = 0; done < length; ) {
        const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, length - done), start + done);
        if (bytesRead === 0) break;
        await sink.write(buffer, 0, bytesRead, start + done);
        done += bytesRead;
      }
    }
    await sink.truncate(size);
  } finally {
    await sink.close();
    await source.close();
  }
}
