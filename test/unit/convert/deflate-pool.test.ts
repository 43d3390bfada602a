import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { codecs } from '../../../src/convert/grains/codecs.ts';
import { createDeflatePool } from '../../../src/convert/grains/deflate-pool.ts';

const grain = 65_536;

test('many pieces at once come back as they went in, from as many threads as there may be', async () => {
  await using pool = createDeflatePool(3, grain);
  const pieces = Array.from({ length: 40 }, (_, index) =>
    index % 3 === 0 ? randomBytes(grain) : Buffer.alloc(grain - index, `${index} and so on `),
  );
  const compressed = await Promise.all(pieces.map((piece) => pool.compress(piece, 6)));
  for (const [index, bytes] of compressed.entries()) assert.ok(inflateSync(bytes).equals(pieces[index] as Buffer));
});

test('a view of a larger buffer is compressed by itself', async () => {
  await using pool = createDeflatePool(1, grain);
  const block = Buffer.concat([Buffer.alloc(100, 'a'), Buffer.alloc(100, 'b')]);
  assert.equal(inflateSync(await pool.compress(block.subarray(100), 6)).toString(), 'b'.repeat(100));
});

test('whoever waits when the pool goes is told', async () => {
  const pool = createDeflatePool(1, grain);
  const waits = assert.rejects(pool.compress(randomBytes(grain), 12), /has ended/);
  await pool[Symbol.asyncDispose]();
  await waits;
});

test('grains in the cache are named after the library that made them: another version may give other bytes', () => {
  const { version } = JSON.parse(readFileSync('node_modules/libdeflate/package.json', 'utf8')) as { version: string };
  assert.equal(codecs.vmdk.name, `libdeflate-${version}-6`);
});
