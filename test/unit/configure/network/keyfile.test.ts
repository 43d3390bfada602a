import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyfileText } from '../../../../src/configure/effects/network/keyfile.ts';
import { named, networksOf } from '../../../support/networks.ts';

const keyfile = (id: string, ...lines: readonly string[]) => {
  const all = networksOf(...lines);
  return keyfileText(named(all, id), 'hello', all).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID');
};

test('any device: no name of one, behind the others, as often as there are devices', () => {
  for (const device of ['', '--device=link', '--device=bootif']) {
    assert.equal(
      keyfile('wired', device),
      `[connection]
id=wired
uuid=UUID
type=ethernet
autoconnect=true
autoconnect-priority=-10
multi-connect=3

[ipv4]
method=auto

[ipv6]
method=auto
addr-gen-mode=eui64
`,
    );
  }
  const shared = keyfile('wired', '--bootproto=static --ip=192.0.2.5 --netmask=255.255.255.0');
  assert.doesNotMatch(shared, /multi-connect|interface-name/);
});

test('static addresses of both families, names of each family in its own section', () => {
  assert.equal(
    keyfile(
      'ens3',
      '--device=ens3 --bootproto=static --ip=192.0.2.5 --netmask=255.255.255.0 --gateway=192.0.2.1 --ipv6=2001:db8::5 --ipv6gateway=2001:db8::1 --nameserver=192.0.2.3,2001:db8::3,192.0.2.4 --ipv4-dns-search=a.example,b.example --ipv6-dns-search=c.example --mtu=9000 --onboot=no',
    ),
    `[connection]
id=ens3
uuid=UUID
type=ethernet
interface-name=ens3
autoconnect=false

[ethernet]
mtu=9000

[ipv4]
method=manual
address1=192.0.2.5/24,192.0.2.1
dns=192.0.2.3;192.0.2.4;
dns-search=a.example;b.example;

[ipv6]
method=manual
addr-gen-mode=eui64
address1=2001:db8::5/64,2001:db8::1
dns=2001:db8::3;
dns-search=c.example;
`,
  );
});

test('the other options', () => {
  const text = keyfile(
    'mac-525400abcdef',
    '--device=52:54:00:ab:cd:ef --nodns --nodefroute --dhcpclass=box --noipv6 --ethtool="autoneg off speed 100 duplex full; -K 52:54:00:ab:cd:ef gro off tso on"',
  );
  for (const line of [
    'mac-address=52:54:00:AB:CD:EF',
    'auto-negotiate=false',
    'speed=100',
    'duplex=full',
    'feature-gro=false',
    'feature-tso=true',
    'dhcp-vendor-class-identifier=box',
    'ignore-auto-dns=true',
    'never-default=true',
  ]) {
    assert.ok(text.split('\n').includes(line), `${line} in ${text}`);
  }
  assert.doesNotMatch(text, /interface-name/);
  assert.match(text, /\[ipv6\]\nmethod=disabled\n(?!addr|ignore|dns)/);
  assert.match(
    keyfile('wired', '--noipv4 --ipv6=dhcp --nameserver=192.0.2.3'),
    /\[ipv4\]\nmethod=disabled\n\n\[ipv6\]\nmethod=dhcp/,
  );
});

test('a bond, its ports and a vlan on it', () => {
  const lines = ['--device=bond0 --bondslaves=ens4,ens5 --bondopts=mode=1,primary=ens4 --vlanid=5'];
  assert.match(
    keyfile('bond0', ...lines),
    /type=bond\n.*\nautoconnect=true\nautoconnect-slaves=1\n\n\[bond\]\nmode=active-backup\nprimary=ens4\nmiimon=100\n\n\[ipv4\]\nmethod=disabled/,
  );
  assert.equal(
    keyfile('ens5', ...lines),
    '[connection]\nid=ens5\nuuid=UUID\ntype=ethernet\ninterface-name=ens5\nautoconnect=true\nmaster=UUID\nslave-type=bond\n',
  );
  assert.match(
    keyfile('bond0.5', ...lines),
    /type=vlan\ninterface-name=bond0.5\n.*\n\n\[vlan\]\nid=5\nparent=bond0\n\n\[ipv4\]\nmethod=auto/,
  );
  const all = networksOf(...lines);
  const uuid = /uuid=(.*)/.exec(keyfileText(named(all, 'bond0'), 'hello', all))?.[1];
  assert.ok(uuid !== undefined && keyfileText(named(all, 'ens4'), 'hello', all).includes(`master=${uuid}`));
});

test('a bridge', () => {
  const lines = ['--device=br0 --bridgeslaves=ens4 --bridgeopts=stp=no,priority=1,ageing-time=9'];
  assert.match(keyfile('br0', ...lines), /type=bridge\n[^[]*\n\[bridge\]\nstp=false\npriority=1\nageing-time=9\n/);
  assert.match(keyfile('ens4', ...lines), /slave-type=bridge/);
});

test('the UUID is the same for the same appliance and device only', () => {
  const uuid = (device: string, appliance: string) => {
    const all = networksOf(`--device=${device}`);
    return /uuid=([0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})/.exec(
      keyfileText(named(all, device), appliance, all),
    )?.[1];
  };
  assert.ok(uuid('ens3', 'hello'));
  assert.equal(uuid('ens3', 'hello'), uuid('ens3', 'hello'));
  assert.equal(new Set([uuid('ens3', 'hello'), uuid('ens4', 'hello'), uuid('ens3', 'other')]).size, 3);
});
