// Installed roots that tests mount overlays over, each made once from the host's apt sources and kept for later runs.
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { createRunner } from '../../src/host/program/run.ts';
import { sanePath } from '../../src/host/root/mount.ts';
import { repository } from './run-cli.ts';

/** The packages of each, beside those that every Debian has. */
export const keptRoots = {
  /** For what configures a guest, and for the boot test. */
  configure: [
    ...['systemd', 'systemd-sysv', 'systemd-resolved', 'udev', 'passwd', 'tzdata', 'locales'],
    ...['openssh-server', 'nftables', 'initramfs-tools', 'zstd', 'linux-image-cloud-amd64'],
  ],
  dracut: [
    ...['systemd-sysv', 'udev', 'passwd', 'kmod', 'zstd', 'dracut', 'linux-image-cloud-amd64'],
    ...['shim-signed', 'grub-efi-amd64-signed'],
  ],
  selinux: ['selinux-policy-default', 'policycoreutils'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KeptRoot = keyof typeof keptRoots;

/** @returns the folder of the root: read-only by agreement. Made if it is not there; needs root and the network then. */
export async function keptRoot(name: KeptRoot): Promise<string> {
  const packages: readonly string[] = keptRoots[name];
  const kept = path.join(repository, '.cache', `test-root-${name}`);
  const [root, marker] = ['root', 'packages'].map((entry) => path.join(kept, entry)) as [string, string];
  if ((await fs.readFile(marker, 'utf8').catch(() => '')) === packages.join(' ')) return root;
  // Made beside its place: another run of the tests may make the same one.
  await fs.mkdir(path.dirname(kept), { recursive: true });
  const made = await fs.mkdtemp(`${kept}-`);
  const osRelease = await fs.readFile('/etc/os-release', 'utf8');
  const suite = /^VERSION_CODENAME=(.*)$/m.exec(osRelease)?.[1] ?? '';
  const runner = createRunner({
    signal: new AbortController().signal,
    log: () => undefined,
    env: { PATH: sanePath, LC_ALL: 'C' },
  });
  await runner.run(
    'mmdebstrap',
    ['--variant=minbase', `--include=${packages.join(',')}`, suite, path.join(made, 'root'), ...(await aptSources())],
    {
      failure: 'the tests need a small root',
    },
  );
  await fs.writeFile(path.join(made, path.basename(marker)), packages.join(' '));
  await fs.chmod(made, 0o755);
  await fs.rm(kept, { recursive: true, force: true });
  await fs.rename(made, kept);
  return root;
}

async function aptSources(): Promise<string[]> {
  const folder = '/etc/apt/sources.list.d';
  const names = (await fs.readdir(folder)).filter((name) => /^(?:debian|ubuntu)\.sources$/.test(name));
  return names.length > 0 ? names.map((name) => `${folder}/${name}`) : ['/etc/apt/sources.list'];
}
