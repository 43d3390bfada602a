import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { applyHostname, hostsText, ownAddresses } from '../../../../src/configure/effects/hostname.ts';
import { applyNetworks } from '../../../../src/configure/effects/network/network.ts';
import { familyOf } from '../../../../src/configure/family.ts';
import { networksOf } from '../../../support/networks.ts';
import { emptyGuest } from '../support.ts';

const fedora = 'ID=fedora';
const fixed = '--bootproto=static --ip=192.0.2.5 --netmask=255.255.255.0';
const codes = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

test('NetworkManager comes before ifupdown, ifupdown before networkd', async (context) => {
  const { files, guest, root, warnings, ran } = await emptyGuest(context);
  const one = networksOf('');
  await applyNetworks(one, 'hello', guest);
  assert.deepEqual(codes(warnings), ['network-manager-missing']);

  await files.write('/usr/lib/systemd/systemd-networkd', '');
  await files.write('/usr/lib/systemd/systemd-resolved', '');
  await files.write('/usr/bin/systemctl', '');
  await applyNetworks(networksOf('', '--device=eth1', '--device=bond0 --bondslaves=eth2'), 'hello', guest);
  assert.deepEqual(await files.list('/etc/systemd/network'), [
    '20-bond0.netdev',
    '20-bond0.network',
    '20-eth1.network',
    '20-eth2.network',
    '80-wired.network',
  ]);
  assert.equal(await fs.readlink(path.join(root, 'etc/resolv.conf')), '../run/systemd/resolve/stub-resolv.conf');
  assert.deepEqual(ran, [
    ['systemctl', 'enable', 'systemd-networkd.service'],
    ['systemctl', 'enable', 'systemd-resolved.service'],
  ]);

  await files.write('/usr/sbin/ifup', '');
  await files.write('/usr/sbin/dhclient', '');
  await applyNetworks(one, 'hello', guest);
  assert.equal(
    await files.read('/etc/network/interfaces'),
    'auto lo\niface lo inet loopback\nsource /etc/network/interfaces.d/*\n',
  );
  assert.deepEqual(await files.list('/etc/network/interfaces.d'), ['90-wired']);

  await files.write('/usr/sbin/NetworkManager', '');
  await applyNetworks(one, 'hello', guest);
  const keyfile = path.join(root, 'etc/NetworkManager/system-connections/wired.nmconnection');
  assert.equal((await fs.stat(keyfile)).mode & 0o777, 0o600);
  assert.deepEqual(codes(warnings), ['network-manager-missing']);
});

test('no line, no files', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context);
  await files.write('/usr/lib/systemd/systemd-networkd', '');
  await applyNetworks(networksOf('--hostname=box'), 'hello', guest);
  assert.deepEqual([await files.list('/etc/systemd/network'), ran, warnings], [[], [], []]);
});

test('an RPM root with NetworkManager: one keyfile for each device, nobody else writes anything', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context, fedora);
  await files.write('/usr/sbin/NetworkManager', '');
  await files.write('/usr/lib/systemd/systemd-networkd', '');
  await applyNetworks(networksOf(`--device=br0 --bridgeslaves=ens4 ${fixed} --nameserver=192.0.2.3`), 'hello', guest);
  assert.deepEqual(await files.list('/etc/NetworkManager/system-connections'), [
    'br0.nmconnection',
    'ens4.nmconnection',
  ]);
  assert.deepEqual([await files.list('/etc/systemd/network'), await files.exists('/etc/resolv.conf')], [[], false]);
  assert.deepEqual([warnings, ran], [[], []]);
});

test('an RPM root with networkd alone: static name servers stand in /etc/resolv.conf', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context, fedora);
  await files.write('/usr/lib/systemd/systemd-networkd', '');
  await files.write('/usr/bin/systemctl', '');
  const servers = '192.0.2.3,2001:db8::3,192.0.2.4,192.0.2.6';
  await applyNetworks(
    networksOf(`--device=ens3 ${fixed} --nameserver=${servers} --ipv4-dns-search=a.example`),
    'hello',
    guest,
  );
  assert.equal(
    await files.read('/etc/resolv.conf'),
    'search a.example\nnameserver 192.0.2.3\nnameserver 2001:db8::3\nnameserver 192.0.2.4\n',
  );
  assert.deepEqual(codes(warnings), []);
  await applyNetworks(networksOf('--device=ens3'), 'hello', guest);
  assert.deepEqual(codes(warnings), ['resolver-missing']);
});

test('--noipv6 everywhere turns IPv6 off for the machine, on one of two devices for that one', async (context) => {
  const { files, guest } = await emptyGuest(context);
  await files.write('/usr/lib/systemd/systemd-networkd', '');
  const file = '/etc/sysctl.d/60-no-ipv6.conf';
  await applyNetworks(networksOf('--device=ens3 --noipv6', '--device=ens4'), 'hello', guest);
  assert.equal(await files.exists(file), false);
  await applyNetworks(
    networksOf('--device=ens3 --noipv6', '--device=bond0 --bondslaves=ens4 --noipv6'),
    'hello',
    guest,
  );
  assert.equal(await files.read(file), 'net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.default.disable_ipv6 = 1\n');
});

test('what ifupdown needs and the guest lacks is a warning each', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context);
  await files.write('/sbin/ifup', '');
  const all = networksOf(
    '--device=bond0 --bondslaves=eth0 --bondopts=min_links=1',
    '--device=br0 --bridgeslaves=eth1',
    '--device=eth2 --ethtool="-K eth2 gro off" --nodns',
  );
  await applyNetworks(all, 'hello', guest);
  assert.deepEqual(codes(warnings), ['option-unused', ...Array(4).fill('network-tool-missing'), 'option-unused']);
  assert.deepEqual(
    warnings.flatMap(({ hint }) => /add (\S+) /.exec(hint ?? '')?.[1] ?? []),
    ['network-manager', 'isc-dhcp-client', 'ifenslave', 'bridge-utils', 'ethtool', 'isc-dhcp-client'],
  );
});

test('ifupdown: dhclient and the resolver are told what interfaces(5) has no words for', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context);
  await files.write('/sbin/ifup', '');
  await files.write('/sbin/dhclient', '');
  await files.write('/etc/dhcp/dhclient.conf', '# own\n');
  await applyNetworks(networksOf('--device=ens3 --dhcpclass=box --nodns --nameserver=192.0.2.3'), 'hello', guest);
  assert.equal(
    await files.read('/etc/dhcp/dhclient.conf'),
    '# own\ninterface "ens3" { send vendor-class-identifier "box"; }\n',
  );
  assert.match((await files.read('/etc/dhcp/dhclient-enter-hooks.d/kickstart')) ?? '', /^ {4}ens3\/\*\)$/m);
  assert.equal(await files.read('/etc/resolv.conf'), 'nameserver 192.0.2.3\n');

  await files.write('/usr/lib/systemd/systemd-resolved', '');
  await applyNetworks(networksOf(`--device=ens3 ${fixed} --nameserver=192.0.2.3`), 'hello', guest);
  assert.equal(await files.read('/etc/systemd/resolved.conf.d/kickstart.conf'), '[Resolve]\nDNS=192.0.2.3\n');
  assert.deepEqual(
    codes(warnings).filter((code) => code !== 'service-not-enabled'),
    [],
  );
});

test('--ethtool of a device that udev cannot know is a warning with networkd', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context);
  await files.write('/usr/lib/systemd/systemd-networkd', '');
  await files.write('/usr/lib/systemd/systemd-resolved', '');
  await files.write('/usr/bin/systemctl', '');
  await applyNetworks(
    networksOf('--device=eth1 --ethtool="autoneg on"', '--device=ens3 --ethtool="autoneg on"'),
    'hello',
    guest,
  );
  assert.ok((await files.list('/etc/systemd/network')).includes('20-eth1.link'));
  assert.deepEqual(
    warnings.map(({ code, message }) => [code, message.includes('ens3')]),
    [['option-unused', true]],
  );
});

test('the host finds its own name, and a second run changes nothing', async (context) => {
  const { files, guest } = await emptyGuest(context);
  const hostname = 'box.example.org';
  await files.write('/etc/hostname', 'build-machine\n');
  await applyHostname({ hostname, networks: [] }, guest);
  await applyHostname({ hostname, networks: [] }, guest);
  assert.equal(await files.read('/etc/hostname'), 'box.example.org\n');
  assert.equal(
    await files.read('/etc/hosts'),
    '127.0.0.1\tlocalhost\n127.0.1.1\tbox.example.org box\n::1\tlocalhost ip6-localhost ip6-loopback\n',
  );
  await applyHostname({ hostname: undefined, networks: [] }, guest);
  assert.equal(await files.read('/etc/hostname'), undefined);
  assert.equal(hostsText('10.0.0.1 mine\n', 'box', []), '10.0.0.1 mine\n');
});

test('a static address stands for the name, before those of devices that lead nowhere', () => {
  const own = (osRelease: string, ...lines: readonly string[]) =>
    ownAddresses(networksOf(...lines), familyOf(osRelease));
  const both = `--device=ens3 ${fixed} --ipv6=2001:db8::5`;
  const side = '--device=ens4 --bootproto=static --ip=198.51.100.5 --netmask=255.255.255.0 --nodefroute';
  assert.deepEqual(own('ID=debian', side, both), ['192.0.2.5', '2001:db8::5']);
  assert.deepEqual(own(fedora, side), ['198.51.100.5']);
  assert.deepEqual([own('ID=debian', ''), own(fedora, '')], [['127.0.1.1'], []]);
  assert.equal(
    hostsText(undefined, 'box', ['192.0.2.5', '2001:db8::5']),
    '127.0.0.1\tlocalhost\n192.0.2.5\tbox\n2001:db8::5\tbox\n::1\tlocalhost ip6-localhost ip6-loopback\n',
  );
});
