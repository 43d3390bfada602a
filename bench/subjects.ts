// What is measured: an appliance of each backend, and how its root is filled by hand.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BuildOptions } from '../src/appliance/settings.ts';
import { openCache } from '../src/cache/cache.ts';
import { outsideOf } from '../src/cli/kickstart/outside.ts';
import { planKickstart } from '../src/cli/kickstart/read-kickstart.ts';
import { createRunner } from '../src/host/program/run.ts';
import { sanePath } from '../src/host/root/mount.ts';
import { aptBackend } from '../src/install/apt/apt.ts';
import { testDistribution } from '../test/support/distribution/distribution.ts';
import type { FloorInputs } from './floor.ts';

export interface Subject {
  readonly name: string;
  readonly kickstart: string;
  /** Further arguments of the build. */
  readonly args: readonly string[];
  readonly options: BuildOptions;
  /** The same kickstart with another line in %post: the edit of a developer who tries again. */
  changed(round: number): string;
  readonly coldGoal: string;
  /** Once the cache holds the packages. @param scratch an empty folder on a tmpfs that lasts as long as the bench */
  byHand(cache: string, scratch: string): Promise<FloorInputs['install']>;
}

export const outside = outsideOf(
  { variables: process.env, stdout: process.stdout, stderr: process.stderr, isRoot: true },
  () => new AbortController().signal,
);

export function debian(): Subject {
  const kickstart = 'examples/hello.ks';
  return {
    name: 'Debian, examples/hello.ks',
    kickstart,
    args: [],
    options: {},
    changed: (round) =>
      fs.readFileSync(kickstart, 'utf8').replace('Hello from a kickstart file.', `Hello for the ${round}th time.`),
    coldGoal: '≤ 1.15',
    async byHand(cache, scratch) {
      const { pool, packages } = await packagePool(kickstart, cache, scratch);
      return {
        tool: 'mmdebstrap',
        fill: (root, run) =>
          run('mmdebstrap', [
            ...['--mode=root', '--variant=required', '--format=directory', '--verbose'],
            ...[`--include=${packages.join(',')}`, '', root, `deb [trusted=yes] copy://${pool} ./`],
          ]),
      };
    },
  };
}

/** @param folder for the kickstart */
export async function trialLinux(folder: string): Promise<Subject> {
  const { repositories, kernelVersion } = await testDistribution();
  const text = [
    `url --url=file://${repositories.base}`,
    'part /boot --size=300 --fstype=ext4',
    'part / --size=2000 --fstype=ext4',
    'bootloader --append="console=ttyS0"',
    '%packages',
    'openssh-server',
    '%end',
    '%post',
    'echo Hello from a kickstart file. > /etc/motd',
    '%end',
    '',
  ].join('\n');
  const kickstart = path.join(folder, 'trial.ks');
  fs.writeFileSync(kickstart, text);
  return {
    name: 'Trial Linux (RPM), the test distribution',
    kickstart,
    args: ['--backend', 'dnf'],
    options: { backend: 'dnf' },
    changed: (round) => text.replace('Hello from a kickstart file.', `Hello for the ${round}th time.`),
    coldGoal: '≤ 1.10',
    async byHand(_cache, scratch) {
      const { plan } = await planKickstart(kickstart, { backend: 'dnf' }, outside, {});
      const groups = plan.packages.groups.map(({ name }) => `@${name}`);
      const names = plan.packages.requested.filter(({ optional }) => optional !== true).map(({ name }) => name);
      const config = path.join(scratch, 'dnf.conf');
      fs.writeFileSync(
        config,
        `[main]\ngpgcheck=0\nplugins=0\nreposdir=/nowhere\ncachedir=${path.join(scratch, 'dnf-cache')}\n[base]\nname=base\nbaseurl=file://${repositories.base}\n`,
      );
      return {
        tool: 'dnf, dracut',
        fill(root, run) {
          run('dnf', ['-y', '-q', `--config=${config}`, `--installroot=${root}`, 'install', ...groups, ...names]);
          run('mount', ['--bind', '/proc', path.join(root, 'proc')]);
          try {
            run('chroot', [root, 'dracut', '--force', '--no-hostonly', '--kver', kernelVersion]);
          } finally {
            run('umount', [path.join(root, 'proc')]);
          }
        },
      };
    },
  };
}

async function packagePool(
  kickstart: string,
  cache: string,
  scratch: string,
): Promise<{ readonly pool: string; readonly packages: string[] }> {
  const { plan } = await planKickstart(kickstart, {}, outside, {});
  const runner = createRunner({
    signal: new AbortController().signal,
    log: () => undefined,
    env: { PATH: sanePath, HOME: '/root', LC_ALL: 'C.UTF-8' },
  });
  const store = openCache(cache);
  const backend = aptBackend({
    runner,
    scratch,
    packageStore: store.packages,
    listsCache: store.aptLists,
    repositories: [],
    release: undefined,
    arch: 'x86_64',
  });
  const resolution = await backend.resolve(plan.packages);
  await backend.fetch(resolution);
  // Writes the index of the pool, too.
  const trial = path.join(scratch, 'trial');
  await backend.install(resolution, trial);
  fs.rmSync(trial, { recursive: true });
  return { pool: path.join(scratch, 'apt', 'archives'), packages: resolution.packages.map(({ name }) => name) };
}
