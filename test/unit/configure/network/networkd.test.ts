import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bondRules } from '../../../../src/appliance/network/controller-options.ts';
import { linkText } from '../../../../src/configure/effects/network/link-file.ts';
import { netdevText, unknownToNetworkd } from '../../../../src/configure/effects/network/netdev.ts';
import { networkText } from '../../../../src/configure/effects/network/networkd.ts';
import { named, networksOf } from '../../../support/networks.ts';

const network = (id: string, ...lines: readonly string[]) => {
  const all = networksOf(...lines);
  return networkText(named(all, id), all);
};

test('any wired device by name, one by its MAC address', () => {
  for (const device of ['', '--device=link', '--device=bootif']) {
    assert.equal(network('wired', device), '[Match]\nName=en* eth*\n\n[Network]\nDHCP=yes\nIPv6AcceptRA=yes\n');
  }
  assert.match(network('mac-525400abcdef', '--device=52:54:00:AB:CD:EF'), /^MACAddress=52:54:00:ab:cd:ef$/m);
});

test('static addresses of both families', () => {
  assert.equal(
    network(
      'ens3',
      '--device=ens3 --bootproto=static --ip=192.0.2.5 --netmask=255.255.255.0 --gateway=192.0.2.1 --ipv6=2001:db8::5 --ipv6gateway=fe80::1 --nameserver=192.0.2.3,2001:db8::3 --ipv4-dns-search=a.example --ipv6-dns-search=a.example,b.example --mtu=9000',
    ),
    `[Match]
Name=ens3

[Link]
MTUBytes=9000

[Network]
DHCP=no
IPv6AcceptRA=no
Address=192.0.2.5/24
Address=2001:db8::5/64
Gateway=192.0.2.1
Gateway=fe80::1
DNS=192.0.2.3
DNS=2001:db8::3
Domains=a.example b.example
`,
  );
});

test('the other options', () => {
  assert.equal(
    network('ens3', '--device=ens3 --nodns --nodefroute --dhcpclass=box --ipv6=dhcp --onboot=no'),
    `[Match]
Name=ens3

[Link]
ActivationPolicy=manual
RequiredForOnline=no

[Network]
DHCP=yes
IPv6AcceptRA=yes

[DHCPv4]
UseDNS=no
UseGateway=no
VendorClassIdentifier=box

[DHCPv6]
UseDNS=no
WithoutRA=solicit

[IPv6AcceptRA]
UseDNS=no
UseGateway=no
UseAutonomousPrefix=no
DHCPv6Client=always
`,
  );
  assert.match(
    network('ens3', '--device=ens3 --noipv6'),
    /\[Network\]\nDHCP=ipv4\nIPv6AcceptRA=no\nLinkLocalAddressing=no\n/,
  );
  assert.match(network('ens3', '--device=ens3 --noipv4'), /^DHCP=ipv6\nIPv6AcceptRA=yes$/m);
  assert.match(network('ens3', '--device=ens3 --ipv4-ignore-auto-dns'), /\[DHCPv4\]\nUseDNS=no\n$/);
  // Nobody waits for addresses that are never to come.
  assert.match(network('ens3', '--device=ens3 --noipv4 --noipv6'), /^RequiredForOnline=carrier$/m);
});

test('a bond of two with a vlan on it', () => {
  const lines = [
    '--device=bond0 --bondslaves=ens4,ens5 --bondopts="mode=1;primary=ens5;arp_interval=200;arp_ip_target=192.0.2.1,192.0.2.2;all_slaves_active=1"',
    '--device=bond0 --vlanid=5 --interfacename=storage',
  ];
  const all = networksOf(...lines);
  assert.equal(
    netdevText(named(all, 'bond0')),
    '[NetDev]\nName=bond0\nKind=bond\n\n[Bond]\nMode=active-backup\nARPIntervalSec=200ms\nARPIPTargets=192.0.2.1 192.0.2.2\nAllSlavesActive=yes\n',
  );
  assert.equal(netdevText(named(all, 'storage')), '[NetDev]\nName=storage\nKind=vlan\n\n[VLAN]\nId=5\n');
  assert.match(network('bond0', ...lines), /^IPv6AcceptRA=yes\nVLAN=storage$/m);
  assert.match(network('ens4', ...lines), /RequiredForOnline=no\n\n\[Network\]\nBond=bond0\n$/);
  assert.match(network('ens5', ...lines), /\[Network\]\nBond=bond0\nPrimarySlave=yes\n$/);
});

test('a bridge', () => {
  const all = networksOf('--device=br0 --bridgeslaves=ens4 --bridgeopts=stp=on,forward-delay=4');
  assert.equal(
    netdevText(named(all, 'br0')),
    '[NetDev]\nName=br0\nKind=bridge\n\n[Bridge]\nSTP=yes\nForwardDelaySec=4\n',
  );
  assert.match(networkText(named(all, 'ens4'), all), /^Bridge=br0$/m);
});

test('every option of a bond has a key, or is said to have none', () => {
  const [bond] = networksOf('--device=bond0 --bondslaves=ens4');
  assert.ok(bond);
  const all = Object.fromEntries(Object.keys(bondRules).map((name) => [name, '1']));
  assert.deepEqual(unknownToNetworkd({ ...bond, options: all }), ['use_carrier']);
});

test('ethtool settings become a .link file where udev can find the device', () => {
  const text = (line: string) => {
    const [connection] = networksOf(line);
    assert.ok(connection);
    return linkText(connection);
  };
  const link = text('--device=eth1 --ethtool="autoneg off speed 100 duplex half; -K eth1 gro off"');
  assert.match(link ?? '', /^\[Match\]\nOriginalName=eth1\n\n\[Link\]\nNamePolicy=keep /);
  assert.match(link ?? '', /AutoNegotiation=no\nBitsPerSecond=100M\nDuplex=half\nGenericReceiveOffload=no\n$/);
  assert.match(text('--device=52:54:00:00:00:01 --ethtool="autoneg on"') ?? '', /^MACAddress=52:54:00:00:00:01$/m);
  assert.equal(text('--device=enp1s0 --ethtool="autoneg on"'), undefined);
  assert.equal(text('--device=eth0 --ethtool="-K eth0 sg off"'), undefined);
  assert.equal(text('--device=eth0'), undefined);
});
