import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mountOverlay, mountTmpfs, sanePath } from '../../../src/host/mount.ts';
import { createRunner, type Runner } from '../../../src/host/run.ts';
import { Scope } from '../../../src/host/scope.ts';

const inside = 'APPLIANCE_TEST_NAMESPACE';

/** Runs the calling test file once more in mount and process namespaces of its own, as a build runs, and ends here. */
export function inPrivateNamespace(testFile: string): void {
  if (process.env[inside] !== undefined) return;
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
  const { status } = spawnSync(
    'unshare',
    [...namespaces, process.execPath, ...process.execArgv, fileURLToPath(testFile)],
    { stdio: 'inherit', env: { ...process.env, [inside]: '1' } },
  );
  process.exit(status ?? 1);
}

export const log: string[] = [];
export const runner: Runner = createRunner({
  signal: new AbortController().signal,
  log: (line) => void log.push(line),
  env: { PATH: sanePath, LC_ALL: 'C' },
});

const smallPackages = [
  ...[
    'systemd',
    'systemd-sysv',
    'systemd-resolved',
    'udev',
    'passwd',
    'tzdata',
    'locales',
    'openssh-server',
    'nftables',
  ],
  ...['initramfs-tools', 'zstd', 'linux-image-cloud-amd64'],
];

/** A small installed root of the host's own distribution. */
export const smallRoot = () => keptRoot('test-root-configure', smallPackages);

/**
 * An installed root, made once from the host's apt sources and kept for later runs.
 * Read-only by agreement: tests mount an overlay over it.
 */
export async function keptRoot(name: string, packages: readonly string[]): Promise<string> {
  const kept = path.resolve(import.meta.dirname, '../../../.cache', name);
  const marker = path.join(kept, 'packages');
  if ((await fs.readFile(marker, 'utf8').catch(() => '')) === packages.join(' ')) return path.join(kept, 'root');
  await fs.rm(kept, { recursive: true, force: true });
  await fs.mkdir(kept, { recursive: true });
  const osRelease = await fs.readFile('/etc/os-release', 'utf8');
  const suite = /^VERSION_CODENAME=(.*)$/m.exec(osRelease)?.[1] ?? '';
  await runner.run(
    'mmdebstrap',
    ['--variant=minbase', `--include=${packages.join(',')}`, suite, path.join(kept, 'root'), ...(await aptSources())],
    { failure: 'the tests need a small root' },
  );
  await fs.writeFile(marker, packages.join(' '));
  return path.join(kept, 'root');
}

async function aptSources(): Promise<string[]> {
  const folder = '/etc/apt/sources.list.d';
  const names = (await fs.readdir(folder)).filter((name) => /^(?:debian|ubuntu)\.sources$/.test(name));
  return names.length > 0 ? names.map((name) => `${folder}/${name}`) : ['/etc/apt/sources.list'];
}

export interface Overlay extends AsyncDisposable {
  /** The mounted root. */
  readonly root: string;
  /** What differs from the small root. */
  readonly upper: string;
  /** A folder for the build's own files. */
  readonly scratch: string;
}

/** A writable root over a kept one, by default the small one; the changes are in memory. */
export async function overlay(lower?: string): Promise<Overlay> {
  const scope = new Scope();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'configure-'));
  scope.defer(() => fs.rm(folder, { recursive: true }));
  scope.use(await mountTmpfs(runner, folder, ['mode=700']));
  const [root, upper, work, scratch] = ['root', 'upper', 'work', 'scratch'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const name of [upper, work, scratch]) await fs.mkdir(name);
  scope.use(await mountOverlay(runner, { lower: [lower ?? (await smallRoot())], upper, work }, root));
  return { root, upper, scratch, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() };
}
