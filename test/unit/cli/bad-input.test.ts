// Wrong kickstarts and wrong options: each is refused with exit code 2 before anything is made, by `build` and by `check`.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type CliResult, repository, runCli, temporaryDirectory } from '../../support/run-cli.ts';

const head = ['bootloader --append="console=ttyS0"', 'clearpart --all --initlabel --disklabel=gpt'];
const root = 'part / --size=800 --ondisk=sda';
const kickstart = (...lines: readonly string[]) => [...head, ...lines, '%packages', '%end', ''].join('\n');

interface Case {
  readonly name: string;
  readonly text: string | Buffer;
  /** `LINE:COLUMN` after the file's name. */
  readonly at: string;
  readonly says: RegExp;
  readonly options?: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'empty', text: '', at: '1:1', says: /the kickstart is empty/ },
  { name: 'only comments', text: '# nothing\n\n', at: '1:1', says: /the kickstart is empty/ },
  {
    name: 'random bytes',
    text: Buffer.concat([Buffer.from([0, 255]), randomBytes(5000)]),
    at: '1:1',
    says: /binary file/,
  },
  { name: 'a program', text: Buffer.from('\u007fELF\u0002\u0001\u0000\u0000'), at: '1:1', says: /binary file/ },
  {
    name: 'unknown command',
    text: kickstart(root, 'frobnicate --now'),
    at: '4:1',
    says: /unknown command frobnicate/,
  },
  {
    name: 'unknown option',
    text: kickstart(`${root} --frob`),
    at: '3:32',
    says: /--frob/,
  },
  {
    name: 'two parts for one mount point',
    text: kickstart(root, 'part swap --size=64', 'part / --size=900 --ondisk=sdb'),
    at: '5:1',
    says: /two parts are mounted on \/; the first is at \S+:3:1/,
  },
  { name: 'no root part', text: kickstart('part /srv --size=800'), at: '1:1', says: /no part line is mounted on \// },
  { name: 'part without size', text: kickstart('part /'), at: '3:1', says: /part \/ has no --size/ },
  {
    name: 'parts that do not fit',
    text: kickstart('part / --size=3000 --ondisk=sda', 'part swap --size=100 --ondisk=sda'),
    options: ['--disk', 'os=2G'],
    at: '3:1',
    // 3000 + 100 + 1 MiB before the first, 1 MiB for BIOS GRUB, 1 MiB for the second table - 2048
    says: /disk os .*1055 MiB are missing/,
  },
];

for (const { name, text, at, says, options = [] } of cases) {
  test(`build refuses a kickstart with: ${name}`, async (t) => {
    const directory = temporaryDirectory(t);
    const file = path.join(directory, 'bad.ks');
    writeFileSync(file, text);
    const result = await build(directory, [file, ...options]);
    assertRefused(result, directory, ['bad.ks'], says);
    assert.ok(result.stderr.startsWith(`${file}:${at}: error: `), result.stderr);
  });
}

test('check reports the errors of every file at once, in the order of their lines', async (t) => {
  const directory = temporaryDirectory(t);
  const [one, other] = ['one.ks', 'other.ks'].map((name) => path.join(directory, name)) as [string, string];
  writeFileSync(one, kickstart('frobnicate', 'part / --frob', 'bogus'));
  writeFileSync(other, '');
  const { code, stderr, stdout } = await runCli(['check', one, other]);
  assert.equal(code, 2);
  const places = [...stderr.matchAll(/^(\S+?\.ks:\d+):\d+: error/gm)].map((match) => match[1]);
  assert.deepEqual(places, [`${one}:3`, `${one}:4`, `${one}:5`, `${other}:1`]);
  assert.match(stdout, /one\.ks: 3 errors\n.*other\.ks: 1 error\n/);
});

test('files that cannot be read are named', async (t) => {
  const directory = temporaryDirectory(t);
  const missing = path.join(directory, 'missing.ks');
  assertRefused(await build(directory, [missing]), directory, [], /there is no file \S+missing\.ks/);
  assertRefused(await build(directory, [directory]), directory, [], /cannot read \S+: it is a directory/);
});

const wrongOptions: readonly (readonly [options: readonly string[], says: RegExp])[] = [
  [['--format', 'foo'], /"foo" is not a format/],
  [['--format', ','], /--format.*at least one/],
  [['--disk', '=5G'], /--disk =5G/],
  [['--disk', 'x/y'], /--disk x\/y/],
  [['--disk', 'os=5X'], /--disk os=5X: "5X" is not a size/],
  [['--disk', 'os=-1'], /"-1" is not a size/],
  [['--disk', 'a=1G', '--disk', 'b=1G'], /--disk b=1G: the kickstart has parts on 1 disk only/],
  [['--memory', '-1'], /--memory.*'-1' is invalid/],
  [['--memory', '1e3'], /--memory.*'1e3' is invalid/],
  [['--vcpus', '0'], /--vcpus.*'0' is invalid/],
  [['--backend', 'zypper'], /"zypper" is not one of/],
  [['--arch', 'mips'], /"mips" is not one of/],
  [['--firmware', 'openboot'], /"openboot" is not one of/],
  [['--firmware', ','], /--firmware.*at least one/],
  [['--repo', 'x'], /--repo: "x" is not NAME=URL/],
  [['--name', '../x'], /"\.\.\/x" cannot be the name/],
  [['--expect', '('], /no regular expression/],
  [['--frob'], /unknown option '--frob'/],
  [['another.ks'], /too many arguments/],
];

test('wrong options are refused before anything is made', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'good.ks');
  writeFileSync(file, kickstart(root));
  for (const [options, says] of wrongOptions) {
    assertRefused(await build(directory, [file, ...options]), directory, ['good.ks'], says);
  }
});

test('two --disk options for one disk of the kickstart are refused', async (t) => {
  const directory = temporaryDirectory(t);
  const example = path.join(repository, 'examples/hello.ks');
  const result = await build(directory, [example, '--disk', 'os=1G', '--disk', 'os=2G']);
  assertRefused(result, directory, [], /error: --disk os=2G: two disks are named os\n/);
});

test('an unknown command, and build without a kickstart, are refused', async () => {
  const unknown = await runCli(['frob']);
  assert.deepEqual([unknown.code, unknown.stdout], [2, '']);
  assert.match(unknown.stderr, /unknown command 'frob'/);
  const none = await runCli(['build']);
  assert.deepEqual([none.code, none.stdout], [2, '']);
  assert.match(none.stderr, /missing required argument 'kickstart'/);
});

test('build refuses to run without root; check and plan do not need it', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'good.ks');
  writeFileSync(file, kickstart(root));
  chmodSync(directory, 0o777);
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
  const built = await build(directory, [file], nobody);
  assertRefused(built, directory, ['good.ks'], /a build must run as root/);
  assert.match(built.stderr, /hint: use sudo/);
  assert.equal((await runCli(['check', file], { wrapper: nobody })).code, 0);
  assert.equal((await runCli(['plan', file], { wrapper: nobody })).code, 0);
});

test('an output directory that holds something else is refused and left as it is', async (t) => {
  const directory = temporaryDirectory(t);
  const out = path.join(directory, 'out');
  mkdirSync(out);
  writeFileSync(path.join(out, 'thesis.txt'), 'years of work');
  const example = path.join(repository, 'examples/hello.ks');
  const result = await build(directory, [example]);
  assertRefused(result, directory, ['out'], /holds files that no build of this program made: thesis\.txt/);
  assert.deepEqual(readdirSync(out), ['thesis.txt']);
});

async function build(directory: string, args: readonly string[], wrapper: readonly string[] = []): Promise<CliResult> {
  const options = ['--cache-dir', path.join(directory, 'cache'), '--out', path.join(directory, 'out')];
  return await runCli(['build', ...args, ...options], { wrapper, env: { TMPDIR: directory } });
}

function assertRefused(result: CliResult, directory: string, left: readonly string[], says: RegExp): void {
  assert.equal(result.code, 2, result.stderr);
  assert.equal(result.stdout, '');
  assert.match(result.stderr, says);
  assert.doesNotMatch(result.stderr, /bug in appliance-build|\n +at /);
  assert.deepEqual(readdirSync(directory).sort(), [...left].sort(), 'nothing is made');
}
