import type { FilesystemType } from '../../appliance/appliance.ts';
import { dataExtents, type Extent } from '../../host/files/data-extents.ts';
import type { Runner } from '../../host/program/run.ts';
import { usedByBtrfs } from './used-by-btrfs.ts';

type Ranges = (runner: Runner, file: string, sizeBytes: number) => Promise<Extent[]>;

/**
 * How to find the bytes of a filesystem that its readers may look at; all else may read as anything. A hole of the file does not tell:
 * zeros that must read as zeros are holes, too. Of a swap area only the header is read.
 */
const rangesByType: Readonly<Record<FilesystemType, Ranges>> = {
  ext2: usedByExt,
  ext3: usedByExt,
  ext4: usedByExt,
  xfs: usedByXfs,
  btrfs: usedByBtrfs,
  swap: dataExtents,
  vfat: everything,
};

/** @returns in order, apart from one another; whole blocks of 4 KiB */
export async function usedRanges(
  runner: Runner,
  type: FilesystemType,
  file: string,
  sizeBytes: number,
): Promise<Extent[]> {
  return await rangesByType[type](runner, file, sizeBytes);
}

async function everything(_runner: Runner, _file: string, sizeBytes: number): Promise<Extent[]> {
  return [{ start: 0, length: sizeBytes }];
}

/** dumpe2fs(8) lists the free blocks of each group as `Free blocks: 12-40, 42`, after its summary. */
async function usedByExt(runner: Runner, file: string, sizeBytes: number): Promise<Extent[]> {
  const { stdout } = await runner.run('dumpe2fs', [file], { failure: `can't find the used blocks of ${file}` });
  const blockBytes = Number(/^Block size: +(\d+)$/m.exec(stdout)?.[1]);
  const free = [...stdout.matchAll(/^ {2}Free blocks: (.+)$/gm)].flatMap(([, list = '']) =>
    [...list.matchAll(/(\d+)(?:-(\d+))?/g)].map(([, first = '', last = first]) => ({
      start: Number(first) * blockBytes,
      length: (Number(last) - Number(first) + 1) * blockBytes,
    })),
  );
  return withoutRanges(free, sizeBytes);
}

/** xfs_db(8): `freesp -d` prints group, block and length of each free stretch. */
async function usedByXfs(runner: Runner, file: string, sizeBytes: number): Promise<Extent[]> {
  const commands = ['-c', 'sb 0', '-c', 'print agblocks blocksize', '-c', 'freesp -d'];
  const { stdout } = await runner.run('xfs_db', ['-r', ...commands, file], {
    failure: `can't find the used blocks of ${file}`,
  });
  const numberOf = (name: string) => Number(new RegExp(`^${name} = (\\d+)$`, 'm').exec(stdout)?.[1]);
  const [groupBlocks, blockBytes] = [numberOf('agblocks'), numberOf('blocksize')];
  const free = [...stdout.matchAll(/^ +(\d+) +(\d+) +(\d+)$/gm)].map(([, group, block, blocks]) => ({
    start: (Number(group) * groupBlocks + Number(block)) * blockBytes,
    length: Number(blocks) * blockBytes,
  }));
  return withoutRanges(free, sizeBytes);
}

/** What is left of a file without the given stretches. */
export function withoutRanges(holes: readonly Extent[], sizeBytes: number): Extent[] {
  const left: Extent[] = [];
  let next = 0;
  const keep = (end: number) => {
    if (end > next) left.push({ start: next, length: end - next });
  };
  for (const { start, length } of [...holes].sort((a, b) => a.start - b.start)) {
    keep(start);
    next = Math.max(next, start + length);
  }
  keep(sizeBytes);
  return left;
}
