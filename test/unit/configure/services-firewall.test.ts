import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyFirewall, nftablesText, openPorts } from '../../../src/configure/effects/firewall/firewall.ts';
import { firewalldArguments } from '../../../src/configure/effects/firewall/firewalld.ts';
import { applySelinux, setSelinuxMode } from '../../../src/configure/effects/selinux.ts';
import { applyServices } from '../../../src/configure/effects/services.ts';
import { findUnit } from '../../../src/configure/effects/units.ts';
import type { Guest } from '../../../src/configure/guest.ts';
import { commandFrom } from '../../support/command.ts';
import { emptyGuest, failsWith, position } from './support.ts';

const firewall = commandFrom('firewall', 'firewall --enabled', position);

test('disables first, then enables; a unit that is not there is a warning only when it should run', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context);
  for (const file of ['/usr/bin/systemctl', '/usr/lib/systemd/system/ssh.service', '/lib/systemd/system/web.service']) {
    await files.write(file, '');
  }
  await files.write('/usr/lib/systemd/system/getty@.service', '');
  const command = { name: 'services' as const, position };
  await applyServices(
    { ...command, enabled: ['sshd', 'getty@tty2', 'nothing'], disabled: ['web', 'not-there'] },
    guest,
  );
  assert.deepEqual(
    ran.map((words) => words.join(' ')),
    ['systemctl disable web.service', 'systemctl enable ssh.service', 'systemctl enable getty@tty2.service'],
  );
  assert.deepEqual(
    warnings.map(({ message }) => message),
    ["can't enable nothing: no package brings such a unit"],
  );
});

test('a unit is found by the name that the family gives it', async (context) => {
  const { files, guest } = await emptyGuest(context, 'ID=rocky\nID_LIKE="rhel centos fedora"');
  await files.write('/usr/lib/systemd/system/crond.service', '');
  assert.equal(await findUnit('cron', guest), 'crond.service');
  assert.equal(await findUnit('crond.service', guest), 'crond.service');
  assert.equal(await findUnit('crond.timer', guest), undefined);
});

test('another name of a unit is followed to the unit, of any type, and an instance to its template', async (context) => {
  const { files, guest } = await emptyGuest(context);
  for (const name of ['nfs-server.service', 'ssh.socket', 'web@.service', 'mariadb.service'])
    await files.write(`/usr/lib/systemd/system/${name}`, '');
  await files.link('/usr/lib/systemd/system/nfs-kernel-server.service', 'nfs-server.service');
  await files.link('/etc/systemd/system/dbus-org.example.Nfs.service', '/usr/lib/systemd/system/nfs-server.service');
  await files.link('/usr/lib/systemd/system/hidden.service', '/dev/null');
  for (const [name, unit] of [
    ['nfs-kernel-server', 'nfs-server.service'],
    ['dbus-org.example.Nfs', 'nfs-server.service'],
    ['nfs', 'nfs-server.service'],
    ['sshd.socket', 'ssh.socket'],
    ['web@a.example', 'web@a.example.service'],
    ['mysqld', 'mariadb.service'],
    ['sshd', undefined],
  ] as const)
    assert.equal(await findUnit(name, guest), unit, name);
});

test('ssh is always open; ports of services, names and ranges are understood', () => {
  assert.deepEqual(openPorts(firewall), { tcp: ['22'] });
  assert.deepEqual(
    openPorts({ ...firewall, services: ['dns', 'http'], ports: ['5900-5910:tcp', 'imaps:tcp', '22:tcp'] }),
    { tcp: ['22', '53', '80', '5900-5910', '993'], udp: ['53'] },
  );
});

test('what is no service or port is an error at the line', () => {
  assert.throws(() => openPorts({ ...firewall, services: ['gopher9'] }), failsWith('unknown-firewall-service'));
  for (const port of ['80', '0:tcp', '70000:tcp', '90-80:tcp', '80:icmp', 'gopher9:tcp', '1; drop:tcp']) {
    assert.throws(() => openPorts({ ...firewall, ports: [port] }), failsWith('bad-firewall-port'), port);
  }
});

test('nftables rules hold the ports and trusted devices; IPv6 keeps what it needs', () => {
  const text = nftablesText({ tcp: ['22', '80'] }, ['eth1']);
  assert.match(text, /tcp dport \{ 22, 80 \} accept/);
  assert.match(text, /iifname "eth1" accept/);
  assert.match(text, /l4proto \{ 1, 58 \} accept/);
  assert.match(text, /hook input priority filter; policy drop;/);
  assert.match(text, /dport 546 accept/);
  assert.doesNotMatch(nftablesText({}, [], ['dhcpv6-client']), /546/);
});

test('firewalld is preferred, then nftables; neither is an error, and --disabled switches off', async (context) => {
  const { files, guest, ran } = await emptyGuest(context);
  await assert.rejects(applyFirewall(firewall, guest), failsWith('firewall-missing'));
  for (const file of ['/usr/bin/systemctl', '/usr/sbin/nft', '/usr/lib/systemd/system/nftables.service']) {
    await files.write(file, '');
  }
  await applyFirewall(firewall, guest);
  assert.deepEqual(ran.pop(), ['systemctl', 'enable', 'nftables.service']);
  assert.match((await files.read('/etc/nftables.conf')) ?? '', /flush ruleset/);
  await applyFirewall({ ...firewall, enabled: false }, guest);
  assert.deepEqual(ran.pop(), ['systemctl', 'disable', 'nftables.service']);
  await files.write('/usr/bin/firewall-offline-cmd', '');
  await files.write('/usr/lib/firewalld/services/http.xml', '');
  await applyFirewall({ ...firewall, services: ['http'], trust: ['eth1'] }, guest);
  assert.deepEqual(ran, [['firewall-offline-cmd', '--enabled', '--trust=eth1', '--service=ssh', '--service=http']]);
  assert.deepEqual(firewalldArguments({ ...firewall, ports: ['80:tcp'], services: ['ssh'] }), [
    '--enabled',
    '--port=80:tcp',
    '--service=ssh',
  ]);
});

test('firewalld in the guest decides which services there are, and its failure points at the line', async (context) => {
  const { files, guest, ran } = await emptyGuest(context);
  for (const file of [
    '/usr/bin/firewall-offline-cmd',
    '/usr/lib/firewalld/services/https.xml',
    '/usr/lib/firewalld/services/ssh.xml',
    '/etc/firewalld/services/own.xml',
  ])
    await files.write(file, '');
  await applyFirewall({ ...firewall, services: ['own'], removeServices: ['https', 'ssh'] }, guest);
  assert.deepEqual(ran.pop(), [
    'firewall-offline-cmd',
    '--enabled',
    '--service=own',
    '--remove-service=https',
    '--remove-service=ssh',
  ]);
  await assert.rejects(
    applyFirewall({ ...firewall, removeServices: ['htps'] }, guest),
    (error) =>
      failsWith('unknown-firewall-service')(error) && String(Reflect.get(error as Error, 'hint')).includes('https'),
  );
  const failing: Guest = {
    ...guest,
    chroot: { run: async () => ({ exitCode: 101, stdout: '', tail: ['INVALID_PORT'] }) },
  };
  await assert.rejects(applyFirewall(firewall, failing), failsWith('firewall-failed'));
});

test('selinux changes its line where there is a policy and warns where there is none', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context);
  const selinux = { name: 'selinux' as const, position };
  await applySelinux({ ...selinux, mode: 'disabled' }, [], guest);
  assert.equal(warnings.length, 0);
  await applySelinux({ ...selinux, mode: 'enforcing' }, [], guest);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['selinux-missing'],
  );
  await files.write('/etc/selinux/config', '# SELINUX= is\nSELINUX=enforcing\nSELINUXTYPE=targeted\n');
  await applySelinux({ ...selinux, mode: 'permissive' }, ['quiet', 'security=selinux'], guest);
  await applySelinux({ ...selinux, mode: 'permissive' }, ['lsm=yama,selinux,bpf'], guest);
  assert.equal(warnings.length, 1);
  await applySelinux({ ...selinux, mode: 'permissive' }, ['quiet'], guest);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['selinux-missing', 'selinux-inactive'],
  );
  assert.equal(await files.read('/etc/selinux/config'), '# SELINUX= is\nSELINUX=permissive\nSELINUXTYPE=targeted\n');
  assert.equal(setSelinuxMode('SELINUXTYPE=x', 'disabled'), 'SELINUXTYPE=x\nSELINUX=disabled\n');
});
