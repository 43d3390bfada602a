import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Format } from '../../../src/appliance/appliance.ts';
import { type ConvertJob, convertDisks } from '../../../src/convert/convert.ts';
import { createRunner } from '../../../src/host/run.ts';

const mebibyte = 1024 * 1024;
const formats: readonly Format[] = ['qcow2', 'vmdk', 'raw'];
const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
const runnerFor = (log: string[] = []) =>
  createRunner({ signal: new AbortController().signal, log: (line) => log.push(line), env });
const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });

async function temporary() {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'appliance-convert-'));
  return { path: folder, [Symbol.asyncDispose]: () => fs.rm(folder, { recursive: true, force: true }) };
}

/** Two raw disks, mostly holes, with something that compresses and something that does not. */
async function jobsIn(folder: string): Promise<ConvertJob[]> {
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
    jobs.push(
      ...formats.map((format) => ({ disk, format, source, target: path.join(folder, `n-${disk}.${format}2`) })),
    );
  }
  return jobs;
}

for (const sameBytes of [true, false]) {
  test(`every disk in every format is what the raw file was (same bytes: ${sameBytes})`, async () => {
    await using folder = await temporary();
    const jobs = await jobsIn(folder.path);
    const results = await convertDisks(runnerFor(), jobs, { concurrency: 2, sameBytes });
    assert.deepEqual(
      results.map(({ disk, format, path: file }) => [disk, format, file]),
      jobs.map(({ disk, format, target }) => [disk, format, target]),
    );
    for (const [index, result] of results.entries()) {
      const { source } = jobs[index] ?? assert.fail();
      assert.equal(
        qemuImg('compare', '-f', 'raw', '-F', result.format, source, result.path),
        'Images are identical.\n',
      );
      if (result.format !== 'raw') qemuImg('check', '-f', result.format, result.path);
      assert.equal(result.virtualBytes, (await fs.stat(source)).size);
      assert.equal(
        result.sha256,
        createHash('sha256')
          .update(await fs.readFile(result.path))
          .digest('hex'),
      );
      assert.ok(result.fileBytes > 3 * mebibyte && result.fileBytes < 12 * mebibyte, `${result.fileBytes}`);
    }
    const vmdk = results.find(({ format }) => format === 'vmdk')?.path ?? assert.fail();
    const info = qemuImg('info', vmdk);
    assert.match(info, /create type: streamOptimized/);
    const descriptor = (await fs.readFile(vmdk)).toString('latin1', 0, 4096);
    assert.match(descriptor, /ddb\.adapterType = "lsilogic"/);
    assert.match(descriptor, /^CID=[0-9a-f]{1,8}$/m);
  });
}

test('the same raw files give the same bytes when that is asked for', async () => {
  await using folder = await temporary();
  const jobs = await jobsIn(folder.path);
  const checksums = async () =>
    (await convertDisks(runnerFor(), jobs, { concurrency: 2, sameBytes: true })).map(({ sha256 }) => sha256);
  const first = await checksums();
  assert.deepEqual(await checksums(), first);
});

test('a raw disk that is kept where it is is only measured', async () => {
  await using folder = await temporary();
  const [job] = (await jobsIn(folder.path)).filter(({ format }) => format === 'raw');
  assert.ok(job !== undefined);
  const log: string[] = [];
  const jobs = [{ ...job, target: job.source }];
  const [result] = await convertDisks(runnerFor(log), jobs, { concurrency: 1, sameBytes: true });
  assert.deepEqual(log, []);
  assert.equal(result?.virtualBytes, 300 * mebibyte);
});

test('a failure names the disk and the tool, stops the rest and leaves no half file', async () => {
  await using folder = await temporary();
  const jobs = await jobsIn(folder.path);
  const [first, ...rest] = jobs;
  assert.ok(first !== undefined);
  const broken = { ...first, target: path.join(folder.path, 'missing', 'x.qcow2') };
  const log: string[] = [];
  await assert.rejects(convertDisks(runnerFor(log), [broken, ...rest], { concurrency: 1, sameBytes: true }), {
    code: 'tool-failed',
    message: /can't convert disk os to qcow2: qemu-img failed/,
  });
  assert.equal(log.filter((line) => line.startsWith('+ qemu-img')).length, 1);
});

test('an interruption ends the conversion and removes what it wrote', async () => {
  await using folder = await temporary();
  const jobs = (await jobsIn(folder.path)).slice(0, 1);
  const interrupt = new AbortController();
  const log = (line: string) => {
    if (line.startsWith('+ qemu-img')) setImmediate(() => interrupt.abort('SIGTERM'));
  };
  const runner = createRunner({ signal: interrupt.signal, log, env });
  await assert.rejects(convertDisks(runner, jobs, { concurrency: 1, sameBytes: true }), { kind: 'interrupted' });
  await assert.rejects(fs.stat(jobs[0]?.target ?? ''), { code: 'ENOENT' });
});
