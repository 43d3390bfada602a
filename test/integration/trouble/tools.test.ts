// Host tools that are missing. They are hidden in a mount namespace of the test's own, by an overlay over their folder.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { repository, runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { makeSite } from '../../support/traces.ts';

const example = path.join(repository, 'examples/hello.ks');

interface Case {
  /** Absolute paths. */
  readonly hidden: readonly string[];
  readonly options: readonly string[];
  readonly says: readonly RegExp[];
  readonly debianPackages: string;
}

const cases: readonly Case[] = [
  {
    hidden: ['/usr/bin/mmdebstrap'],
    options: [],
    says: [/1 host tool is missing/, /\| mmdebstrap: installs Debian packages/],
    debianPackages: 'mmdebstrap',
  },
  {
    hidden: ['/usr/lib/grub/i386-pc/boot.img'],
    options: [],
    says: [/1 host tool is missing/, /\| \/usr\/lib\/grub\/i386-pc\/boot\.img: GRUB for BIOS/],
    debianPackages: 'grub-pc-bin',
  },
  {
    hidden: ['/usr/bin/qemu-system-x86_64', '/usr/bin/zstd'],
    options: ['--boot-test'],
    says: [/2 host tools are missing/, /\| zstd: /, /\| qemu-system-x86_64: boots the appliance/],
    debianPackages: 'qemu-system-x86 zstd',
  },
];

for (const { hidden, options, says, debianPackages } of cases) {
  test(`without ${hidden.join(' and ')} a build ends with 3 and says what to install`, async (t) => {
    const site = makeSite(temporaryDirectory(t));
    const build = ['build', example, ...options, '--cache-dir', path.join(site.directory, 'cache'), '--out', site.out];
    const result = await runCli(build, { wrapper: hiding(site.directory, hidden), env: { TMPDIR: site.temporary } });
    assert.equal(result.code, 3, result.stderr);
    for (const words of says) assert.match(result.stderr, words);
    assert.match(
      result.stderr,
      new RegExp(`hint: add --install-tools, or run: (?:apt-get|dnf) install ${debianPackages}\n`),
    );
    assert.equal(result.stdout, '');
    assert.deepEqual([...readdirSync(site.outParent), ...readdirSync(site.temporary)], []);
  });
}

test('doctor tells of a missing tool, with exit code 3', async (t) => {
  const wrapper = hiding(temporaryDirectory(t), ['/usr/bin/mmdebstrap']);
  const result = await runCli(['doctor'], { wrapper });
  assert.equal(result.code, 3, result.stderr);
  assert.match(result.stdout, /✗ +mmdebstrap +.*Debian: mmdebstrap, Fedora: mmdebstrap/);
});

test('a tool that the plan does not need may be missing', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  const wrapper = hiding(site.directory, ['/usr/bin/mmdebstrap']);
  assert.equal((await runCli(['plan', example], { wrapper })).code, 0);
});

/** A command that runs another one without some files. */
function hiding(directory: string, files: readonly string[]): string[] {
  const scratch = path.join(directory, 'overlay');
  mkdirSync(scratch);
  const steps = [...new Set(files.map((file) => path.dirname(file)))].flatMap((folder, index) => [
    `mkdir "${scratch}/upper${index}" "${scratch}/work${index}"`,
    `mount -t overlay -o lowerdir=${folder},upperdir="${scratch}/upper${index}",workdir="${scratch}/work${index}" overlay ${folder}`,
  ]);
  const script = ['set -e', `mount -t tmpfs tmpfs "${scratch}"`, ...steps, `rm ${files.join(' ')}`, 'exec "$@"'];
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script.join('\n'), 'sh'];
}
