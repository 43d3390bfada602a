import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeployFlags } from '../../../src/cli/deploy/flags.ts';
import { macsOf } from '../../../src/cli/deploy/options.ts';
import type { DeployRequest } from '../../../src/deploy/deploy-request.ts';
import { readDomain } from '../../../src/deploy/domain/deployment.ts';
import { writeDomain } from '../../../src/deploy/domain/domain-xml.ts';
import { describeWishes, mergeWishes, type Wishes } from '../../../src/deploy/domain/wishes.ts';
import { planDeployment } from '../../../src/deploy/plan-deployment.ts';
import { domainWith, requestOf } from '../../support/deploy-requests.ts';

const specOf = (changes: Partial<DeployRequest> = {}) => planDeployment(requestOf(changes)).domain;
const usual: DeployFlags = { connect: 'qemu:///system', shutdownTimeout: 1, pool: 'default', start: true };

test('what was asked for is kept with the domain, and asked for again', () => {
  const wishes: Wishes = {
    ...{
      memoryMiB: 2048,
      vcpus: 4,
      graphics: 'none',
      boot: 0,
      virtType: 'qemu',
      firmware: 'uefi',
      bus: 'sata',
      machine: 'q35',
    },
    networks: [{ kind: 'bridge', name: 'br0' }, { kind: 'network', name: 'lan' }, { kind: 'user' }],
    consoleLog: '/var/log/box <1>.log',
  };
  const xml = writeDomain(specOf({ wishes }));
  assert.deepEqual(readDomain(xml).deployment?.wishes, wishes);
  assert.match(xml, /<memory unit="KiB">2097152<\/memory>.*<vcpu>4<\/vcpu>.*bus="sata"/s);
  assert.ok(!xml.includes('<graphics'));
  assert.deepEqual(readDomain(writeDomain(specOf({}))).deployment?.wishes, {});
  assert.equal(
    describeWishes(wishes),
    '--memory 2048 --vcpus 4 --graphics none --boot 0 --virt-type qemu --firmware uefi --bus sata --machine q35 --network bridge=br0 --network network=lan --network user --console-log /var/log/box <1>.log',
  );
  assert.equal(describeWishes({}), '');
  for (const most of [0, 2 ** 32, Number.MAX_SAFE_INTEGER])
    assert.equal(readDomain(writeDomain(specOf({ wishes: { boot: most } }))).deployment?.wishes?.boot, most);
  for (const [from, to] of [
    ['vcpus="4"', 'vcpus="many"'],
    ['graphics="none"', 'graphics="spice"'],
    ['bridge=br0', 'z=!'],
  ] as const) {
    assert.ok(xml.includes(from));
    const { deployment } = readDomain(xml.replace(from, to));
    assert.deepEqual([deployment?.wishes, deployment?.generation], [undefined, 1], to);
  }
  assert.deepEqual(mergeWishes(wishes, { vcpus: 1, bus: undefined }), { ...wishes, vcpus: 1 });
});

test('addresses of network cards are those asked for, then those of before', () => {
  const old = domainWith();
  const networks = [{ kind: 'user' }, { kind: 'user' }] as const;
  const macs = (changes: Partial<DeployRequest>) => specOf({ networks, ...changes }).networks.map(({ mac }) => mac);
  assert.deepEqual(macs({ old }), ['52:54:00:00:00:01', undefined]);
  assert.deepEqual(macs({ old, macs: ['52:54:00:00:00:09'] }), ['52:54:00:00:00:09', undefined]);
  const two = { ...old, macs: ['52:54:00:00:00:01', '52:54:00:00:00:02'] };
  assert.deepEqual(macs({ old: two, macs: ['52:54:00:00:00:02'] }), ['52:54:00:00:00:02', undefined]);
  const same = ['52:54:00:ab:00:09', '52:54:00:AB:00:09'];
  assert.throws(() => macsOf({ ...usual, mac: same }, 2), /one address/);
  assert.deepEqual(macsOf({ ...usual, mac: ['52:54:00:AB:00:09'] }, 1), ['52:54:00:ab:00:09']);
  for (const mac of [['53:54:00:ab:00:09'], ['52:54:00:ab:00'], ['x'], ['52:54:00:ab:00:09', '52:54:00:ab:00:08']])
    assert.throws(() => macsOf({ ...usual, mac }, 1), { code: 'bad-option' }, mac.join());
});
