// Packages of another architecture are resolved by the real apt, and the boot loader is made of one of them, with no program of
// theirs run. test/opt-in/aarch64.test.ts goes on from here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { openCache } from '../../../src/cache/cache.ts';
import { writeBootFiles } from '../../../src/disk/boot/boot-files.ts';
import { aptBackend } from '../../../src/install/apt/apt.ts';
import { aptConfigText, aptDirectories } from '../../../src/install/apt/config.ts';
import { resolvePackages } from '../../../src/install/apt/resolve.ts';
import { findKernels } from '../../../src/plan/boot/kernels.ts';
import { planOf } from '../../support/plan-text.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { testRunner } from '../disk/support.ts';

const arch = 'aarch64';
const plan = planOf(
  'part /boot/efi --fstype=efi --size=64\npart / --size=900\n%packages --nocore\nlinux-image-arm64\n%end\n',
  { arch, backend: 'apt' },
);

test('the packages for aarch64 are found, and make its boot loader', async (t) => {
  const directory = temporaryDirectory(t);
  const at = (name: string) => path.join(directory, name);
  for (const name of ['scratch', 'root', 'root/boot', 'esp', 'boot-scratch']) await fs.mkdir(at(name));
  const cache = openCache(at('cache'));
  const backend = aptBackend({
    ...{ runner: testRunner(), scratch: at('scratch'), repositories: [], release: undefined, arch },
    ...{ packageStore: cache.packages, listsCache: cache.aptLists },
  });
  const { packages } = await backend.resolve(plan.packages);
  assert.ok(packages.some(({ name }) => /^linux-image-\d.*-arm64$/.test(name)));
  assert.deepEqual([...new Set(packages.map((one) => one.arch))].sort(), ['all', 'arm64']);
  const env = { PATH: process.env['PATH'], APT_CONFIG: at('scratch/apt/apt.conf') };
  const run = (program: string, ...args: readonly string[]) =>
    assert.equal(spawnSync(program, args, { cwd: directory, env, stdio: 'inherit' }).status, 0, program);
  run('apt-get', '-qq', 'download', 'grub-efi-arm64-bin');
  const file = (await fs.readdir(directory)).find((name) => name.endsWith('_arm64.deb')) ?? 'nothing';
  run('dpkg-deb', '--extract', file, 'root');

  await writeBootFiles(testRunner(), {
    ...{
      arch,
      storage: plan,
      bootLoader: plan.bootLoader,
      passwordHash: undefined,
      family: 'debian',
      systemId: 'debian',
    },
    kernels: findKernels(['vmlinuz-6.1']),
    entryName: undefined,
    guestRoot: at('root'),
    chroot: { run: () => Promise.reject(new Error('GRUB runs nothing in the root')) },
    bootDirectory: at('root/boot'),
    espDirectory: at('esp'),
    title: 'Debian',
    scratch: at('boot-scratch'),
  });
  assert.deepEqual(await fs.readdir(at('esp/EFI/BOOT')), ['BOOTAA64.EFI']);
  const program = await fs.readFile(at('esp/EFI/BOOT/BOOTAA64.EFI'));
  // PE format: the signature lies where offset 0x3c says, and after it the machine, for ARM64 0xaa64.
  const signature = program.readUInt32LE(0x3c);
  assert.equal(program.toString('latin1', signature, signature + 4), 'PE\0\0');
  assert.equal(program.readUInt16LE(signature + 4), 0xaa64);
  assert.ok(program.includes(`search.fs_uuid ${plan.disks[0]?.partitions[1]?.filesystem?.uuid}`));
});

test('repositories without packages for the architecture are told from an unknown name', async (t) => {
  const apt = aptDirectories(path.join(temporaryDirectory(t), 'apt'));
  for (const folder of [apt.lists, apt.archives, apt.sourceParts, apt.trustedParts])
    await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(apt.status, '');
  await fs.writeFile(apt.configFile, aptConfigText(apt, '', plan.packages.options));
  await assert.rejects(resolvePackages(testRunner(), apt, plan.packages, arch), {
    code: 'no-packages',
    message: 'the repositories have no package for arm64',
  });
});
