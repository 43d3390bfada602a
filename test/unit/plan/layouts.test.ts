import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Plan } from '../../../src/plan/plan.ts';
import { volumesOf } from '../../../src/plan/volumes/volumes.ts';
import { planOf } from '../../support/plan-text.ts';

const mib = 1024 * 1024;
const folder = new URL('layouts/', import.meta.url);
/** `WRITE_LAYOUTS=1` writes what is planned as what is expected: read the difference before you commit it. */
const writes = process.env['WRITE_LAYOUTS'] === '1';
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ks'))
  .map((file) => file.slice(0, -'.ks'.length))
  .sort();

/** What of a plan is laid out, positions as line numbers. */
function layoutOf({ disks, volumeGroups, arrays, bootLoader }: Plan): unknown {
  const { bios, uefi } = bootLoader;
  return JSON.parse(
    JSON.stringify({ disks, volumeGroups, arrays, boot: { bios, uefi } }, (key, value) =>
      key === 'position' ? value?.line : value,
    ),
  );
}

describe('planned layouts', () => {
  test('there are at least 25', () => assert.ok(names.length >= 25, `${names.length}`));

  for (const name of names) {
    const plan = () => planOf(readFileSync(new URL(`${name}.ks`, folder), 'utf8'));

    test(`${name} is as expected`, () => {
      const planned = layoutOf(plan());
      const file = new URL(`${name}.json`, folder);
      if (writes) writeFileSync(file, `${JSON.stringify(planned, null, 2)}\n`);
      assert.deepEqual(planned, JSON.parse(readFileSync(file, 'utf8')));
    });

    test(`${name} is aligned to 1 MiB, and its partitions lie apart within the disk`, () => {
      for (const { sizeBytes, table, partitions } of plan().disks) {
        const last = table.type === 'gpt' ? sizeBytes - 33 * 512 : sizeBytes;
        let end = mib;
        for (const partition of partitions.filter(({ kind }) => kind !== 'extended')) {
          assert.equal(partition.startBytes % mib, 0);
          assert.ok(partition.startBytes >= end, `partition ${partition.number}`);
          end = partition.startBytes + partition.sizeBytes;
        }
        assert.ok(end <= last, 'no room for the backup of the table');
      }
    });

    test(`${name} gives no byte of a disk to two filesystems`, () => {
      const pieces = volumesOf(plan())
        .flatMap((volume) => volume.pieces)
        .sort((a, b) => a.disk.localeCompare(b.disk) || a.startBytes - b.startBytes);
      for (const [index, piece] of pieces.entries()) {
        const next = pieces[index + 1];
        if (next?.disk === piece.disk) assert.ok(piece.startBytes + piece.sizeBytes <= next.startBytes);
      }
    });
  }
});
