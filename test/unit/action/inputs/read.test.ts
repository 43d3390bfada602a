import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extraArgumentErrors, optionsOf } from '../../../../src/action/inputs/arguments.ts';
import { readInputs } from '../../../../src/action/inputs/read.ts';
import { type InputName, inputsOf } from '../../../../src/action/inputs/table.ts';
import { ApplianceErrors } from '../../../../src/errors.ts';

const read = (given: Partial<Record<InputName, string>>) => readInputs(inputsOf('build'), (name) => given[name] ?? '');

const problems = (given: Partial<Record<InputName, string>>): string[] => {
  try {
    read(given);
    return [];
  } catch (error) {
    assert.ok(error instanceof ApplianceErrors);
    return error.errors.map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`));
  }
};

const options: readonly (readonly [given: Partial<Record<InputName, string>>, argv: readonly string[]])[] = [
  [{}, ['--backend=auto']],
  [{ name: 'web', version: '1.2' }, ['--name=web', '--image-version=1.2', '--backend=auto']],
  [{ disks: 'os=5G, data=1G' }, ['--disk=os=5G', '--disk=data=1G', '--backend=auto']],
  [{ disks: '# the system\nos=5G\n\ndata' }, ['--disk=os=5G', '--disk=data', '--backend=auto']],
  [{ formats: 'qcow2,vmdk\nraw' }, ['--format=qcow2', '--format=vmdk', '--format=raw', '--backend=auto']],
  [{ repos: 'a=https://h/x,y\nb=https://h/z' }, ['--backend=auto', '--repo=a=https://h/x,y', '--repo=b=https://h/z']],
  [{ reproducible: 'true', 'verify-reproducible': 'false' }, ['--backend=auto', '--reproducible']],
  [{ memory: '512', vcpus: '2' }, ['--backend=auto', '--memory=512', '--vcpus=2']],
  [
    { 'boot-expect': 'login:\nready, steady', 'boot-timeout': '90', 'boot-firmware': 'bios,uefi' },
    [
      '--backend=auto',
      '--expect=login:',
      '--expect=ready, steady',
      '--firmware=bios',
      '--firmware=uefi',
      '--boot-timeout=90',
    ],
  ],
  [
    { 'extra-args': '--require-signatures --syntax "F45"' },
    ['--backend=auto', '--require-signatures', '--syntax', 'F45'],
  ],
  // A value that looks like an option stays a value.
  [{ name: '--out=/etc' }, ['--name=--out=/etc', '--backend=auto']],
  [{ name: '$(reboot); `id`' }, ['--name=$(reboot); `id`', '--backend=auto']],
];

for (const [given, argv] of options) {
  test(`inputs become options: ${JSON.stringify(given)}`, () => {
    assert.deepEqual(optionsOf(read(given)), argv);
  });
}

test('switches have the defaults of action.yml, and are read in any case', () => {
  const inputs = read({ 'allow-untrusted': 'TRUE' });
  assert.equal(inputs['allow-untrusted'], true);
  assert.equal(inputs['layer-cache'], true);
  assert.equal(inputs.cache, 'true');
});

const wrong: readonly (readonly [given: Partial<Record<InputName, string>>, problem: string])[] = [
  [{ memory: '1G' }, 'input memory: "1G" is not a whole number, 64 or more'],
  [{ memory: '32' }, 'input memory: "32" is not a whole number, 64 or more'],
  [{ backend: 'yum' }, 'input backend: "yum" is not one of auto, apt, dnf'],
  [{ 'boot-test': 'alway' }, 'input boot-test: "alway" is not one of auto, always, never (did you mean always?)'],
  [
    { formats: 'qcow3' },
    'input formats: "qcow3" is not one of raw, raw.zst, raw.xz, qcow2, qcow2:zstd, vmdk, vmdk:monolithicSparse, vmdk:monolithicFlat, vdi, vhd, vhdx, ova, vmx (did you mean qcow2?)',
  ],
  [{ package: 'tgz' }, 'input package: "tgz" is not one of tar, tar.gz, tar.zst, zip'],
  [{ 'layer-cache': 'yes' }, 'input layer-cache: "yes" is neither true nor false'],
  [{ repos: 'https://h/x' }, 'input repos: "https://h/x" has not the form NAME=VALUE'],
  [{ name: 'a\u0000b' }, 'input name: it must be one line of text'],
  [{ 'extra-args': '"open' }, 'input extra-args: the double quote is not closed on this line'],
];

for (const [given, problem] of wrong) {
  test(`wrong input: ${JSON.stringify(given)}`, () => {
    assert.deepEqual(problems(given), [problem]);
  });
}

test('all wrong inputs are told at once', () => {
  assert.equal(problems({ memory: 'x', vcpus: '0', cache: 'maybe', formats: 'a,b' }).length, 5);
});

test('options that the action sets itself are refused among the further ones', () => {
  const errors = extraArgumentErrors(['--out=/etc', '--require-signatures', '--cache-dir', 'x', '--progress=json']);
  assert.deepEqual(
    errors.map(({ message }) => message),
    ['--out=/etc', '--cache-dir', '--progress=json'].map(
      (word) => `input extra-args: ${word} is set by the action itself`,
    ),
  );
});
