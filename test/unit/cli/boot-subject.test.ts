import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { BootVerdict } from '../../../src/boottest/boot.ts';
import { recordVerdict, requireRecordable, withResult } from '../../../src/cli/boot/record.ts';
import { type BootWishes, readSubject } from '../../../src/cli/boot/subject.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import { sha256OfFile } from '../../../src/host/files/checksum.ts';
import type { BootResult, Manifest } from '../../../src/report/manifest/manifest.ts';
import { readManifest } from '../../../src/report/manifest/read-manifest.ts';
import { descriptorOf, diskNamed } from '../../support/descriptors.ts';
import { manifestOf } from '../../support/manifests.ts';

const descriptor = writeDescriptor(descriptorOf());
const never = new AbortController().signal;

/** An output directory with a manifest, or without. */
function output(t: TestContext, manifest?: object) {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'subject-')));
  t.after(() => fs.rmSync(directory, { recursive: true }));
  const at = (name: string) => path.join(directory, name);
  fs.writeFileSync(at('box.xml'), descriptor);
  for (const format of ['qcow2', 'vmdk']) fs.writeFileSync(at(`box-os.${format}`), format);
  if (manifest !== undefined) fs.writeFileSync(at('manifest.json'), JSON.stringify(manifest));
  const warnings: string[] = [];
  const read = (wishes: BootWishes = {}) => readSubject(at('box.xml'), wishes, ({ code }) => warnings.push(code));
  return { directory, at, read, warnings };
}

const inputError = (code: string) => ({ kind: 'input', code });

describe('without a manifest the descriptor decides', () => {
  test('its format under the BIOS, until the login', async (t) => {
    const { at, read } = output(t);
    const { test: plan, disks, manifest } = await read();
    assert.equal(manifest, undefined);
    assert.deepEqual([plan.expect, plan.combinations], [['login:'], [{ format: 'qcow2', firmware: 'bios' }]]);
    assert.deepEqual([...disks], [['qcow2', [{ name: 'box-os.qcow2', format: 'qcow2', path: at('box-os.qcow2') }]]]);
    await assert.rejects(read({ format: ['vmdk'] }), inputError('no-such-format'));
  });
  test('its disks lie in its folder, also behind links', async (t) => {
    const { at, read } = output(t);
    for (const [file, code] of [
      ['../box-os.qcow2', 'bad-disk'],
      ['/etc/passwd', 'bad-disk'],
      ['out.raw', 'bad-disk'],
      ['gone.qcow2', 'no-such-disk'],
      ['box-os.qcow2', undefined],
    ] as const) {
      fs.rmSync(at('out.raw'), { force: true });
      fs.symlinkSync('/etc/passwd', at('out.raw'));
      fs.writeFileSync(at('box.xml'), writeDescriptor(descriptorOf()).replaceAll('box-os.qcow2', file));
      if (code === undefined) await read();
      else await assert.rejects(read(), inputError(code), file);
    }
  });
  test('what is not of the system may begin empty, and a packed disk is found under its own name', async (t) => {
    const { at, read, warnings } = output(t);
    const system = diskNamed('box-sda.raw', { format: 'raw' });
    const describe = (...disks: ReturnType<typeof diskNamed>[]) =>
      fs.writeFileSync(at('box.xml'), writeDescriptor(descriptorOf({ disks: [system, ...disks] })));
    fs.writeFileSync(at('plain.raw'), 'disk');
    execFileSync('xz', ['-k', at('plain.raw')]);
    fs.renameSync(at('plain.raw.xz'), at('box-sda.raw.xz'));
    describe(diskNamed('tmp.qcow2', { use: 'scratch', sizeMiB: 64 }));
    const { disks, test: plan } = await read();
    assert.deepEqual(plan.combinations, [{ format: 'raw.xz', firmware: 'bios' }]);
    assert.deepEqual(disks.get('raw.xz'), [
      { name: 'box-sda.raw', format: 'raw.xz', path: fs.realpathSync(at('box-sda.raw.xz')) },
      { name: 'tmp.qcow2', sizeMiB: 64 },
    ]);
    assert.deepEqual(warnings, ['packed-disk']);
    describe(diskNamed('tmp.qcow2', { use: 'user', sizeMiB: undefined }));
    await assert.rejects(read(), inputError('no-such-disk'));
    describe(diskNamed('tmp.qcow2'));
    await assert.rejects(read(), inputError('no-such-disk'));
    // The disk that boots says what is booted.
    describe(diskNamed('box-os.vmdk', { format: 'vmdk' }));
    await assert.rejects(read({ format: ['vmdk'] }), inputError('no-such-format'));
  });
  test('what its disks are called is made safe to print', async (t) => {
    const { at, read } = output(t);
    const [file, id] = ['box-os.qcow2', '../os##[error]x'];
    fs.writeFileSync(at('box.xml'), writeDescriptor(descriptorOf({ disks: [diskNamed(file, { id })] })));
    const { disks } = await read();
    assert.deepEqual(
      disks.get('qcow2')?.map(({ name }) => name),
      ['../os##\u200b[error]x'],
    );
  });
  for (const [name, manifest] of [
    ['of another appliance', manifestOf({ descriptor: 'other.xml' })],
    ['of another program', { manifest_version: 3 }],
    ['that is no object', 'text'],
  ] as const) {
    test(`nor does a manifest ${name} count`, async (t) => {
      const subject = await output(t, manifest as object).read();
      assert.equal(subject.manifest, undefined);
      await assert.rejects(requireRecordable(subject, '.', never), inputError('no-manifest'));
    });
  }
});

describe('with a manifest', () => {
  const bootTest = {
    expect: ['ready'],
    timeoutSeconds: 77,
    combinations: [
      { format: 'qcow2', firmware: 'bios' },
      { format: 'qcow2', firmware: 'uefi' },
      { format: 'vmdk', firmware: 'bios' },
    ],
  } as const;
  const cases: readonly (readonly [string, BootWishes, Partial<Manifest['bootTest']>])[] = [
    ['it says what is tested', {}, bootTest],
    ['the first alone', { first: 'always' }, { combinations: bootTest.combinations.slice(0, 1) }],
    [
      'one firmware for each format',
      { firmware: ['uefi'] },
      {
        combinations: [
          { format: 'qcow2', firmware: 'uefi' },
          { format: 'vmdk', firmware: 'uefi' },
        ],
      },
    ],
    [
      'one format under each firmware',
      { format: ['vmdk'] },
      {
        combinations: [
          { format: 'vmdk', firmware: 'bios' },
          { format: 'vmdk', firmware: 'uefi' },
        ],
      },
    ],
    ['other expectations', { expect: ['a', 'b'], timeout: 5 }, { expect: ['a', 'b'], timeoutSeconds: 5 }],
  ];
  for (const [name, wishes, expected] of cases) {
    test(name, async (t) => {
      const subject = await output(t, manifestOf({ bootTest })).read(wishes);
      assert.deepEqual(subject.test, { ...bootTest, ...expected });
    });
  }
  test('of an older program every format is booted under the BIOS', async (t) => {
    const { bootTest: _, ...old } = manifestOf();
    const { test: plan } = await output(t, old).read();
    assert.deepEqual(plan.combinations, manifestOf().bootTest?.combinations);
  });
  test('a broken one is an error, and so is a bad expectation', async (t) => {
    await assert.rejects(output(t, { ...manifestOf(), disks: 7 }).read(), inputError('bad-manifest'));
    for (const expect of ['(', '', '^$', 'login:|'])
      await assert.rejects(output(t, manifestOf()).read({ expect: ['a', expect] }), inputError('bad-expectation'));
  });
  test('a disk that is a link out of the folder, a folder, or missing is refused; a link inside is not', async (t) => {
    const { at, read } = output(t, manifestOf());
    fs.renameSync(at('box-os.vmdk'), at('there'));
    await assert.rejects(read(), inputError('no-such-disk'));
    fs.symlinkSync('there', at('box-os.vmdk'));
    await read();
    fs.rmSync(at('box-os.vmdk'));
    fs.symlinkSync('/etc/passwd', at('box-os.vmdk'));
    await assert.rejects(read(), inputError('bad-disk'));
    await read({ format: ['qcow2'] });
    fs.rmSync(at('box-os.vmdk'));
    fs.mkdirSync(at('box-os.vmdk'));
    await assert.rejects(read(), inputError('bad-disk'));
  });
});

describe('recorded verdicts', () => {
  const result = (changes: Partial<BootResult> = {}): BootResult => ({
    format: 'qcow2',
    firmware: 'bios',
    accelerator: 'tcg',
    verdict: 'passed',
    reason: 'every expected pattern was seen',
    seconds: 20,
    consoleLog: 'boot-qcow2-bios.log',
    ...changes,
  });
  const verdict = (changes: Partial<BootVerdict> = {}): BootVerdict => ({
    ...result(),
    verdict: 'passed',
    rule: 'expected',
    levels: [],
    matched: [],
    missing: [],
    steps: [],
    counts: [],
    filesystems: [],
    timedLog: undefined,
    screenshots: [],
    evidence: [],
    lastConsoleLines: [],
    consoleLog: '/somewhere/boot-qcow2-bios.log',
    screenshot: undefined,
    ...changes,
  });

  test('take the place of the same boot, with its files', () => {
    const failed = result({ verdict: 'panic', screenshot: 'boot-qcow2-bios.png' });
    const other = result({ firmware: 'uefi', consoleLog: 'boot-qcow2-uefi.log' });
    const before = manifestOf({ ...withResult(manifestOf(), failed) });
    assert.ok(before.files.includes('boot-qcow2-bios.png'));
    const both = manifestOf({ ...withResult(before, other) });
    const after = withResult(both, result());
    assert.deepEqual(after.boot, [result(), other]);
    assert.deepEqual(after.files, [
      'SHA256SUMS',
      'boot-junit.xml',
      'boot-qcow2-bios.log',
      'boot-qcow2-uefi.log',
      'boot-summary.md',
      'boot.json',
      'box-os.qcow2',
      'box-os.vmdk',
      'box.xml',
    ]);
  });
  test('change nothing else in the file, and leave nothing beside it', async (t) => {
    const { directory, at } = output(t, { ...manifestOf(), ofTheFuture: [1] });
    const names = fs.readdirSync(directory);
    await recordVerdict(directory, verdict());
    const text = fs.readFileSync(at('manifest.json'), 'utf8');
    const { boot, files: _, ...rest } = JSON.parse(text);
    const { boot: __, files: ___, ...before } = manifestOf();
    assert.deepEqual(rest, { ...before, ofTheFuture: [1] });
    assert.deepEqual(boot, [result()]);
    assert.deepEqual(readManifest(text, '').boot, [result()]);
    assert.deepEqual(fs.readdirSync(directory), names);
  });
  test('are only of the disks that were built', async (t) => {
    const { directory, at, read } = output(t);
    const disks = await Promise.all(
      manifestOf().disks.map(async (disk) => ({ ...disk, sha256: await sha256OfFile(at(disk.file)) })),
    );
    fs.writeFileSync(at('manifest.json'), JSON.stringify(manifestOf({ disks })));
    await requireRecordable(await read(), directory, never);
    fs.appendFileSync(at('box-os.vmdk'), 'x');
    await assert.rejects(requireRecordable(await read(), directory, never), inputError('disk-changed'));
    await requireRecordable(await read({ first: 'always' }), directory, never);
    const interrupted = AbortSignal.abort('SIGTERM');
    await assert.rejects(requireRecordable(await read(), directory, interrupted), { kind: 'interrupted' });
  });
});
