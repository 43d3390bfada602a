import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { prepareImage, verifyInPlace } from '../../../src/deploy/disks/images.ts';
import { locateDisk, locateKernel } from '../../../src/deploy/disks/locate.ts';
import type { DescriptorDisk } from '../../../src/descriptor/data.ts';
import type { Warning } from '../../../src/errors.ts';
import { fileInside } from '../../../src/host/files/file-inside.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { bootOf, diskNamed } from '../../support/descriptors.ts';

const runner = createRunner({
  signal: new AbortController().signal,
  log: () => {},
  env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
});
const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });
const hashOf = (algorithm: string, file: string) => createHash(algorithm).update(fs.readFileSync(file)).digest('hex');

function folder(t: TestContext) {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'images-')));
  t.after(() => fs.rmSync(directory, { recursive: true }));
  return { directory, at: (name: string) => path.join(directory, name) };
}

describe('a file of the descriptor lies in its folder', () => {
  test('or below, also behind links', async (t) => {
    const { directory, at } = folder(t);
    fs.mkdirSync(at('sub'));
    fs.writeFileSync(at('sub/disk'), '');
    fs.symlinkSync('sub/disk', at('link'));
    fs.symlinkSync('/etc/passwd', at('out'));
    fs.symlinkSync('/etc', at('folder'));
    assert.equal(await fileInside(directory, 'sub/disk'), at('sub/disk'));
    assert.equal(await fileInside(directory, 'link'), at('sub/disk'));
    assert.equal(await fileInside(directory, 'nothing'), undefined);
    for (const bad of ['/etc/passwd', '../x', 'sub/../../x', 'out', 'folder/passwd', 'sub', '', 'a\0b', '.'])
      await assert.rejects(fileInside(directory, bad), { code: 'bad-disk', kind: 'input' }, bad);
  });
  test('and one that is packed is found under its own name', async (t) => {
    const { directory, at } = folder(t);
    const find = async (file: string) => {
      const warnings: Warning[] = [];
      const found = await locateDisk(directory, diskNamed(file), (warning) => warnings.push(warning));
      return [found?.path, found?.isPacked, warnings.map(({ code }) => code)];
    };
    fs.writeFileSync(at('a.raw.xz'), '');
    fs.writeFileSync(at('b.raw.zst'), '');
    fs.writeFileSync(at('c.raw'), '');
    fs.writeFileSync(at('c.raw.xz'), '');
    assert.deepEqual(await find('a.raw'), [at('a.raw.xz'), true, ['packed-disk']]);
    assert.deepEqual(await find('b.raw'), [at('b.raw.zst'), true, ['packed-disk']]);
    assert.deepEqual(await find('c.raw'), [at('c.raw'), false, []]);
    assert.deepEqual(await find('d.raw'), [undefined, undefined, []]);
  });
});

test('a kernel of the descriptor lies there, too', async (t) => {
  const { directory, at } = folder(t);
  fs.writeFileSync(at('vmlinuz'), '');
  const record = (kernel: string, initrd?: string) =>
    bootOf(['a'], { type: 'xen', os: { kernel, initrd, cmdline: 'ro' } });
  assert.deepEqual((await locateKernel(directory, record('vmlinuz', 'vmlinuz'))).os, {
    kernel: at('vmlinuz'),
    initrd: at('vmlinuz'),
    cmdline: 'ro',
  });
  assert.deepEqual(await locateKernel(directory, bootOf(['a'])), bootOf(['a']));
  await assert.rejects(locateKernel(directory, record('/etc/passwd')), { code: 'bad-disk' });
  await assert.rejects(locateKernel(directory, record('vmlinuz', '../x')), { code: 'bad-disk' });
  await assert.rejects(locateKernel(directory, record('other')), { code: 'no-such-kernel' });
});

describe('a disk is made one that a machine can write to', () => {
  const content = Buffer.alloc(1024 * 1024, 'content of the disk ');
  for (const [format, driver] of [
    ['raw', 'raw'],
    ['qcow2', 'qcow2'],
    ['qcow', 'qcow2'],
    ['vmdk', 'qcow2'],
    ['vdi', 'qcow2'],
    ['vhdx', 'qcow2'],
  ] as const) {
    test(`of ${format}`, async (t) => {
      const { at } = folder(t);
      fs.writeFileSync(at('plain'), content);
      qemuImg('convert', '-f', 'raw', '-O', format, at('plain'), at('disk'));
      const located = {
        disk: diskNamed('disk', { format, sha256: hashOf('sha256', at('disk')) }),
        path: at('disk'),
        isPacked: false,
      };
      const image = await prepareImage(runner, located, at('copy'), true);
      assert.equal(image.driver, driver);
      assert.equal(image.path, driver === format ? at('disk') : at('copy'));
      assert.equal(image.fileBytes, fs.statSync(image.path).size);
      qemuImg('compare', '-f', 'raw', '-F', driver, at('plain'), image.path);
    });
  }
  for (const [format, tool] of [
    ['raw.zst', 'zstd'],
    ['raw.xz', 'xz'],
  ] as const) {
    test(`of ${format}`, async (t) => {
      const { at } = folder(t);
      fs.writeFileSync(at('plain'), content);
      fs.writeFileSync(at('disk'), execFileSync(tool, ['-c'], { input: content }));
      const image = await prepareImage(
        runner,
        { disk: diskNamed('disk', { format }), path: at('disk'), isPacked: false },
        at('copy'),
        true,
      );
      assert.deepEqual(fs.readFileSync(image.path), content);
    });
  }
});

describe('checksums', () => {
  const cases: readonly (readonly [string, (file: string) => Partial<DescriptorDisk>, passes: boolean])[] = [
    ['none', () => ({}), true],
    ['SHA-256', (file) => ({ sha256: hashOf('sha256', file) }), true],
    ['SHA-1 of old files', (file) => ({ sha1: hashOf('sha1', file) }), true],
    ['SHA-256 counts more', (file) => ({ sha256: hashOf('sha256', file), sha1: '0'.repeat(40) }), true],
    ['another SHA-256', (file) => ({ sha256: '0'.repeat(64), sha1: hashOf('sha1', file) }), false],
    ['another SHA-1', () => ({ sha1: '0'.repeat(40) }), false],
    ['none that is one', () => ({ sha256: 'none' }), false],
  ];
  for (const [what, checksums, passes] of cases) {
    test(what, async (t) => {
      const { at } = folder(t);
      fs.writeFileSync(at('disk'), Buffer.alloc(512));
      const located = {
        disk: diskNamed('disk', { format: 'raw', ...checksums(at('disk')) }),
        path: at('disk'),
        isPacked: false,
      };
      const uses = [() => prepareImage(runner, located, at('copy'), true), () => verifyInPlace(runner, located, true)];
      for (const use of uses) {
        if (passes) await use();
        else await assert.rejects(use(), { code: 'wrong-checksum', kind: 'input' });
      }
      await prepareImage(runner, located, at('copy'), false);
    });
  }
});

test('a disk that refers to another file is refused: it could be any of the host', async (t) => {
  const { at } = folder(t);
  fs.writeFileSync(at('secret'), Buffer.alloc(1024 * 1024));
  qemuImg('create', '-q', '-f', 'qcow2', '-b', at('secret'), '-F', 'raw', at('backed'));
  qemuImg('create', '-q', '-f', 'qcow2', '-o', `data_file=${at('data')}`, at('split'), '1M');
  fs.mkdirSync(at('sub'));
  qemuImg('create', '-q', '-f', 'vmdk', '-o', 'subformat=monolithicFlat', at('flat.vmdk'), '1M');
  fs.writeFileSync(
    at('sub/flat.vmdk'),
    fs.readFileSync(at('flat.vmdk'), 'utf8').replace('"flat-flat.vmdk"', `"${at('secret')}"`),
  );
  const prepare = (file: string, format: string) =>
    prepareImage(runner, { disk: diskNamed(file, { format }), path: at(file), isPacked: false }, at('copy'), true);
  for (const [file, format] of [
    ['backed', 'qcow2'],
    ['split', 'qcow2'],
    ['sub/flat.vmdk', 'vmdk'],
  ] as const)
    await assert.rejects(prepare(file, format), { code: 'bad-disk', message: /refers to another file/ }, file);
  // Its second file lies beside it.
  await prepare('flat.vmdk', 'vmdk');
  // By its name it is raw, so what it holds is no header.
  assert.equal((await prepare('backed', 'raw')).driver, 'raw');
});
