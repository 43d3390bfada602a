import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { diskFormat, type Format, formats } from '../../../src/appliance/formats.ts';
import { type Conversion, type ConvertedDisk, type ConvertJob, convertDisks } from '../../../src/convert/convert.ts';
import { codecs } from '../../../src/convert/grains/codecs.ts';
import type { GrainStore } from '../../../src/convert/grains/grain-cache.ts';
import { unpackDisk } from '../../../src/convert/packed/unpack.ts';
import { createRunner } from '../../../src/host/program/run.ts';

const mebibyte = 1024 * 1024;
const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
const runnerFor = (log: string[] = []) =>
  createRunner({ signal: new AbortController().signal, log: (line) => log.push(line), env });
const optionsIn = (scratch: string) => ({ concurrency: 2, store: undefined, scratch });
/** Formats that qemu-img can check by themselves. */
const checkable = new Set(['qcow2', 'vmdk', 'vdi', 'vhdx']);
const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });

async function temporary() {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'appliance-convert-'));
  return { path: folder, [Symbol.asyncDispose]: () => fs.rm(folder, { recursive: true, force: true }) };
}

/** Each format in a folder of its own: some share their file names. */
const targetOf = (folder: string, disk: string, format: Format) =>
  path.join(folder, format.replace(':', '-'), `n-${disk}.${diskFormat(format).suffix}`);

/** As a raw file, or as what it is, for qemu-img. */
async function readable(
  folder: string,
  { format, path: file }: ConvertedDisk,
): Promise<[driver: string, file: string]> {
  const { driver, packed } = diskFormat(format);
  if (packed === undefined) return [driver, file];
  const unpacked = path.join(folder, 'unpacked');
  const tool = { zstd: 'zstd', xz: 'xz' }[packed];
  execFileSync(tool, ['-q', '-t', file]);
  const handle = await fs.open(unpacked, 'w');
  execFileSync(tool, ['-q', '-d', '-c', file], { stdio: ['ignore', handle.fd, 'inherit'] });
  await handle.close();
  return [driver, unpacked];
}

/** Two raw disks, mostly holes, with something that compresses and something that does not. */
async function jobsIn(folder: string): Promise<ConvertJob[]> {
  for (const format of formats) await fs.mkdir(path.dirname(targetOf(folder, '', format)), { recursive: true });
  const jobs: ConvertJob[] = [];
  for (const [disk, sizeMiB] of [
    ['os', 300],
    ['data', 50],
  ] as const) {
    const source = path.join(folder, `${disk}.raw`);
    const handle = await fs.open(source, 'w');
    await handle.truncate(sizeMiB * mebibyte);
    await handle.write(Buffer.alloc(5 * mebibyte, `text of ${disk} `), 0, null, 10 * mebibyte);
    await handle.write(randomBytes(3 * mebibyte), 0, null, 40 * mebibyte);
    await handle.close();
    jobs.push(...formats.map((format) => ({ disk, format, source, target: targetOf(folder, disk, format) })));
  }
  return jobs;
}

function memoryStore(folder: string) {
  const place = (key: string) => path.join(folder, key);
  return {
    place,
    get: async (key: string) =>
      await fs.access(place(key)).then(
        () => place(key),
        () => undefined,
      ),
    put: async (key: string, write: (temporary: string) => Promise<void>) => await write(place(key)),
  };
}

test('every disk in every format is what the raw file was, for other tools too', async () => {
  await using folder = await temporary();
  const jobs = await jobsIn(folder.path);
  const { disks, grains, reused } = await convertDisks(runnerFor(), jobs, optionsIn(folder.path));
  assert.deepEqual(
    disks.map(({ disk, format, path: file }) => [disk, format, file]),
    jobs.map(({ disk, format, target }) => [disk, format, target]),
  );
  assert.equal(reused, 0);
  // 8 MiB of each disk are not zeros; a grain is 64 KiB.
  assert.equal(grains, 2 * 8 * 16);
  for (const [index, result] of disks.entries()) {
    const { source } = jobs[index] ?? assert.fail();
    const [driver, file] = await readable(folder.path, result);
    assert.equal(qemuImg('compare', '-f', 'raw', '-F', driver, source, file), 'Images are identical.\n', result.format);
    if (checkable.has(driver)) qemuImg('check', '-f', driver, file);
    assert.equal(result.virtualBytes, (await fs.stat(source)).size);
    assert.equal(
      result.sha256,
      createHash('sha256')
        .update(await fs.readFile(result.path))
        .digest('hex'),
    );
    const bytes = result.fileBytes + (result.extent?.fileBytes ?? 0);
    assert.ok(bytes > 3 * mebibyte && bytes < 12 * mebibyte, `${result.format}: ${bytes}`);
  }
  const pathOf = (wanted: Format) => disks.find(({ format }) => format === wanted)?.path ?? assert.fail();
  const vmdk = pathOf('vmdk');
  for (const type of ['streamOptimized', 'monolithicSparse', 'monolithicFlat'])
    assert.match(
      qemuImg('info', pathOf(type === 'streamOptimized' ? 'vmdk' : (`vmdk:${type}` as Format))),
      RegExp(`create type: ${type}`),
    );
  assert.match(qemuImg('info', pathOf('qcow2:zstd')), /compression type: zstd/);
  const descriptor = (await fs.readFile(vmdk)).toString('latin1', 0, 4096);
  assert.match(descriptor, /ddb\.adapterType = "lsilogic"/);
  assert.match(descriptor, /^CID=[0-9a-f]{1,8}$/m);
  const qcow2 = JSON.parse(qemuImg('info', '--output=json', pathOf('qcow2'))) as {
    'format-specific': { data: { compat: string } };
  };
  assert.equal(qcow2['format-specific'].data.compat, '1.1');
});

test('a qcow2 that we wrote can be written to by QEMU, and its counts stay right', async () => {
  await using folder = await temporary();
  const jobs = (await jobsIn(folder.path)).filter(({ format }) => format === 'qcow2');
  const { disks } = await convertDisks(runnerFor(), jobs, optionsIn(folder.path));
  for (const { path: file } of disks) {
    execFileSync('qemu-io', [
      '-f',
      'qcow2',
      '-c',
      'write -P 7 10M 3M',
      '-c',
      'write -P 8 44M 100k',
      '-c',
      'discard 11M 1M',
      file,
    ]);
    qemuImg('check', '-f', 'qcow2', file);
    execFileSync('qemu-io', ['-f', 'qcow2', '-c', 'read -P 7 10M 1M', file]);
  }
});

test('the same raw files give the same bytes, with an empty cache, a full one, a damaged one and none', async () => {
  await using folder = await temporary();
  // Once is enough for xz, which is slow and has no part in the cache.
  const jobs = (await jobsIn(folder.path)).filter(({ format }) => format !== 'raw.xz');
  const store = memoryStore(folder.path);
  const convert = async (kept: GrainStore | undefined) =>
    await convertDisks(runnerFor(), jobs, { ...optionsIn(folder.path), store: kept });
  const checksums = ({ disks }: Conversion) => disks.map(({ sha256 }) => sha256);
  const first = await convert(undefined);
  const cold = await convert(store);
  const warm = await convert(store);
  assert.deepEqual(checksums(cold), checksums(first));
  assert.deepEqual(checksums(warm), checksums(first));
  assert.deepEqual([cold.reused, warm.reused], [0, warm.grains]);
  const handle = await fs.open(store.place(`os-${codecs.vmdk.name}`), 'r+');
  await handle.write(Buffer.from('damage'), 0, 6, 1000);
  await handle.close();
  const damaged = await convert(store);
  assert.deepEqual(checksums(damaged), checksums(first));
  assert.ok(damaged.reused < damaged.grains);
});

test('a change on the disk costs the changed grains', async () => {
  await using folder = await temporary();
  const jobs = (await jobsIn(folder.path)).filter(
    ({ disk, format }) => disk === 'os' && (format === 'qcow2' || format === 'vmdk'),
  );
  const options = { ...optionsIn(folder.path), store: memoryStore(folder.path) };
  await convertDisks(runnerFor(), jobs, options);
  const handle = await fs.open(jobs[0]?.source ?? '', 'r+');
  await handle.write('another line', 12 * mebibyte + 17);
  await handle.close();
  const { grains, reused, disks } = await convertDisks(runnerFor(), jobs, options);
  assert.equal(reused, grains - 1);
  for (const { path: file, format } of disks)
    qemuImg('compare', '-f', 'raw', '-F', format, jobs[0]?.source ?? '', file);
});

/** 2000 GB, which every format can say. */
test('an empty disk of 2 TB costs nothing', async () => {
  await using folder = await temporary();
  const source = path.join(folder.path, 'empty.raw');
  const handle = await fs.open(source, 'w');
  await handle.truncate(2e12 - (2e12 % 512));
  await handle.close();
  // Packed, its zeros are there, and qemu-img takes its time to look for data; raw files have their checksum, which reads them.
  const cheap = formats.filter((format) => !/raw|Flat|zstd/.test(format));
  const jobs = cheap.map((format) => ({ disk: 'empty', format, source, target: `${source}.${format}` }));
  const begin = performance.now();
  const { disks, grains } = await convertDisks(runnerFor(), jobs, optionsIn(folder.path));
  assert.ok(performance.now() - begin < 10_000);
  assert.equal(grains, 0);
  for (const { path: file, format, fileBytes } of disks) {
    assert.ok(fileBytes < 10 * mebibyte, `${format}: ${fileBytes}`);
    if (checkable.has(diskFormat(format).driver)) qemuImg('check', '-f', diskFormat(format).driver, file);
  }
});

test('disks of odd sizes, with data in their last sectors', async () => {
  await using folder = await temporary();
  for (const sectors of [1, 127, 128, 129, 65_537, 512 * 128 + 3]) {
    const source = path.join(folder.path, `${sectors}.raw`);
    await fs.writeFile(source, Buffer.alloc(0));
    await fs.truncate(source, sectors * 512);
    const handle = await fs.open(source, 'r+');
    await handle.write(randomBytes(512), 0, 512, (sectors - 1) * 512);
    await handle.close();
    const some = formats.filter((format) => sectors < 128 || format !== 'raw.xz');
    const jobs = some.map((format) => ({ disk: 'odd', format, source, target: `${source}.${format}` }));
    const { disks } = await convertDisks(runnerFor(), jobs, optionsIn(folder.path));
    for (const result of disks) {
      assert.equal(result.virtualBytes, sectors * 512);
      const [driver, file] = await readable(folder.path, result);
      if (checkable.has(driver)) qemuImg('check', '-f', driver, file);
      qemuImg('compare', '-f', 'raw', '-F', driver, source, file);
    }
  }
});

test('long holes are packed without being read, and come back as holes', async () => {
  await using folder = await temporary();
  const source = path.join(folder.path, 'holes.raw');
  const handle = await fs.open(source, 'w');
  await handle.truncate(3 * 1024 * mebibyte + 512);
  await handle.write('in the middle', 1500 * mebibyte);
  await handle.close();
  for (const format of ['raw.zst', 'raw.xz'] as const) {
    const target = path.join(folder.path, diskFormat(format).suffix);
    const { disks } = await convertDisks(
      runnerFor(),
      [{ disk: 'holes', format, source, target }],
      optionsIn(folder.path),
    );
    assert.ok((disks[0]?.fileBytes ?? 0) < mebibyte, `${disks[0]?.fileBytes}`);
    const { packed = assert.fail() } = diskFormat(format);
    const raw = path.join(folder.path, 'raw');
    await unpackDisk(runnerFor(), packed, target, raw);
    qemuImg('compare', '-f', 'raw', '-F', 'raw', source, raw);
    assert.ok((await fs.stat(raw)).blocks * 512 < mebibyte);
    await fs.rm(raw);
  }
});

test('a failure names the disk and leaves no half file', async () => {
  await using folder = await temporary();
  const jobs = (await jobsIn(folder.path)).filter(({ format }) => format !== 'raw.xz');
  const [first, ...rest] = jobs;
  assert.ok(first !== undefined);
  const broken = { ...first, target: path.join(folder.path, 'missing', 'x.qcow2') };
  await assert.rejects(convertDisks(runnerFor(), [broken, ...rest], optionsIn(folder.path)), {
    code: 'disk-not-written',
    message: /can't write the images of disk os: ENOENT/,
  });
  const other = rest.find(({ format }) => format === 'qcow2') ?? assert.fail();
  await assert.rejects(fs.stat(other.target), { code: 'ENOENT' });
});

test('an interruption ends the conversion and removes what it wrote', async () => {
  await using folder = await temporary();
  const jobs = (await jobsIn(folder.path)).slice(0, 1);
  const interrupt = new AbortController();
  const log = (line: string) => {
    if (line.startsWith('+ qemu-img')) setImmediate(() => interrupt.abort('SIGTERM'));
  };
  const runner = createRunner({ signal: interrupt.signal, log, env });
  await assert.rejects(convertDisks(runner, jobs, optionsIn(folder.path)), { kind: 'interrupted' });
  await assert.rejects(fs.stat(jobs[0]?.target ?? ''), { code: 'ENOENT' });
});
