import type { Extent } from '../../host/files/data-extents.ts';
import type { Runner } from '../../host/program/run.ts';
import { mebibyte } from '../bytes.ts';

/** The superblock and its copies (btrfs documentation, "On-disk format", "Superblock"). */
const superblocks = [65_536, 64 * mebibyte, 256 * 1024 * mebibyte];
const superblockBytes = 4096;

interface Chunk {
  readonly logical: number;
  readonly length: number;
  /** Where its copies lie on the device. */
  readonly physical: readonly number[];
}

/**
 * What a btrfs filesystem uses: the extents of data and metadata, which it counts in addresses of its own, and where the chunks that
 * hold them lie. Only profiles with whole copies on one device (single, dup).
 */
export async function usedByBtrfs(runner: Runner, file: string, sizeBytes: number): Promise<Extent[]> {
  const dump = async (tool: string, ...args: readonly string[]) =>
    (
      await runner.run('btrfs', ['inspect-internal', tool, ...args, file], {
        failure: `can't find the used blocks of ${file}`,
      })
    ).stdout;
  const nodeBytes = Number(/^nodesize\s+(\d+)$/m.exec(await dump('dump-super'))?.[1]);
  const chunks = chunksIn(await dump('dump-tree', '-t', 'chunk'));
  const ranges = extentsIn(await dump('dump-tree', '-t', 'extent'), nodeBytes).flatMap(({ start, length }) => {
    const chunk = chunks.find(({ logical, length: size }) => logical <= start && start < logical + size);
    return (chunk?.physical ?? []).map((base) => ({ start: base + start - (chunk?.logical ?? 0), length }));
  });
  const copies = superblocks.map((start) => ({ start, length: superblockBytes }));
  return [...ranges, ...copies.filter(({ start }) => start + superblockBytes <= sizeBytes)].sort(
    (a, b) => a.start - b.start,
  );
}

export function chunksIn(dump: string): Chunk[] {
  return dump.split(/^\titem /m).flatMap((item): Chunk[] => {
    const logical = /^\d+ key \(FIRST_CHUNK_TREE CHUNK_ITEM (\d+)\)/.exec(item)?.[1];
    const length = /^\s+length (\d+) /m.exec(item)?.[1];
    if (logical === undefined || length === undefined) return [];
    const physical = [...item.matchAll(/stripe \d+ devid \d+ offset (\d+)/g)].map(([, offset]) => Number(offset));
    return [{ logical: Number(logical), length: Number(length), physical }];
  });
}

/** Of metadata items the offset of the key is a level, and all nodes have one size. */
export function extentsIn(dump: string, nodeBytes: number): Extent[] {
  const items = dump.matchAll(/^\titem \d+ key \((\d+) (EXTENT_ITEM|METADATA_ITEM) (\d+)\)/gm);
  return [...items].map(([, start, kind, offset]) => ({
    start: Number(start),
    length: kind === 'EXTENT_ITEM' ? Number(offset) : nodeBytes,
  }));
}
