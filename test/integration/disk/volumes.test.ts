import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { assembleDisks } from '../../../src/disk/assemble.ts';
import { mebibyte } from '../../../src/disk/bytes.ts';
import type { LogicalVolumePlan, PhysicalVolumePlan, StoragePlan } from '../../../src/plan/volumes/storage.ts';
import { volumesOf } from '../../../src/plan/volumes/volumes.ts';
import { inspectVolumeGroup } from '../../support/inspect-lvm.ts';
import { filesystem, gptDisk, judge, noBootLoader, partition, richTree, temporary, testRunner } from './support.ts';

const lvmGuid = 'E6D6D379-F507-44C2-A23C-238F2A3DF928';
const epochSeconds = 1_700_000_000;
const position = { file: 'test.ks', line: 1, column: 1 };
const uuid = (digit: string) => [6, 4, 4, 4, 4, 4, 6].map((length) => digit.repeat(length)).join('-');

function physical(disk: string, startMiB: number, sizeMiB: number, digit: string): PhysicalVolumePlan {
  return {
    uuid: uuid(digit),
    place: { disk, startBytes: startMiB * mebibyte, sizeBytes: sizeMiB * mebibyte },
    partition: 1,
    dataOffsetBytes: mebibyte,
    extents: Math.floor((sizeMiB - 1) / 4),
  };
}

function volume(
  name: string,
  digit: string,
  rest: Pick<LogicalVolumePlan, 'segments' | 'filesystem'>,
): LogicalVolumePlan {
  const extents = rest.segments.reduce((sum, segment) => sum + segment.extents, 0);
  return { name, uuid: uuid(digit), sizeBytes: extents * 4 * mebibyte, position, ...rest };
}

/** Two disks with a physical volume of 15 extents each; `wide` goes on from the first to the second. */
function storage(): StoragePlan {
  const pv = { type: lvmGuid, kind: 'lvmpv' } as const;
  return {
    disks: [
      gptDisk('os', 66, [partition(1, 61, { number: 1, ...pv })]),
      gptDisk('data', 66, [partition(1, 61, { number: 1, ...pv })]),
    ],
    volumeGroups: [
      {
        name: 'vg-0',
        uuid: uuid('a'),
        extentBytes: 4 * mebibyte,
        physicalVolumes: [physical('os', 1, 61, 'b'), physical('data', 1, 61, 'c')],
        logicalVolumes: [
          volume('small', 'd', {
            segments: [{ physicalVolume: 0, firstExtent: 0, extents: 4 }],
            filesystem: filesystem('ext4', '/small', '11111111-2222-4333-8444-555555555501'),
          }),
          volume('wide', 'e', {
            segments: [
              { physicalVolume: 0, firstExtent: 4, extents: 11 },
              { physicalVolume: 1, firstExtent: 0, extents: 5 },
            ],
            filesystem: filesystem('ext4', '/wide', '11111111-2222-4333-8444-555555555502'),
          }),
          volume('swap', 'f', {
            segments: [{ physicalVolume: 1, firstExtent: 5, extents: 2 }],
            filesystem: filesystem('swap', undefined, '11111111-2222-4333-8444-555555555503'),
          }),
        ],
        position,
      },
    ],
    arrays: [],
  };
}

async function assemble(folder: string, out: string, plan: StoragePlan, tree: string) {
  const outputDirectory = path.join(folder, out);
  const scratch = path.join(folder, `${out}-scratch`);
  await fs.mkdir(outputDirectory);
  await fs.mkdir(scratch);
  const trees = new Map(['/small', '/wide'].map((mountPoint) => [mountPoint, tree]));
  return await assembleDisks(testRunner(), {
    ...{ storage: plan, bootLoader: noBootLoader, trees, family: 'debian', guestRoot: '/' },
    ...{ outputDirectory, scratch, epochSeconds, concurrency: 2 },
  });
}

test('a volume group over two disks is one to the tools of LVM, and its filesystems are whole', async () => {
  await using folder = await temporary();
  const plan = storage();
  const tree = await richTree(path.join(folder.path, 'tree'));
  const disks = await assemble(folder.path, 'first', plan, tree);
  const fileOf = (name: string) => disks.find(({ disk }) => disk.name === name)?.path ?? '';
  const [group] = plan.volumeGroups;
  const ranges = (group?.physicalVolumes ?? []).map(({ place: { disk, ...range } }) => ({
    ...range,
    file: fileOf(disk),
  }));
  const backup = inspectVolumeGroup('vg-0', ranges, folder.path);
  for (const name of ['small', 'wide', 'swap']) assert.match(backup, new RegExp(`^\\t\\t${name} \\{$`, 'm'));
  assert.match(backup, /start_extent = 11\s+extent_count = 5[\s\S]*?stripes = \[\s*"pv1", 0\s*\]/);
  assert.match(backup, new RegExp(`^\\tid = "${uuid('a')}"$`, 'm'));
  for (const { id, pieces, filesystem: made } of volumesOf(plan)) {
    const whole = path.join(folder.path, id);
    const parts = await Promise.all(
      pieces.map(async ({ disk, startBytes, sizeBytes }) =>
        (await fs.readFile(fileOf(disk))).subarray(startBytes, startBytes + sizeBytes),
      ),
    );
    await fs.writeFile(whole, Buffer.concat(parts));
    assert.equal(judge('blkid', '-p', '-s', 'UUID', '-o', 'value', whole).trim(), made.uuid);
    if (made.type === 'swap') continue;
    judge('e2fsck', '-fn', whole);
    assert.match(judge('debugfs', '-R', 'cat /etc/hostname', whole), /hello/);
  }
});

test('two builds write the same volume group', async () => {
  await using folder = await temporary();
  const tree = await richTree(path.join(folder.path, 'tree'));
  const [first, second] = [
    await assemble(folder.path, 'one', storage(), tree),
    await assemble(folder.path, 'two', storage(), tree),
  ];
  for (const [index, { path: file }] of first.entries()) judge('cmp', file, second[index]?.path ?? '');
});
