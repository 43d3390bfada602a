import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { assembleDisks } from '../../../src/disk/assemble.ts';
import { volumesOf } from '../../../src/plan/volumes/volumes.ts';
import { planOf } from '../../support/plan-text.ts';
import { judge, noBootLoader, temporary, testRunner } from './support.ts';

test('what --mkfsoptions and --fsprofile ask for is in the filesystems', async () => {
  await using folder = await temporary();
  const plan = planOf(
    [
      'bootloader --location=none',
      'part / --size=64 --mkfsoptions="-m 1 -O ^has_journal,inline_data -E stride=16"',
      'part /news --size=32 --fsprofile=news',
      'part /ratio --size=32 --mkfsoptions="-i 8192"',
      'part /xfs --size=300 --fstype=xfs --mkfsoptions="-i size=1024"',
      'part /btrfs --size=128 --fstype=btrfs --mkfsoptions="--csum=xxhash"',
      'part /fat --size=16 --fstype=vfat --mkfsoptions="-s 4"',
    ].join('\n'),
  );
  const [outputDirectory, scratch] = [path.join(folder.path, 'out'), path.join(folder.path, 'scratch')];
  for (const directory of [outputDirectory, scratch]) await fs.mkdir(directory);
  const [made] = await assembleDisks(testRunner(), {
    ...{ storage: plan, bootLoader: noBootLoader, trees: new Map(), family: 'debian', guestRoot: '/' },
    ...{ outputDirectory, scratch, epochSeconds: 1_700_000_000, concurrency: 2 },
  });
  const raw = await fs.readFile(made?.path ?? '');
  const files = new Map<string, string>();
  for (const { id, pieces, filesystem } of volumesOf(plan)) {
    const file = path.join(folder.path, id);
    const [{ startBytes, sizeBytes } = { startBytes: 0, sizeBytes: 0 }] = pieces;
    await fs.writeFile(file, raw.subarray(startBytes, startBytes + sizeBytes));
    files.set(filesystem.mountPoint ?? '', file);
  }
  const of = (place: string) => files.get(place) ?? '';
  const ext = judge('dumpe2fs', '-h', of('/'));
  assert.match(ext, /features:.* inline_data/);
  assert.doesNotMatch(ext, /has_journal/);
  assert.match(ext, /RAID stride: +16$/m);
  assert.match(ext, /Reserved block count: +163$/m);
  assert.match(judge('dumpe2fs', '-h', of('/news')), /Inode count: +8192$/m);
  assert.match(judge('dumpe2fs', '-h', of('/ratio')), /Inode count: +4096$/m);
  assert.match(judge('xfs_db', '-r', '-c', 'sb 0', '-c', 'p inodesize', of('/xfs')), /1024/);
  assert.match(judge('btrfs', 'inspect-internal', 'dump-super', of('/btrfs')), /xxhash64/);
  assert.equal(raw.length > 0 && (await fs.readFile(of('/fat'))).readUInt8(13), 4);
});
