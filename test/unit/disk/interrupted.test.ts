// Work on whole volumes that we do ourselves: a cancelled job has ten seconds, and no signal ends it but between two blocks.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { placeArray } from '../../../src/disk/arrays/place-array.ts';
import { mebibyte } from '../../../src/disk/bytes.ts';
import { settleXfs } from '../../../src/disk/filesystems/same-bytes/xfs-settle.ts';
import { makeContainer } from '../../../src/disk/luks/container.ts';
import type { Runner } from '../../../src/host/program/run.ts';
import { luksHeaderBytes } from '../../../src/plan/volumes/encryption.ts';
import type { ArrayPlan } from '../../../src/plan/volumes/storage.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

/** A volume that is full of something, and a runner whose last program has just ended when the signal comes. */
function volume(t: TestContext) {
  const folder = temporaryDirectory(t);
  const file = path.join(folder, 'volume');
  fs.writeFileSync(file, Buffer.alloc(2 * mebibyte, 'text'));
  const controller = new AbortController();
  const runnerThat = (lastTool: string): Runner => ({
    signal: controller.signal,
    log: () => {},
    async run(tool) {
      if (tool === lastTool) controller.abort('SIGTERM');
      const all = [{ start: 0, length: 2 * mebibyte, data: true, zero: false }];
      return { exitCode: 0, stdout: tool === 'qemu-img' ? JSON.stringify(all) : '', tail: [] };
    },
  });
  return { folder, file, runnerThat };
}

describe('interrupted', () => {
  test('while an array is placed', async (t) => {
    const { folder, file, runnerThat } = volume(t);
    const member = path.join(folder, 'member');
    fs.writeFileSync(member, Buffer.alloc(4 * mebibyte));
    const array: ArrayPlan = {
      name: 'data',
      level: 1,
      uuid: '00112233-4455-8677-8899-aabbccddeeff',
      members: [{ disk: 'os', partition: 1, startBytes: 0, sizeBytes: 4 * mebibyte }],
      metadata: '1.0',
      dataOffsetBytes: 0,
      chunkBytes: undefined,
      sizeBytes: 3 * mebibyte,
      filesystem: { type: 'ext4', uuid: '00112233-4455-8677-8899-aabbccddee00', label: undefined, mountPoint: '/data' },
      position: { file: 'a.ks', line: 1, column: 1 },
    };
    const placed = placeArray(runnerThat('qemu-img'), file, array, () => member);
    await assert.rejects(placed, { kind: 'interrupted' });
    assert.ok(fs.readFileSync(member).equals(Buffer.alloc(4 * mebibyte)));
  });

  test('while a volume is encrypted', async (t) => {
    const { folder, file, runnerThat } = volume(t);
    const output = path.join(folder, 'container');
    const made = makeContainer(runnerThat('cryptsetup'), {
      plainFile: file,
      type: 'vfat',
      uuid: '00112233-4455-8677-8899-aabbccddeeff',
      passphrase: 'secret',
      output,
      scratch: folder,
    });
    await assert.rejects(made, { kind: 'interrupted' });
    assert.ok(fs.readFileSync(output).equals(Buffer.alloc(luksHeaderBytes + 2 * mebibyte)));
    assert.deepEqual(fs.readdirSync(folder).sort(), ['container', 'volume']);
  });

  test('while an XFS filesystem is settled', async (t) => {
    const { file, runnerThat } = volume(t);
    const superblock = Buffer.alloc(512);
    // The size of a block (struct xfs_dsb); the log has none.
    superblock.writeUInt32BE(4096, 4);
    const bytes = Buffer.concat([superblock, fs.readFileSync(file).subarray(512)]);
    fs.writeFileSync(file, bytes);
    const settled = settleXfs(runnerThat('qemu-img'), file, { logBefore: Buffer.alloc(4096), epochSeconds: 0 });
    await assert.rejects(settled, { kind: 'interrupted' });
    assert.ok(fs.readFileSync(file).equals(bytes));
  });
});
