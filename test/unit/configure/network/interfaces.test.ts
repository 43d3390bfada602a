import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bondRules } from '../../../../src/appliance/network/controller-options.ts';
import { dhclientConfText, dhclientHookText } from '../../../../src/configure/effects/network/dhclient.ts';
import { interfacesText, unknownToIfenslave } from '../../../../src/configure/effects/network/interfaces.ts';
import { named, networksOf } from '../../../support/networks.ts';

const stanza = (id: string, ...lines: readonly string[]) => interfacesText(named(networksOf(...lines), id));

test('any wired device is a pattern, a MAC address too', () => {
  for (const device of ['', '--device=link']) {
    assert.equal(
      stanza('wired', device),
      'auto /en*=wired /eth*=wired\niface wired inet dhcp\niface wired inet6 auto\n',
    );
  }
  assert.match(
    stanza('mac-525400abcdef', '--device=52:54:00:AB:CD:EF'),
    /^auto mac\/52:54:00:ab:cd:ef=mac-525400abcdef\niface mac-525400abcdef inet dhcp$/m,
  );
});

test('static addresses of both families', () => {
  assert.equal(
    stanza(
      'ens3',
      '--device=ens3 --bootproto=static --ip=192.0.2.5 --netmask=255.255.255.0 --gateway=192.0.2.1 --ipv6=2001:db8::5 --ipv6gateway=2001:db8::1 --nameserver=192.0.2.3,2001:db8::3 --ipv4-dns-search=a.example --mtu=9000',
    ),
    `auto ens3
iface ens3 inet static
    mtu 9000
    address 192.0.2.5/24
    gateway 192.0.2.1
    dns-nameservers 192.0.2.3
    dns-search a.example
iface ens3 inet6 static
    address 2001:db8::5/64
    gateway 2001:db8::1
    accept_ra 0
    dns-nameservers 2001:db8::3
`,
  );
});

test('the other options', () => {
  assert.doesNotMatch(stanza('ens3', '--device=ens3 --onboot=no'), /auto ens3/);
  assert.equal(
    stanza(
      'ens3',
      '--device=ens3 --noipv6 --nodefroute --ethtool="autoneg off speed 100 duplex full; -K ens3 gro off"',
    ),
    `auto ens3
iface ens3 inet dhcp
    ethernet-autoneg off
    link-speed 100
    link-duplex full
    offload-gro off
    up ip -4 route flush exact default dev "$IFACE" || true
    up echo 1 > "/proc/sys/net/ipv6/conf/$IFACE/disable_ipv6" || true
`,
  );
  assert.equal(
    stanza('ens3', '--device=ens3 --noipv4 --ipv6=dhcp --nodefroute'),
    `auto ens3
iface ens3 inet6 dhcp
    accept_ra 2
    autoconf 0
    pre-up echo 0 > "/proc/sys/net/ipv6/conf/$IFACE/accept_ra_defrtr" || true
    up ip -6 route flush exact default dev "$IFACE" || true
`,
  );
  assert.match(stanza('ens3', '--device=ens3 --noipv4 --noipv6'), /^iface ens3 inet manual\n {4}up echo 1/m);
});

test('a bond of two, a bridge and vlans', () => {
  const lines = [
    '--device=bond0 --bondslaves=ens4,ens5 --bondopts="mode=1;arp_interval=9;arp_ip_target=192.0.2.1,192.0.2.2"',
    '--device=br0 --bridgeslaves=ens6 --bridgeopts=stp=yes,forward-delay=4',
    '--device=bond0 --vlanid=5 --noipv6',
    '--device=bond0 --vlanid=6 --interfacename=storage --noipv4',
  ];
  assert.match(
    stanza('bond0', ...lines),
    /^auto bond0\niface bond0 inet dhcp\n {4}bond-slaves ens4 ens5\n {4}bond-mode active-backup\n {4}bond-arp-interval 9\n {4}bond-arp-ip-target 192.0.2.1 192.0.2.2\niface bond0 inet6 auto\n$/,
  );
  assert.match(stanza('ens4', ...lines), /^auto ens4\niface ens4 inet manual\n {4}pre-up echo 1 > .*disable_ipv6.*\n$/);
  assert.match(stanza('br0', ...lines), / {4}bridge_ports ens6\n {4}bridge_stp yes\n {4}bridge_fd 4\n/);
  assert.match(stanza('bond0.5', ...lines), /^auto bond0.5\niface bond0.5 inet dhcp\n {4}up echo/);
  assert.match(
    stanza('storage', ...lines),
    /iface storage inet6 auto\n {4}pre-up ip link set up dev bond0\n {4}pre-up ip link add link bond0 name storage type vlan id 6 \|\| true\n {4}post-down ip link del storage/,
  );
});

test('options of a bond that ifenslave does not set are known', () => {
  const [bond] = networksOf('--device=bond0 --bondslaves=ens4');
  assert.ok(bond);
  const all = Object.fromEntries(Object.keys(bondRules).map((name) => [name, '1']));
  assert.deepEqual(unknownToIfenslave({ ...bond, options: all }), [
    ...['ad_actor_system', 'ad_actor_sys_prio', 'ad_user_port_key', 'arp_all_targets', 'resend_igmp'],
    ...['all_slaves_active', 'min_links', 'lp_interval'],
  ]);
});

test('dhclient is told the class, and what to leave of an answer', () => {
  const all = networksOf(
    '--device=ens3 --dhcpclass=box --nodns --nodefroute --nameserver=192.0.2.3',
    '--device=ens4',
    '--device=52:54:00:00:00:01 --nameserver=192.0.2.4,2001:db8::4 --ipv6=dhcp',
    '--device=link --ipv4-ignore-auto-dns',
    '--device=ens5 --bootproto=static --ip=192.0.2.5 --netmask=255.0.0.0 --nameserver=192.0.2.9',
  );
  assert.equal(dhclientConfText(all), 'interface "ens3" { send vendor-class-identifier "box"; }\n');
  assert.equal(
    dhclientHookText(all),
    `case "$interface/$(cat "/sys/class/net/$interface/address" 2>/dev/null)" in
    ens3/*)
        unset new_domain_name new_domain_name_servers new_domain_search
        unset new_dhcp6_name_servers new_dhcp6_domain_search
        new_domain_name_servers="192.0.2.3"
        unset new_routers
        ;;
    */52:54:00:00:00:01)
        new_domain_name_servers="192.0.2.4 $new_domain_name_servers"
        new_dhcp6_name_servers="2001:db8::4 $new_dhcp6_name_servers"
        ;;
    ens4/*) ;;
    ens5/*) ;;
    en*/*|eth*/*)
        unset new_domain_name new_domain_name_servers new_domain_search
        ;;
esac
`,
  );
  const plain = networksOf('--device=ens3');
  assert.deepEqual([dhclientConfText(plain), dhclientHookText(plain)], [undefined, undefined]);
});
