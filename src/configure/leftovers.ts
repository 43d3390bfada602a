import * as fs from 'node:fs/promises';
import type { RootFiles } from '../host/root/root-files.ts';
import { detectFamily } from './family.ts';

/**
 * Removes what the package installation copied from the build machine. Runs before anything else, while nobody but the
 * installation has written to the root: links (to systemd-resolved's file) are the packages' own and stay.
 */
export async function removeHostFiles(files: RootFiles): Promise<void> {
  const resolvConf = await fs.lstat(`${await files.path('/etc')}/resolv.conf`).catch(() => undefined);
  if (resolvConf?.isFile()) await files.remove('/etc/resolv.conf');
}

/** Traces of the build: caches, logs, locks, older copies of files, and random numbers that no two machines may share. */
const traces: readonly { readonly folder: string; readonly names: RegExp }[] = [
  { folder: '/var/lib/apt/lists', names: /./ },
  { folder: '/var/cache/apt', names: /\.bin$/ },
  { folder: '/var/cache/apt/archives', names: /./ },
  { folder: '/var/cache/dnf', names: /./ },
  { folder: '/var/cache/ldconfig', names: /^aux-cache$/ },
  { folder: '/var/cache/debconf', names: /-old$/ },
  {
    folder: '/var/log',
    names: /^(?:apt|dpkg\.log|bootstrap\.log|alternatives\.log|dnf.*\.log|hawkey\.log|fontconfig\.log)$/,
  },
  { folder: '/var/log/journal', names: /./ },
  { folder: '/var/lib/dpkg', names: /-old$/ },
  { folder: '/var/lib/systemd', names: /^(?:random-seed|credential\.secret)$/ },
  { folder: '/var/lib/dbus', names: /^machine-id$/ },
  { folder: '/etc', names: /^(?:(?:passwd|shadow|group|gshadow|subuid|subgid)-|\.pwd\.lock)$/ },
  { folder: '/etc/ssh', names: /^ssh_host_.*_key(?:\.pub)?$/ },
  { folder: '/tmp', names: /^ks-script-/ },
];

const hostKeysUnit = 'ssh-host-keys.service';
const hostKeysText = `[Unit]
Description=Make this machine's own SSH host keys
ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
Before=ssh.service ssh.socket

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/ssh-keygen -A

[Install]
WantedBy=multi-user.target ssh.service ssh.socket
`;

/** Takes away the same of freshly installed packages, so that what every appliance loses is not kept, or shown to anybody. */
export async function removeLayerTraces(files: RootFiles): Promise<void> {
  for (const { folder, names } of traces) {
    for (const name of await files.list(folder)) if (names.test(name)) await files.remove(`${folder}/${name}`);
  }
  if (await files.exists('/etc/machine-id')) await files.write('/etc/machine-id', '', 0o444);
}

/**
 * Takes away what no two copies of an appliance may share and what only the build needed. Runs after the scripts, as
 * they install packages too.
 *
 * /etc/machine-id is left *empty* rather than missing or `uninitialized`: each copy gets an identity of its own either way,
 * but only an empty file keeps systemd from taking the boot for a first boot, on which it would reset all units to their
 * presets, and with them the services line, and might ask questions on the console (machine-id(5), "First Boot Semantics").
 */
export async function removeTraces(files: RootFiles): Promise<void> {
  await removeLayerTraces(files);
  await files.write('/etc/machine-id', '', 0o444);
  const { sshMakesHostKeys } = await detectFamily(files);
  if (!sshMakesHostKeys && (await files.exists('/usr/sbin/sshd'))) await addHostKeysUnit(files);
}

async function addHostKeysUnit(files: RootFiles): Promise<void> {
  await files.write(`/etc/systemd/system/${hostKeysUnit}`, hostKeysText);
  for (const wanting of ['multi-user.target', 'ssh.service', 'ssh.socket']) {
    await files.link(`/etc/systemd/system/${wanting}.wants/${hostKeysUnit}`, `/etc/systemd/system/${hostKeysUnit}`);
  }
}
