import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { named, networksOf } from '../../support/networks.ts';
import { applianceOf, errorsOf, planOf } from '../../support/plan-text.ts';

const root = 'part / --size=500\nbootloader --append="net.ifnames=0 console=ttyS0"\n';
const ks = (lines: readonly string[]) => `${root}${lines.map((line) => `network ${line}\n`).join('')}`;
const warningsOf = (...lines: readonly string[]) =>
  applianceOf(ks(lines))
    .warnings.filter(({ code }) =>
      /^(?:overridden|option-unused|gateway-out-of-reach|unstable-device-name)$/.test(code),
    )
    .map(({ code, position }) => `${position?.line}:${position?.column} ${code}`);

describe('what is wrong with one line stands at its option', () => {
  for (const [line, option, code] of [
    ['--hostname=a_b!', '--hostname', 'bad-hostname'],
    [`--hostname=${'a'.repeat(63)}.bc`, '--hostname', 'bad-hostname'],
    ['--device=a/b', '--device', 'bad-value'],
    ['--device=sixteenletters_1', '--device', 'bad-value'],
    ['--device=1234', '--device', 'bad-value'],
    ['--device=eth0:1', '--device', 'bad-value'],
    ['--device=eth0 --bindto=mac', '--bindto', 'refused'],
    ['--bootproto=query', '--bootproto', 'refused'],
    ['--bootproto=ibft', '--bootproto', 'refused'],
    ['--bootproto=static', '--bootproto', 'missing-option'],
    ['--bootproto=static --netmask=255.255.255.0', '--bootproto', 'missing-option'],
    ['--bootproto=static --ip=192.0.2.1', '--ip', 'missing-option'],
    ['--bootproto=static --ip=192.0.2.256 --netmask=255.255.255.0', '--ip', 'bad-value'],
    ['--bootproto=static --ip=2001:db8::1 --netmask=255.255.255.0', '--ip', 'bad-value'],
    ['--bootproto=static --ip=192.0.2.1 --netmask=255.0.255.0', '--netmask', 'bad-value'],
    ['--bootproto=static --ip=192.0.2.1 --netmask=0.0.0.0', '--netmask', 'bad-value'],
    ['--bootproto=static --ip=192.0.2.1 --netmask=24', '--netmask', 'bad-value'],
    ['--bootproto=static --ip=192.0.2.1 --netmask=255.255.255.0 --gateway=gw', '--gateway', 'bad-value'],
    ['--ipv6=on', '--ipv6', 'bad-value'],
    ['--ipv6=2001:db8::1/129', '--ipv6', 'bad-value'],
    ['--ipv6=2001:db8::1/64/1', '--ipv6', 'bad-value'],
    ['--ipv6=fe80::1%eth0', '--ipv6', 'bad-value'],
    ['--ipv6=2001:db8::1 --ipv6gateway=192.0.2.1', '--ipv6gateway', 'bad-value'],
    ['--nameserver=192.0.2.1,dns.example', '--nameserver', 'bad-value'],
    ['--device=eth0 --ipv4-dns-search=a..b', '--ipv4-dns-search', 'bad-value'],
    ['--device=eth0 --ipv6-dns-search="a b"', '--ipv6-dns-search', 'bad-value'],
    ['--mtu=1279', '--mtu', 'bad-value'],
    ['--mtu=67 --noipv6', '--mtu', 'bad-value'],
    ['--mtu=65536', '--mtu', 'bad-value'],
    ['--mtu=big', '--mtu', 'bad-value'],
    ["--dhcpclass='a\"; x'", '--dhcpclass', 'bad-value'],
    ['--ethtool="wol g"', '--ethtool', 'refused'],
    ['--ethtool="speed 100"', '--ethtool', 'refused'],
    ['--ethtool="-K eth1 gro off" --device=eth0', '--ethtool', 'refused'],
    ['--essid=x', '--essid', 'refused'],
    ['--wepkey=x', '--wepkey', 'refused'],
    ['--wpakey=x', '--wpakey', 'refused'],
    ['--device=team0 --teamslaves=eth0', '--teamslaves', 'refused'],
    ['--device=team0 --teamconfig={}', '--teamconfig', 'refused'],
    ['--bondslaves=eth0,eth1', '--bondslaves', 'missing-option'],
    ['--device=link --bridgeslaves=eth0', '--bridgeslaves', 'missing-option'],
    ['--device=52:54:00:00:00:01 --vlanid=5', '--vlanid', 'missing-option'],
    ['--device=bond0 --bondopts=mode=1', '--bondopts', 'missing-option'],
    ['--device=x0 --bondslaves=eth0 --bridgeslaves=eth1', '--bridgeslaves', 'conflicting-options'],
    ['--device=x0 --bridgeslaves=eth1 --vlanid=5', '--vlanid', 'conflicting-options'],
    ['--device=bond0 --bondslaves=eth0,eth0', '--bondslaves', 'bad-value'],
    ['--device=bond0 --bondslaves=bond0', '--bondslaves', 'bad-value'],
    ['--device=bond0 --bondslaves=eth/0', '--bondslaves', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts=mode=7', '--bondopts', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts=mode', '--bondopts', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts=speed=7', '--bondopts', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts=miimon=fast', '--bondopts', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts=miimon=1,arp_interval=1', '--bondopts', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts=mode=1,primary=eth7', '--bondopts', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts=mode=4,primary=eth0', '--bondopts', 'bad-value'],
    ['--device=bond0 --bondslaves=eth0 --bondopts="mode=1;arp_interval=9;arp_ip_target=gw"', '--bondopts', 'bad-value'],
    ['--device=br0 --bridgeslaves=eth0 --bridgeopts=stp=maybe', '--bridgeopts', 'bad-value'],
    ['--device=br0 --bridgeslaves=eth0 --bridgeopts=hello-time=11', '--bridgeopts', 'bad-value'],
    ['--device=eth0 --vlanid=0', '--vlanid', 'bad-value'],
    ['--device=eth0 --vlanid=4095', '--vlanid', 'bad-value'],
    ['--device=eth0 --vlanid=vlan5', '--vlanid', 'bad-value'],
    ['--device=enp0s31f6.4094 --vlanid=5', '--vlanid', 'bad-value'],
    ['--device=eth0 --vlanid=5 --interfacename="a b"', '--interfacename', 'bad-value'],
  ] as const) {
    test(`network ${line} gives ${code} at ${option}`, () => {
      const errors = errorsOf(ks([line]));
      const start = `network ${line}`.indexOf(`${option}=`) + option.length + 2;
      // A quote may stand before the value.
      assert.ok(
        [start, start + 1].some((column) => errors.includes(`3:${column} ${code}`)),
        errors.join(', '),
      );
    });
  }
});

test('lines of every kind are taken, an empty value counts as none', () => {
  for (const line of [
    '',
    '--hostname=',
    '--bootproto=bootp --device=bootif --mtu= --ipv6= --gateway=',
    '--bootproto=static --ipv6=2001:db8::1',
    '--device=52-54-00-AB-CD-EF --bindto=mac',
    '--device=eth0 --noipv4 --noipv6 --mtu=68',
    '--device=bond0 --bondslaves=eth0,eth1 --bondopts="mode=4;lacp_rate=1;xmit_hash_policy=layer2+3"',
    '--device=br0 --bridgeslaves=eth0 --bridgeopts=stp=off,priority=1',
    '--device=eth0 --vlanid=4094 --interfacename=lan',
    '--device=eth0 --ethtool="-s eth0 autoneg off speed 1000 duplex full; -K eth0 gro off tso on"',
    '--activate --no-activate --notksdevice',
  ]) {
    assert.deepEqual(errorsOf(ks([line])), [], line);
  }
});

test('a line that only names the host makes no connection, and the last name counts', () => {
  const { system } = applianceOf(ks(['--hostname=a', '--hostname=b.example', '--hostname=']));
  assert.deepEqual([system.hostname, system.networks], ['b.example', []]);
});

test('addresses, routes and names of one line', () => {
  const [one] = networksOf(
    '--device=ens3 --bootproto=static --ip=192.0.2.5 --netmask=255.255.254.0 --gateway=192.0.2.1 --ipv6=2001:db8::5/48 --ipv6gateway=fe80::1 --nameserver=192.0.2.3,2001:db8::3 --mtu=9000',
  );
  assert.deepEqual(one?.ipv4.static, { address: '192.0.2.5', prefix: 23, gateway: '192.0.2.1' });
  assert.deepEqual(one?.ipv6.static, { address: '2001:db8::5', prefix: 48, gateway: 'fe80::1' });
  assert.deepEqual([one?.mtu, one?.nameservers], [9000, ['192.0.2.3', '2001:db8::3']]);
  const [noRoute] = networksOf(
    '--nodefroute --bootproto=static --ip=192.0.2.5 --netmask=255.255.255.255 --gateway=192.0.2.5 --ipv6=2001:db8::5',
  );
  assert.deepEqual(noRoute?.ipv4.static, { address: '192.0.2.5', prefix: 32, gateway: undefined });
  assert.deepEqual([noRoute?.ipv6.static?.prefix, noRoute?.neverDefault], [64, true]);
  const [noDns] = networksOf('--nodns --ipv6=dhcp --dhcpclass=x');
  assert.deepEqual([noDns?.ipv4.ignoreAutoDns, noDns?.ipv6.ignoreAutoDns, noDns?.ipv6.method], [true, true, 'dhcp']);
  const [only6] = networksOf('--bootproto=static --ipv6=2001:db8::5');
  assert.deepEqual([only6?.ipv4.method, only6?.ipv6.method], ['disabled', 'manual']);
  const [neither] = networksOf('--noipv4 --noipv6 --ipv6=auto');
  assert.deepEqual([neither?.ipv4.method, neither?.ipv6.method], ['disabled', 'disabled']);
});

test('ports and parents get connections without addresses, and keep the settings of their own lines', () => {
  const all = networksOf(
    '--device=bond0 --bondslaves=ens4,ens5 --bondopts=mode=1 --onboot=no',
    '--device=ens5 --mtu=9000 --onboot=yes',
    '--device=br0 --bridgeslaves=bond0,ens6',
    '--device=ens7 --vlanid=171',
  );
  assert.deepEqual(
    all.map(({ id, kind, controller }) => `${id} ${kind} ${controller ?? '-'}`),
    [
      'bond0 bond br0',
      'ens5 ethernet bond0',
      'br0 bridge -',
      'ens7.171 vlan -',
      'ens4 ethernet bond0',
      'ens6 ethernet br0',
      'ens7 ethernet -',
    ],
  );
  for (const id of ['bond0', 'ens4', 'ens5', 'ens6', 'ens7']) {
    assert.deepEqual([named(all, id).ipv4.method, named(all, id).ipv6.method], ['disabled', 'disabled'], id);
  }
  assert.deepEqual(named(all, 'bond0').options, { mode: 'active-backup', miimon: '100' });
  assert.deepEqual([named(all, 'ens5').mtu, named(all, 'ens4').onBoot, named(all, 'ens5').onBoot], [9000, false, true]);
  assert.equal(named(all, 'br0').ipv4.method, 'auto');
});

test('a vlan over a bond in one line: the vlan has the addresses', () => {
  const all = networksOf(
    '--device=bond0 --bondslaves=ens4 --vlanid=5 --bootproto=static --ip=192.0.2.5 --netmask=255.0.0.0',
  );
  assert.deepEqual(
    all.map(({ id, ipv4 }) => `${id} ${ipv4.method}`),
    ['bond0 disabled', 'bond0.5 manual', 'ens4 disabled'],
  );
});

test('what lines say together', () => {
  assert.deepEqual(errorsOf(ks(['--device=bond0 --bondslaves=eth0', '--device=br0 --bridgeslaves=eth1,eth0'])), [
    '4:37 conflicting-lines',
  ]);
  assert.ok(
    errorsOf(ks(['--device=bond0 --bondslaves=br0', '--device=br0 --bridgeslaves=bond0'])).every((error) =>
      error.endsWith(' conflicting-lines'),
    ),
  );
  assert.equal(errorsOf(ks(['--device=bond0 --bondslaves=br0', '--device=br0 --bridgeslaves=bond0'])).length, 2);
  assert.deepEqual(warningsOf('--device=eth0 --noipv6', '--device=eth1', '--device=eth0'), ['3:1 overridden']);
  assert.deepEqual(warningsOf('', '--device=link'), ['3:1 overridden']);
  assert.deepEqual(warningsOf('--device=eth0', '--device=eth0 --vlanid=5'), []);
  assert.deepEqual(warningsOf('--device=eth0 --bootproto=dhcp', '--device=bond0 --bondslaves=eth0'), [
    '3:35 option-unused',
  ]);
});

test('an option that has no effect beside another one is a warning', () => {
  for (const [line, count] of [
    ['--ip=192.0.2.5 --netmask=255.0.0.0 --gateway=192.0.2.1', 3],
    ['--bootproto=static --ip=192.0.2.5 --netmask=255.0.0.0 --noipv4', 2],
    ['--bootproto=static --ip=192.0.2.5 --netmask=255.0.0.0 --dhcpclass=x', 1],
    ['--noipv6 --ipv6=auto --ipv6gateway=fe80::1', 2],
    ['--ipv6=auto --ipv6gateway=fe80::1', 1],
    ['--device=eth0 --interfacename=lan', 1],
    ['--ipv6=2001:db8::1 --ipv6gateway=fe80::1', 0],
    ['--bootproto=static --ip=192.0.2.5 --netmask=255.255.255.0 --gateway=192.0.2.1', 0],
  ] as const) {
    assert.equal(warningsOf(line).filter((warning) => warning.endsWith('option-unused')).length, count, line);
  }
  assert.deepEqual(
    warningsOf('--bootproto=static --ip=192.0.2.5 --netmask=255.255.255.0 --gateway=192.0.3.1').map(
      (text) => text.split(' ')[1],
    ),
    ['gateway-out-of-reach'],
  );
});

test('a name that udev or the kernel will not give is a warning', () => {
  const codes = (append: string, line: string) =>
    applianceOf(`part / --size=500\nbootloader --append="console=ttyS0 ${append}"\nnetwork ${line}\n`).warnings.map(
      ({ code }) => code,
    );
  assert.ok(codes('', '--device=eth0').includes('unstable-device-name'));
  assert.ok(codes('', '--device=bond0 --bondslaves=eth0').includes('unstable-device-name'));
  assert.ok(codes('net.ifnames=0', '--device=enp1s0').includes('unstable-device-name'));
  for (const [append, line] of [
    ['net.ifnames=0', '--device=eth0'],
    ['', '--device=enp1s0'],
    ['', '--device=link'],
    ['', '--device=lan0'],
  ] as const) {
    assert.ok(!codes(append, line).includes('unstable-device-name'), line);
  }
});

test('the machine has a card for each device that is no bond, bridge or vlan, and at least one', () => {
  for (const [lines, count] of [
    [[], 1],
    [['--hostname=x'], 1],
    [['', '--device=eth1'], 2],
    [['--device=bond0 --bondslaves=eth0,eth1', '--device=bond0 --vlanid=5', '--device=eth2 --vlanid=5'], 3],
    [['--device=br0 --bridgeslaves=eth0', '--device=eth0'], 1],
  ] as const) {
    assert.equal(planOf(ks(lines)).interfaces, count, lines.join('; '));
  }
});

test('what ifupdown needs is asked for where ifupdown is', () => {
  const asked = (packages: string, ...lines: readonly string[]) =>
    planOf(`${ks(lines)}%packages\n${packages}\n%end\n`).packages.requested.map(({ name }) => name);
  const needs = (names: readonly string[]) =>
    names.filter((name) =>
      ['isc-dhcp-client', 'ifenslave', 'bridge-utils', 'ethtool', 'systemd-resolved'].includes(name),
    );
  const all = [
    '--device=bond0 --bondslaves=eth0',
    '--device=br0 --bridgeslaves=eth1',
    '--device=eth2 --ethtool="-K eth2 gro off"',
  ];
  assert.deepEqual(needs(asked('ifupdown', ...all)), ['isc-dhcp-client', 'ifenslave', 'bridge-utils', 'ethtool']);
  assert.deepEqual(needs(asked('ifupdown\nnetwork-manager', ...all)), []);
  assert.deepEqual(needs(asked('', ...all)), ['systemd-resolved']);
  assert.deepEqual(needs(asked('ifupdown', '--bootproto=static --ip=192.0.2.5 --netmask=255.0.0.0')), []);
  assert.deepEqual(needs(asked('ifupdown\ndhcpcd-base', '')), []);
});
