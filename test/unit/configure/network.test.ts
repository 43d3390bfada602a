import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { applyHostname, hostsText } from '../../../src/configure/effects/hostname.ts';
import { applyNetworks } from '../../../src/configure/effects/network.ts';
import {
  connectionOf,
  interfacesText,
  keyfileText,
  networkdText,
} from '../../../src/configure/effects/network-files.ts';
import { commandFrom } from '../../support/command.ts';
import { emptyGuest, position } from './support.ts';

const line = commandFrom('network', 'network --activate', position);

test('a device that only the installer can know means every wired one', () => {
  for (const device of [undefined, 'link', 'bootif']) {
    assert.match(networkdText(connectionOf({ device, onBoot: true })), /^Name=en\* eth\*$/m);
    assert.doesNotMatch(keyfileText(connectionOf({ device, onBoot: true }), 'hello'), /interface-name/);
  }
  assert.match(networkdText(connectionOf({ device: 'eth1', onBoot: true })), /^Name=eth1$/m);
  assert.match(
    networkdText(connectionOf({ device: '52:54:00:AB:CD:EF', onBoot: true })),
    /^MACAddress=52:54:00:ab:cd:ef$/m,
  );
});

test('--onboot=no is kept by each manager, IPv6 router advertisements stay on', () => {
  const connection = connectionOf({ device: 'eth1', onBoot: false });
  assert.match(networkdText(connection), /^ActivationPolicy=manual$/m);
  assert.match(networkdText(connection), /^IPv6AcceptRA=yes$/m);
  assert.match(keyfileText(connection, 'hello'), /^autoconnect=false$/m);
  assert.doesNotMatch(interfacesText(connection), /auto eth1/);
  assert.equal(
    interfacesText(connectionOf({ device: undefined, onBoot: true })),
    'auto /en*=wired /eth*=wired\niface wired inet dhcp\niface wired inet6 auto\n',
  );
});

test('the UUID of a keyfile is the same for the same appliance and device only', () => {
  const uuid = (device: string, appliance: string) =>
    /uuid=([0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})/.exec(
      keyfileText(connectionOf({ device, onBoot: true }), appliance),
    )?.[1];
  assert.ok(uuid('eth0', 'hello'));
  assert.equal(uuid('eth0', 'hello'), uuid('eth0', 'hello'));
  assert.equal(new Set([uuid('eth0', 'hello'), uuid('eth1', 'hello'), uuid('eth0', 'other')]).size, 3);
});

test('NetworkManager comes before ifupdown, ifupdown before networkd', async (context) => {
  const { files, guest, root, warnings, ran } = await emptyGuest(context);
  await applyNetworks([line], 'hello', guest);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['network-manager-missing'],
  );

  await files.write('/usr/lib/systemd/systemd-networkd', '');
  await files.write('/usr/lib/systemd/systemd-resolved', '');
  await files.write('/usr/bin/systemctl', '');
  await applyNetworks([line, { ...line, device: 'eth1' }, line], 'hello', guest);
  assert.deepEqual(await files.list('/etc/systemd/network'), ['20-eth1.network', '80-wired.network']);
  assert.equal(await fs.readlink(path.join(root, 'etc/resolv.conf')), '../run/systemd/resolve/stub-resolv.conf');
  assert.deepEqual(ran, [
    ['systemctl', 'enable', 'systemd-networkd.service'],
    ['systemctl', 'enable', 'systemd-resolved.service'],
  ]);

  await files.write('/usr/sbin/ifup', '');
  await applyNetworks([line], 'hello', guest);
  assert.equal(
    await files.read('/etc/network/interfaces'),
    'auto lo\niface lo inet loopback\nsource /etc/network/interfaces.d/*\n',
  );
  assert.deepEqual(await files.list('/etc/network/interfaces.d'), ['wired']);

  await files.write('/usr/sbin/NetworkManager', '');
  await applyNetworks([line], 'hello', guest);
  const keyfile = path.join(root, 'etc/NetworkManager/system-connections/wired.nmconnection');
  assert.equal((await fs.stat(keyfile)).mode & 0o777, 0o600);
});

test('a line that only names the host configures no device; networkd without resolver is a warning', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context);
  await files.write('/usr/lib/systemd/systemd-networkd', '');
  await applyNetworks([{ ...line, configuresDevice: false, hostname: 'box' }], 'hello', guest);
  assert.deepEqual([await files.list('/etc/systemd/network'), ran, warnings], [[], [], []]);
  await applyNetworks([line], 'hello', guest);
  assert.equal(warnings[0]?.code, 'resolver-missing');
});

test('the host finds its own name, and a second run changes nothing', async (context) => {
  const { files, guest } = await emptyGuest(context);
  await files.write('/etc/hostname', 'build-machine\n');
  await applyHostname('box.example.org', guest);
  await applyHostname('box.example.org', guest);
  assert.equal(await files.read('/etc/hostname'), 'box.example.org\n');
  assert.equal(
    await files.read('/etc/hosts'),
    '127.0.0.1\tlocalhost\n127.0.1.1\tbox.example.org box\n::1\tlocalhost ip6-localhost ip6-loopback\n',
  );
  await applyHostname(undefined, guest);
  assert.equal(await files.read('/etc/hostname'), undefined);
  assert.equal(hostsText('10.0.0.1 mine\n', 'box', undefined), '10.0.0.1 mine\n');
});
