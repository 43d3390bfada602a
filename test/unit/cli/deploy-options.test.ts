// Options of deploy that do nothing, or not what they say, are refused; and what is printed of a descriptor commands nothing.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Writable } from 'node:stream';
import { describe, type TestContext, test } from 'node:test';
import { Command } from 'commander';
import { defineDeployCommands } from '../../../src/cli/deploy/define.ts';
import { deployCommand } from '../../../src/cli/deploy/deploy-command.ts';
import type { DeployFlags } from '../../../src/cli/deploy/flags.ts';
import { requireCompanions } from '../../../src/cli/deploy/options.ts';
import { printXl } from '../../../src/cli/deploy/other-hypervisors.ts';
import { readDeploySubject } from '../../../src/cli/deploy/subject.ts';
import { descriptorLintCommand, descriptorShowCommand } from '../../../src/cli/descriptor/descriptor-command.ts';
import type { Environment } from '../../../src/cli/host/environment.ts';
import type { RunCommand } from '../../../src/cli/run-command.ts';
import { requireCards } from '../../../src/deploy/domain/networks.ts';
import type { DescriptorData } from '../../../src/descriptor/data.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import { bootOf, descriptorOf, diskNamed } from '../../support/descriptors.ts';

const usual: DeployFlags = { connect: 'qemu:///system', shutdownTimeout: 1, pool: 'default', start: true };

function recording() {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  }) as unknown as NodeJS.WriteStream;
  const environment: Environment = { variables: {}, stdout: stream, stderr: stream, isRoot: false };
  return { environment, text: () => written.join('') };
}

/** @returns what deploy is called with; throws what commander says */
async function flagsOf(...options: string[]): Promise<DeployFlags | undefined> {
  let flags: DeployFlags | undefined;
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const run: RunCommand =
    () =>
    async (...args) => {
      flags = args[1] as DeployFlags;
    };
  defineDeployCommands(program, run, recording().environment);
  await program.parseAsync(['node', 'appliance-build', 'deploy', 'box.xml', ...options]);
  return flags;
}

describe('options', () => {
  test('that ask libvirt something have no place beside those that do not ask it', async () => {
    for (const option of [
      ['--pool', 'x'],
      ['--bus', 'sata'],
      ['--machine', 'q35'],
      ['--connect', 'xen:///'],
      ['--shutdown-timeout', '5'],
      ['--user-disk', 'a=b'],
      ['--console-log', 'x'],
      ['--virt-type', 'xen'],
      ...['--wait-boot', '--upgrade', '--replace', '--no-start', '--in-place', '--overlay'].map((name) => [name]),
      ...['--skip-checksum', '--force', '--print-xml', '--install-tools'].map((name) => [name]),
    ]) {
      for (const print of [['--print-xl'], ['--target', 'vmware']])
        await assert.rejects(flagsOf(...print, ...option), /cannot be used with/, `${print} ${option}`);
    }
    await assert.rejects(flagsOf('--print-xl', '--json'), /cannot be used with/);
    await assert.rejects(flagsOf('--target', 'vmware', '--memory', '64'), /cannot be used with/);
  });
  test('that are heard may be given', async () => {
    const ofXl = [
      '--name',
      'a',
      '--boot',
      '0',
      '--memory',
      '64',
      '--vcpus',
      '2',
      '--graphics',
      'none',
      '--firmware',
      'uefi',
    ];
    const cards = ['--network', 'bridge=br0', '--mac', '52:54:00:12:34:56'];
    assert.equal((await flagsOf('--print-xl', ...ofXl, ...cards))?.printXl, true);
    assert.equal((await flagsOf('--target', 'vmware', '--json', '--name', 'a'))?.target, 'vmware');
    // Those of a deployment may be tried out.
    assert.equal((await flagsOf('--print-xml', '--wait-boot', '--no-start', '--pool', 'x', '--upgrade'))?.start, false);
  });
  test('the only target that tells something is VMware', async () => {
    for (const target of ['xen', 'kvm'])
      await assert.rejects(flagsOf('--target', target), /Allowed choices are vmware/);
  });
  test('numbers are those that a machine and a timer can have', async () => {
    for (const option of [
      ['--memory', '99999999999999999999999'],
      ['--memory', String(2 ** 32 + 1)],
      ['--vcpus', '65536'],
      ['--boot', '9007199254740993'],
      ['--timeout', '2147484'],
      ['--shutdown-timeout', '99999999'],
    ])
      await assert.rejects(flagsOf(...option), /must be a whole number/, option.join(' '));
    const flags = await flagsOf('--memory', String(2 ** 32), '--vcpus', '65535', '--timeout', '2147483');
    assert.deepEqual([flags?.memory, flags?.vcpus, flags?.timeout], [2 ** 32, 65535, 2147483]);
  });
  test('that belong to another are refused without it', async () => {
    requireCompanions({ ...usual, waitBoot: true, expect: ['x'], timeout: 1 });
    requireCompanions({ ...usual, upgrade: true, forget: true });
    for (const [flags, hint] of [
      [{ expect: ['x'] }, 'add --wait-boot'],
      [{ timeout: 1 }, 'add --wait-boot'],
      [{ forget: true }, 'add --upgrade'],
      [{ forget: true, replace: true }, 'add --upgrade'],
    ] as const) {
      assert.throws(() => requireCompanions({ ...usual, ...flags }), { kind: 'input', code: 'bad-option', hint });
      const { environment } = recording();
      await assert.rejects(deployCommand('none.xml', { ...usual, ...flags }, environment), {
        code: 'bad-option',
        hint,
      });
    }
  });
});

function folder(t: TestContext, data: DescriptorData) {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-options-')));
  t.after(() => fs.rmSync(directory, { recursive: true }));
  const at = (name: string) => path.join(directory, name);
  fs.writeFileSync(at('box.xml'), writeDescriptor(data));
  const read = (flags: Partial<DeployFlags> = {}) => readDeploySubject(at('box.xml'), flags, () => undefined);
  return { at, read };
}

test('networks for cards that are not there are refused', async (t) => {
  requireCards([], 0);
  requireCards(['user', 'lan'], 2);
  const inputError = { kind: 'input', code: 'bad-option' };
  assert.throws(() => requireCards(['user', 'lan'], 1), {
    ...inputError,
    message: /--network lan: .* 1 network card$/,
  });
  assert.throws(() => requireCards(['user'], 0), { ...inputError, message: /no network cards/ });
  const { read } = folder(t, descriptorOf());
  await read({ network: ['user'] });
  await assert.rejects(read({ network: ['user', 'lan'] }), inputError);
});

describe('xl gets no disk that it cannot use', () => {
  const print = async (t: TestContext, disks: DescriptorData['disks'], files: readonly string[]) => {
    const boots = [
      bootOf(
        disks.map(({ id }) => id),
        { type: 'xen', os: { loader: 'pygrub' } },
      ),
    ];
    const { at, read } = folder(t, descriptorOf({ disks, boots }));
    for (const file of files) fs.writeFileSync(at(file), '');
    const { environment, text } = recording();
    return { at, text, print: async () => await printXl(await read(), usual, environment) };
  };
  const system = diskNamed('os.raw', { format: 'raw' });
  test('that is not there, but one that is', async (t) => {
    const user = diskNamed('my data.qcow2', { use: 'user', sizeMiB: 100 });
    const missing = await print(t, [system, user], ['os.raw']);
    const command = `make it: qemu-img create -f qcow2 '${missing.at('my data.qcow2')}' 100M`;
    await assert.rejects(missing.print(), { kind: 'input', code: 'no-such-disk', message: /my data/, hint: command });
    fs.writeFileSync(missing.at('my data.qcow2'), '');
    await missing.print();
    assert.ok(missing.text().includes(`target=${missing.at('my data.qcow2')}"`));
  });
  test('that would be made in a format that must be converted', async (t) => {
    const scratch = diskNamed('tmp.vmdk', { use: 'scratch', format: 'vmdk', sizeMiB: 7 });
    const { print: run } = await print(t, [system, scratch], ['os.raw']);
    await assert.rejects(run(), { hint: /create -f qcow2 .*tmp.vmdk 7M, and write format="qcow2" in the descriptor$/ });
  });
  test('that must be converted or unpacked, and it says how', async (t) => {
    for (const [disk, file, hint] of [
      [
        diskNamed('a.raw', { format: 'vmdk' }),
        'a.raw',
        /^convert it: qemu-img convert -O qcow2 \S+\/a.raw NEW; .* format="qcow2"/,
      ],
      [diskNamed('a.raw', { format: 'raw' }), 'a.raw.xz', /^unpack it: xz -dk \S+\/a.raw.xz$/],
      [diskNamed('a.zst', { format: 'raw.zst' }), 'a.zst', /^unpack it: zstd -dk \S+\/a.zst; .* format="raw"/],
    ] as const) {
      const { print: run } = await print(t, [disk], [file]);
      await assert.rejects(run(), { kind: 'input', code: 'not-writable-disk', hint });
    }
  });
  test('whose name CI logs obey', async (t) => {
    const { print: run } = await print(t, [diskNamed('##[error]', { format: 'raw' })], ['##[error]']);
    await assert.rejects(run(), { kind: 'input', code: 'unwritable-xl' });
  });
});

describe('what is shown of a descriptor', () => {
  const hostile = '##[error]x \u202e \u200b\n::set-env name=A::b';
  const data = descriptorOf({ label: hostile, description: hostile });
  const obeyed = /##\[|^\s*::|[\u0080-\u009f\u200b-\u200f\u202a-\u202e]/m;
  test('is data that no log obeys', async (t) => {
    const { at } = folder(t, data);
    // The writer writes no controls; others do.
    fs.writeFileSync(at('box.xml'), fs.readFileSync(at('box.xml'), 'utf8').replace('>box<', '>a\u009b31m<'));
    const { environment, text } = recording();
    assert.equal(await descriptorShowCommand(at('box.xml'), { json: true }, environment), 0);
    assert.doesNotMatch(text(), obeyed);
    const shown = JSON.parse(text()) as { name: string; label: string };
    assert.deepEqual([shown.name, shown.label], ['a\u009b31m', hostile]);
    const linted = recording();
    assert.equal(await descriptorLintCommand([at('box.xml')], { json: true }, linted.environment), 2);
    assert.doesNotMatch(linted.text(), obeyed);
  });
  test('is a row to a disk, whatever its name', async (t) => {
    const { at } = folder(t, descriptorOf({ disks: [diskNamed('a-b'), diskNamed('c')] }));
    const xml = fs.readFileSync(at('box.xml'), 'utf8').replaceAll('a-b', 'a&#10;disk b');
    fs.writeFileSync(at('box.xml'), xml);
    const { environment, text } = recording();
    await descriptorShowCommand(at('box.xml'), {}, environment);
    assert.equal(text().match(/^disk /gm)?.length, 2);
    assert.match(text(), /^disk a disk b {2}system/m);
  });
  test('is in the encoding that it says', async (t) => {
    const { at } = folder(t, descriptorOf());
    fs.writeFileSync(at('box.xml'), fs.readFileSync(at('box.xml'), 'utf8').replaceAll('box-os', '\u00e9'), 'latin1');
    const { environment } = recording();
    const refused = { kind: 'input', code: 'descriptor-invalid', message: /box\.xml: .*no UTF-8/ };
    await assert.rejects(descriptorShowCommand(at('box.xml'), {}, environment), refused);
    await assert.rejects(descriptorLintCommand([at('box.xml')], {}, environment), refused);
  });
});
