import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import type { SystemSpec } from '../../../src/appliance/appliance.ts';
import { connectionsOf } from '../../../src/appliance/network/line.ts';
import { nftablesText, openPorts } from '../../../src/configure/effects/firewall/firewall.ts';
import { configureRoot } from '../../../src/configure/effects.ts';
import { removeTraces } from '../../../src/configure/leftovers.ts';
import { enterRoot } from '../../../src/host/root/chroot.ts';
import { rootFiles } from '../../../src/host/root/root-files.ts';
import { commandFrom } from '../../support/command.ts';
import { plainStorage } from '../disk/support.ts';
import { inPrivateNamespace, log, overlay, runner } from './support.ts';

inPrivateNamespace(import.meta.url);

const position = { file: 'test.ks', line: 3, column: 1 };
const password = { text: 'open sesame', encrypted: false };
const user = {
  ...{ name: 'user' as const, position, password, lock: false, uid: undefined, gid: undefined },
  ...{ groups: [], homeDir: undefined, shell: undefined, gecos: undefined },
};
const system: SystemSpec = {
  lang: { name: 'lang', position, lang: 'de_DE.UTF-8', addSupport: ['xx_XX.UTF-8'] },
  keyboard: commandFrom(
    'keyboard',
    "keyboard --vckeymap=de-nodeadkeys --xlayouts='de (nodeadkeys)','us' --switch=grp:alt_shift_toggle",
    position,
  ),
  timezone: { name: 'timezone', position, zone: 'Europe/Berlin', utc: true, noNtp: false, ntpServers: [] },
  rootpw: { name: 'rootpw', position, password, lock: true, allowSsh: true },
  users: [
    { ...user, user: 'kim', groups: ['sudo', 'wheel(1234)'], gid: 1500, uid: 1600, gecos: 'Kim K' },
    { ...user, user: 'alex', password: undefined, homeDir: '/srv/alex', shell: '/bin/sh' },
    { ...user, user: 'daemon' },
    { ...user, user: 'lee', homeDir: '/srv' },
  ],
  sshKeys: [{ name: 'sshkey', position, user: 'kim', key: 'ssh-ed25519 AAAA kim@example' }],
  hostname: 'box.example.org',
  networks: connectionsOf(commandFrom('network', 'network --hostname=box.example.org --bootproto=dhcp', position)),
  services: {
    name: 'services',
    position,
    enabled: ['sshd', 'not-there', 'dbus'],
    disabled: ['systemd-timesyncd', 'e2scrub_all.timer'],
  },
  firewall: commandFrom('firewall', 'firewall --enabled --port=8080:tcp --http --trust=lo', position),
  selinux: undefined,
  authentication: commandFrom('authselect', 'authselect select sssd with-mkhomedir --force', position),
  groups: [commandFrom('group', 'group --name=operators --gid=1700', position)],
  timeSources: [commandFrom('timesource', 'timesource --ntp-server=192.0.2.1', position)],
  ...{ certificates: [], firstboot: undefined },
  ...{ xconfig: undefined, skipx: undefined, syspurpose: undefined, kdump: undefined },
};
const spec = {
  ...{ name: 'hello', system, ...plainStorage() },
  passwordHash: undefined,
  bootLoader: {
    loader: 'grub' as const,
    hasPassword: false,
    bios: undefined,
    uefi: undefined,
    timeoutSeconds: 1,
    kernelArguments: ['console=ttyS0'],
    serialConsole: true,
  },
};

async function build() {
  const box = await overlay();
  const files = rootFiles(box.root);
  await using chroot = await enterRoot(runner, box.root);
  const warnings = await configureRoot(chroot, spec);
  await removeTraces(files);
  return { box, files, warnings };
}

test('a real root gets users, keys, locale, network, services and firewall', async () => {
  const { box, files, warnings } = await build();
  await using _ = box;
  assert.deepEqual(
    warnings.map(({ code }) => code).sort(),
    [
      ...['home-exists', 'keymaps-missing', 'locale-missing', 'service-not-enabled', 'service-not-enabled'],
      ...['time-service-missing', 'user-exists'],
    ],
    JSON.stringify(warnings),
  );
  const passwd = (await files.read('/etc/passwd')) ?? '';
  assert.match(passwd, /^kim:x:1600:1500:Kim K:\/home\/kim:\/bin\/bash$/m);
  assert.match(passwd, /^alex:x:\d+:\d+::\/srv\/alex:\/bin\/sh$/m);
  const group = (await files.read('/etc/group')) ?? '';
  assert.match(group, /^wheel:x:1234:kim$/m);
  assert.match(group, /^kim:x:1500:$/m);
  assert.match(group, /^sudo:x:\d+:(?:\S+,)?kim$/m);
  assert.match(group, /^operators:x:1700:$/m);
  assert.match((await files.read('/etc/subuid')) ?? '', /^kim:\d+:\d+$/m);
  assert.match((await files.read('/etc/pam.d/common-session')) ?? '', /pam_mkhomedir\.so/);
  assert.ok(warnings.some(({ message }) => /^can't enable dbus: it has no \[Install\] section/.test(message)));
  const shadow = (await files.read('/etc/shadow')) ?? '';
  assert.match(shadow, /^root:!\$6\$/m);
  assert.match(shadow, /^kim:\$6\$[^:]+::/m);
  assert.match(shadow, /^alex:!::/m);

  const keys = await fs.stat(path.join(box.root, 'home/kim/.ssh/authorized_keys'));
  assert.deepEqual([keys.uid, keys.gid, keys.mode & 0o777], [1600, 1500, 0o600]);
  assert.equal((await fs.stat(path.join(box.root, 'home/kim'))).uid, 1600);

  assert.equal(await files.read('/etc/locale.conf'), 'LANG="de_DE.UTF-8"\n');
  assert.match((await files.read('/etc/X11/xorg.conf.d/00-keyboard.conf')) ?? '', /"XkbLayout" "de,us"/);
  assert.equal(await fs.readlink(path.join(box.root, 'etc/localtime')), '../usr/share/zoneinfo/Europe/Berlin');
  const { stdout: target } = await runner.run('systemctl', [`--root=${box.root}`, 'get-default']);
  assert.equal(target.trim(), 'multi-user.target');
  const wants = await files.list('/etc/systemd/system/multi-user.target.wants');
  for (const unit of ['systemd-networkd.service', 'ssh.service', 'ssh-host-keys.service'])
    assert.ok(wants.includes(unit), unit);
  assert.ok((await files.list('/etc/systemd/system/sysinit.target.wants')).includes('nftables.service'));
  assert.deepEqual(
    await files.list('/etc/ssh').then((names) => names.filter((name) => name.startsWith('ssh_host'))),
    [],
  );
  assert.equal(await files.read('/etc/machine-id'), '');
});

test('the ssh server lets root log in where --allow-ssh says so', async () => {
  const { box } = await build();
  await using _ = box;
  await using chroot = await enterRoot(runner, box.root);
  await rootFiles(box.root).write('/run/sshd/.keep', '');
  await chroot.run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', '/run/sshd/key']);
  const { stdout } = await chroot.run('sshd', ['-T', '-h', '/run/sshd/key']);
  assert.match(stdout, /^permitrootlogin yes$/m);
});

test('passwords never reach the log, neither clear nor hashed', () => {
  assert.ok(log.some((line) => line.includes('useradd')));
  assert.deepEqual(
    log.filter((line) => /open sesame|\$6\$/.test(line)),
    [],
  );
});

test('two builds of one kickstart differ in no file', async () => {
  const digest = async () => {
    const { box } = await build();
    await using _ = box;
    const { stdout } = await runner.run('find', [box.upper, '-printf', '%P %y %m %U:%G %l\n'], {});
    const files = await runner.run('find', [box.upper, '-type', 'f', '-exec', 'sha256sum', '{}', '+']);
    const sums = files.stdout.split('\n').map((line) => line.replace(box.upper, ''));
    return [...stdout.split('\n'), ...sums].sort();
  };
  assert.deepEqual(await digest(), await digest());
});

test('nft accepts the rules', async () => {
  await using box = await overlay();
  await using chroot = await enterRoot(runner, box.root);
  const ports = openPorts(
    commandFrom('firewall', 'firewall --port=8080:tcp,5900-5910:tcp --service=dns,samba', position),
  );
  await rootFiles(box.root).write('/etc/nftables.conf', nftablesText(ports, ['eth1']));
  await chroot.run('nft', ['--check', '--file', '/etc/nftables.conf']);
});
