// Runs test files with the tools of another distribution: one that is installed in a folder, such as dnf 5 and rpm 6 in a
// Debian forky that was made with
//
//   mmdebstrap --variant=minbase --include=python3-libdnf5,rpm,mount,gpg,zstd forky ROOT
//
//   node_modules/node/bin/node test/support/foreign-host.ts ROOT test/integration/install/rpm-selection.test.ts …
//
// Needs root. The test distribution is still made by this machine. ROOT keeps empty folders as mount points. In Debian the
// tests of module streams fail with `no-modules`: its libsolv takes no platform for installable (see dnf5.py).
import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import * as path from 'node:path';
import { givenDistribution, testDistribution } from './distribution/distribution.ts';
import { repository } from './run-cli.ts';

const [root, ...files] = process.argv.slice(2);
if (root === undefined || files.length === 0) throw new Error('give a ROOT and test files');
const { directory } = await testDistribution(console.error);
const folders = ['.', '.cache', 'node_modules'].map((name) => realpathSync(path.join(repository, name)));
const mounts = ['/dev', ...new Set(folders)].map((folder) => ['--rbind', folder, path.join(root, folder)]);
for (const [, , target = ''] of mounts) mkdirSync(target, { recursive: true });

const steps = [
  // Its propagation can only be set if it is a mount of its own.
  ['--bind', root, root],
  ...mounts,
  ['-t', 'proc', 'proc', path.join(root, 'proc')],
  ['-t', 'sysfs', '-o', 'ro', 'sysfs', path.join(root, 'sys')],
].map((args) => `mount ${args.map((word) => `'${word}'`).join(' ')}`);
const { status } = spawnSync(
  'unshare',
  [
    ...['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'],
    ...['sh', '-ec', `${steps.join('\n')}\nexec chroot "$@"`, 'sh', root],
    ...['env', '-C', repository, realpathSync(process.execPath), '--test', '--test-concurrency=1'],
    ...files,
  ],
  { stdio: 'inherit', env: { ...process.env, [givenDistribution]: directory } },
);
process.exit(status ?? 1);
