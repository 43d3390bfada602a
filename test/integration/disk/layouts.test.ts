// Every layout whose plan is written down becomes disks, and other people's tools judge them; no packages are installed for it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { assembleDisks } from '../../../src/disk/assemble.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { mountsOf, type VolumePlan, volumesOf } from '../../../src/plan/volumes/volumes.ts';
import { checkVolume, probe, type TableEntry, tableOf } from '../../support/inspect-disk.ts';
import { inspectVolumeGroup } from '../../support/inspect-lvm.ts';
import { planOf } from '../../support/plan-text.ts';
import { judge, noBootLoader, temporary, testRunner } from './support.ts';

const folder = new URL('../../unit/plan/layouts/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ks'))
  .map((file) => file.slice(0, -'.ks'.length))
  .sort();

/** blkid's names of partition tables. */
const tableTypes = { gpt: 'gpt', msdos: 'dos' } as const;

for (const name of names) {
  test(`${name}: what was planned is what the tools find`, async () => {
    await using scratch = await temporary();
    const plan = planOf(readFileSync(new URL(`${name}.ks`, folder), 'utf8'));
    const files = await assemble(scratch.path, plan);
    for (const disk of plan.disks) judgeTable(disk, files.get(disk.name) ?? '');
    for (const volume of volumesOf(plan)) await judgeVolume(volume, files, scratch.path);
    for (const group of plan.volumeGroups) {
      const ranges = group.physicalVolumes.map(({ place }) => ({ ...place, file: files.get(place.disk) ?? '' }));
      const backup = inspectVolumeGroup(group.name, ranges, scratch.path);
      for (const { name: volume } of group.logicalVolumes) assert.match(backup, RegExp(`^\\t\\t${volume} \\{$`, 'm'));
    }
  });
}

async function assemble(scratch: string, plan: Plan): Promise<Map<string, string>> {
  const [outputDirectory, work] = [path.join(scratch, 'out'), path.join(scratch, 'work')];
  for (const directory of [outputDirectory, work]) await fs.mkdir(directory);
  const trees = new Map<string, string>();
  for (const { mountPoint } of mountsOf(plan)) {
    const tree = path.join(scratch, `tree${trees.size}`);
    await fs.mkdir(tree);
    await fs.writeFile(path.join(tree, 'mark'), `${mountPoint}\n`);
    trees.set(mountPoint, tree);
  }
  const encrypted = volumesOf(plan).flatMap(({ filesystem }) => filesystem.encryption?.uuid ?? []);
  const disks = await assembleDisks(testRunner(), {
    ...{ storage: plan, bootLoader: noBootLoader, trees, family: 'debian', guestRoot: '/' },
    ...{ outputDirectory, scratch: work, epochSeconds: 1_700_000_000, concurrency: 2 },
    passphrases: new Map(encrypted.map((uuid) => [uuid, 'correct horse'])),
  });
  return new Map(disks.map(({ disk, path: file }) => [disk.name, file]));
}

type Numbered = Pick<TableEntry, 'number' | 'startBytes' | 'sizeBytes'>;
const byNumber = (partitions: readonly Numbered[]) =>
  partitions
    .map(({ number, startBytes, sizeBytes }) => [number, startBytes, sizeBytes] as const)
    .sort(([one], [other]) => one - other);

function judgeTable({ sizeBytes, table, partitions }: Plan['disks'][number], file: string): void {
  assert.match(judge('sfdisk', '--verify', file), /No errors detected/);
  const found = tableOf(file);
  assert.equal(found.label, tableTypes[table.type]);
  assert.deepEqual(byNumber(found.partitions), byNumber(partitions));
  const { 'virtual-size': virtual } = JSON.parse(judge('qemu-img', 'info', '-f', 'raw', '--output=json', file));
  assert.equal(virtual, sizeBytes);
}

async function judgeVolume(
  { id, pieces, array, filesystem }: VolumePlan,
  files: ReadonlyMap<string, string>,
  scratch: string,
): Promise<void> {
  const [first] = pieces;
  assert.ok(first !== undefined);
  const file = files.get(first.disk) ?? '';
  if (array !== undefined) {
    const [member] = array.members;
    assert.ok(member !== undefined);
    const found = probe(file, member.startBytes, member.sizeBytes);
    assert.equal(found['TYPE'], 'linux_raid_member');
    assert.equal(found['UUID'], array.uuid);
    if (array.level === 0) return;
  }
  if (filesystem.encryption !== undefined) {
    const found = probe(file, first.startBytes);
    assert.deepEqual([found['TYPE'], found['UUID']], ['crypto_LUKS', filesystem.encryption.uuid]);
    return;
  }
  if (array === undefined && pieces.length === 1) {
    const found = probe(file, first.startBytes);
    assert.equal(found['TYPE'], filesystem.type);
    if (filesystem.type !== 'vfat') assert.equal(found['UUID'], filesystem.uuid);
  }
  if (filesystem.type === 'swap') return;
  // Members of a mirror hold the same; other pieces follow one another.
  const ranges = (array === undefined ? pieces : [first]).map((piece) => ({
    ...piece,
    file: files.get(piece.disk) ?? '',
  }));
  checkVolume(ranges, filesystem.type, path.join(scratch, `volume-${id}`));
}
