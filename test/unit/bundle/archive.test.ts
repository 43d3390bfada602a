import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { type ArchiveKind, archiveKinds } from '../../../src/appliance/bundles.ts';
import type { Contents } from '../../../src/bundle/archive/contents.ts';
import { blockBytes, tarHeaderOf } from '../../../src/bundle/archive/tar-header.ts';
import { writeArchive } from '../../../src/bundle/archive/write.ts';
import { ApplianceError } from '../../../src/errors.ts';
import { createRunner } from '../../../src/host/program/run.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'archive-'));
after(() => fs.rmSync(folder, { recursive: true }));

const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' };
const runner = createRunner({ signal: new AbortController().signal, log: () => undefined, env });
const place = (name: string) => path.join(folder, name);
const gibibyte = 1024 ** 3;
const epoch = 1_790_000_000;

/** A file of so many bytes with `data` at some places, and holes between them. */
function withHoles(name: string, sizeBytes: number, data: Readonly<Record<number, string>>): string {
  const file = place(name);
  const handle = fs.openSync(file, 'w');
  fs.ftruncateSync(handle, sizeBytes);
  for (const [start, text] of Object.entries(data)) fs.writeSync(handle, text, Number(start));
  fs.closeSync(handle);
  return file;
}

const random = place('random');
fs.writeFileSync(random, createHash('sha512').update('seed').digest().toString('hex').repeat(9000).slice(0, 1_100_003));

const contents: Contents = {
  folder: 'box-1.0',
  files: [
    { name: 'box.ovf', content: { text: '<Envelope/>\n' } },
    { name: 'empty', content: { text: '' } },
    { name: 'box-os.qcow2', content: { file: random }, compressed: true },
    { name: `${'n'.repeat(120)}.vmdk`, content: { file: random } },
  ],
  timeSeconds: epoch,
};

const unpackers: Readonly<Record<ArchiveKind, readonly [string, ...string[]]>> = {
  tar: ['tar', '-xf'],
  'tar.gz': ['tar', '-xzf'],
  'tar.zst': ['tar', '--zstd', '-xf'],
  zip: ['python3', '-m', 'zipfile', '-e'],
};

function unpack(kind: ArchiveKind, archive: string): string {
  const target = fs.mkdtempSync(place('unpacked-'));
  const [program, ...args] = unpackers[kind];
  execFileSync(program, [...args, archive, ...(kind === 'zip' ? [target] : ['-C', target])]);
  return target;
}

for (const kind of archiveKinds) {
  test(`${kind}: other programs find in it what was put in, and two are the same`, async () => {
    const archive = place(`box.${kind}`);
    const written = await writeArchive(runner, kind, contents, archive);
    const bytes = fs.readFileSync(archive);
    assert.equal(written.fileBytes, bytes.length);
    assert.equal(written.sha256, createHash('sha256').update(bytes).digest('hex'));
    const unpacked = path.join(unpack(kind, archive), 'box-1.0');
    assert.deepEqual(fs.readdirSync(unpacked).sort(), contents.files.map(({ name }) => name).sort());
    for (const { name, content } of contents.files) {
      const expected = 'text' in content ? Buffer.from(content.text) : fs.readFileSync(content.file);
      assert.ok(fs.readFileSync(path.join(unpacked, name)).equals(expected), name);
    }
    await writeArchive(runner, kind, contents, place('again'));
    assert.ok(fs.readFileSync(place('again')).equals(bytes));
    assert.equal(fs.existsSync(`${archive}.tar`), false, 'what was in between is gone');
  });
}

test('everything in a tar archive is of root and of one time, in the order that was asked for', async () => {
  const archive = place('order.tar');
  await writeArchive(runner, 'tar', contents, archive);
  const listed = execFileSync('tar', ['--numeric-owner', '--utc', '-tvf', archive], { encoding: 'utf8' });
  const rows = listed
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/\s+/));
  assert.deepEqual(
    rows.map(([mode, owner, , day, time, name]) => [mode, owner, day, time, name?.slice(0, 20)].join(' ')),
    [
      'drwxr-xr-x 0/0 2026-09-21 14:13 box-1.0/',
      '-rw-r--r-- 0/0 2026-09-21 14:13 box-1.0/box.ovf',
      '-rw-r--r-- 0/0 2026-09-21 14:13 box-1.0/empty',
      '-rw-r--r-- 0/0 2026-09-21 14:13 box-1.0/box-os.qcow2',
      '-rw-r--r-- 0/0 2026-09-21 14:13 box-1.0/nnnnnnnnnnnn',
    ],
  );
});

test('a zip archive is the same in every time zone', async () => {
  const zone = process.env['TZ'];
  const sums = [];
  for (const other of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
    process.env['TZ'] = other;
    for (const timeSeconds of [0, epoch])
      sums.push((await writeArchive(runner, 'zip', { ...contents, timeSeconds }, place('zone.zip'))).sha256);
  }
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  assert.equal(new Set(sums).size, 2);
});

test('holes take no space in a tar archive, and are there again when GNU tar unpacks it', async () => {
  const data = { 0: 'start', 70000: 'near', 5000000000: 'far' };
  const sizeBytes = 20 * gibibyte;
  const disk = withHoles('disk.raw', sizeBytes, data);
  const archive = place('holes.tar');
  const files = [{ name: 'disk.raw', content: { file: disk }, sparse: true }];
  const { fileBytes } = await writeArchive(runner, 'tar', { files, timeSeconds: 0 }, archive);
  assert.ok(fileBytes < 4 * 65_536, `${fileBytes} bytes`);
  const unpacked = path.join(unpack('tar', archive), 'disk.raw');
  const { size, blocks } = fs.statSync(unpacked);
  assert.equal(size, sizeBytes);
  assert.ok(blocks * 512 < 1024 ** 2);
  const handle = fs.openSync(unpacked, 'r');
  for (const [start, text] of Object.entries(data)) {
    const bytes = Buffer.alloc(text.length + 1);
    fs.readSync(handle, bytes, 0, bytes.length, Number(start));
    assert.equal(bytes.toString(), `${text}\0`);
  }
  fs.closeSync(handle);
});

test('written zeros are holes as well: where the filesystem has its holes makes no difference', async () => {
  const holes = withHoles('holes', 10 * 65_536, { 131072: 'x' });
  const zeros = place('zeros');
  fs.writeFileSync(zeros, fs.readFileSync(holes));
  const sums = [];
  for (const file of [holes, zeros]) {
    const files = [{ name: 'disk', content: { file }, sparse: true }];
    sums.push((await writeArchive(runner, 'tar', { files, timeSeconds: 0 }, place('sum.tar'))).sha256);
  }
  assert.equal(sums[0], sums[1]);
});

test('a disk of zeros alone, and one that ends with data', async () => {
  for (const [name, data] of [
    ['zeros-alone', {}],
    ['ends-with-data', { 131069: 'end' }],
  ] as const) {
    const file = withHoles(name, 131_072, data);
    const archive = place(`${name}.tar`);
    await writeArchive(runner, 'tar', { files: [{ name, content: { file }, sparse: true }], timeSeconds: 0 }, archive);
    assert.ok(fs.readFileSync(path.join(unpack('tar', archive), name)).equals(fs.readFileSync(file)), name);
  }
});

test('a size of 8 GiB and more is written in binary, as GNU tar reads it', () => {
  for (const sizeBytes of [8 * gibibyte - 1, 8 * gibibyte, 5000 * gibibyte]) {
    const file = place('header.tar');
    fs.writeFileSync(file, tarHeaderOf({ name: 'big.vmdk', type: 'file', sizeBytes, timeSeconds: 0 }));
    // The data is missing, of which tar complains after it has told what the header says.
    const { stdout } = (() => {
      try {
        return {
          stdout: execFileSync('tar', ['-tvf', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
        };
      } catch (error) {
        return error as { readonly stdout: string };
      }
    })();
    assert.match(stdout, new RegExp(`^-rw-r--r-- 0/0 +${sizeBytes} .* big\\.vmdk$`, 'm'));
  }
  assert.equal(tarHeaderOf({ name: 'x', type: 'file', sizeBytes: 1, timeSeconds: 0 }).length, blockBytes);
});

test('an interrupted build stops at the next piece', async () => {
  const controller = new AbortController();
  const stopped = createRunner({ signal: controller.signal, log: () => undefined, env });
  controller.abort('SIGTERM');
  for (const kind of archiveKinds) {
    await assert.rejects(
      writeArchive(stopped, kind, contents, place('stopped')),
      (error) => error instanceof ApplianceError && error.kind === 'interrupted',
    );
  }
});

test('a file that is not there fails the archive', async () => {
  for (const kind of archiveKinds) {
    const files = [{ name: 'gone', content: { file: place('gone') } }];
    await assert.rejects(writeArchive(runner, kind, { files, timeSeconds: 0 }, place('failed')), /ENOENT/);
  }
});
