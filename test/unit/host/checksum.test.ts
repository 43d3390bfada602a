import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { measureFile, sha256OfFile } from '../../../src/host/files/checksum.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'checksum-'));
after(() => fs.rmSync(folder, { recursive: true }));

test('what a file needs is told by its bytes, not by where the filesystem has its holes', async () => {
  const bytes = Buffer.alloc(3 * 1024 ** 2 + 100);
  bytes.write('page 0', 5);
  bytes.write('pages 300 and 301', 301 * 4096 - 3);
  bytes.write('the end', bytes.length - 7);
  const written = path.join(folder, 'written');
  fs.writeFileSync(written, bytes);
  const holes = path.join(folder, 'holes');
  const handle = fs.openSync(holes, 'w');
  fs.ftruncateSync(handle, bytes.length);
  for (const start of [0, 300 * 4096, 301 * 4096]) fs.writeSync(handle, bytes, start, 4096, start);
  fs.writeSync(handle, bytes, bytes.length - 100, 100, bytes.length - 100);
  fs.closeSync(handle);
  const expected = { sha256: createHash('sha256').update(bytes).digest('hex'), dataBytes: 3 * 4096 + 100 };
  assert.deepEqual(await measureFile(written), expected);
  assert.deepEqual(await measureFile(holes), expected);
  assert.equal(await sha256OfFile(holes), expected.sha256);
});

test('a file of nothing, and one of zeros', async () => {
  const file = path.join(folder, 'empty');
  fs.writeFileSync(file, '');
  assert.equal((await measureFile(file)).dataBytes, 0);
  fs.truncateSync(file, 5 * 1024 ** 2);
  assert.equal((await measureFile(file)).dataBytes, 0);
});
