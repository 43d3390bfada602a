import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeployRequest } from '../../../src/deploy/deploy-request.ts';
import { diskName } from '../../../src/deploy/disks/plan-disks.ts';
import { planDeployment } from '../../../src/deploy/plan-deployment.ts';
import type { DescriptorDisk } from '../../../src/descriptor/data.ts';
import { domainWith, filesOf, requestOf, volumeDisk } from '../../support/deploy-requests.ts';
import { bootOf, descriptorOf, diskNamed } from '../../support/descriptors.ts';

const of = (...disks: DescriptorDisk[]) => descriptorOf({ disks });
const system = diskNamed('box-os.qcow2');
const user = diskNamed('box-data.qcow2', { use: 'user' });
const scratch = diskNamed('box-tmp.raw', { use: 'scratch', format: 'raw', sizeMiB: 10 });

const actionsOf = (changes: Partial<DeployRequest>) =>
  planDeployment(requestOf(changes)).disks.map(({ kind, deployed }) => `${kind} ${deployed.path}`);

describe('a first deployment', () => {
  test('copies every disk that is there, and makes the others blank', () => {
    const data = of(system, user, scratch);
    const located = filesOf(of(system));
    assert.deepEqual(actionsOf({ data, located }), [
      'import /pool/box-os.1.qcow2',
      'blank /pool/box-data.1.qcow2',
      'blank /pool/box-tmp.1.qcow2',
    ]);
    assert.deepEqual(actionsOf({ data }), [
      'import /pool/box-os.1.qcow2',
      'import /pool/box-data.1.qcow2',
      'import /pool/box-tmp.1.raw',
    ]);
  });
  test('takes names of volumes that nobody has', () => {
    const volumes = ['box-os.1.qcow2', 'box-data.2.raw', 'box-os.4.qcow2'];
    const pool = { ...requestOf().pool, volumes };
    assert.deepEqual(actionsOf({ data: of(system, user), pool }), [
      'import /pool/box-os.3.qcow2',
      'import /pool/box-data.3.qcow2',
    ]);
  });
  test('in place, runs from the files; as overlay, beside them', () => {
    const data = of(system, diskNamed('cd.iso', { format: 'iso' }));
    assert.deepEqual(actionsOf({ data, mode: 'in-place' }), [
      'in-place /images/box-os.qcow2',
      'in-place /images/cd.iso',
    ]);
    assert.deepEqual(actionsOf({ data, mode: 'overlay' }), ['overlay /pool/box-os.1.qcow2', 'in-place /images/cd.iso']);
  });
  test('converts what a machine cannot write to', () => {
    const disks = ['vmdk', 'vdi', 'vhd', 'vhdx', 'qcow', 'raw', 'raw.zst'].map((format) =>
      diskNamed(`a.${format}x`, { format }),
    );
    const named = disks.map((disk, index) => ({ ...disk, file: `d${index}`, id: `d${index}` }));
    assert.deepEqual(
      planDeployment(requestOf({ data: of(...named) })).disks.map(({ deployed }) => deployed.format),
      ['qcow2', 'qcow2', 'qcow2', 'qcow2', 'qcow2', 'raw', 'raw'],
    );
    for (const mode of ['in-place', 'overlay'] as const) {
      const data = of(diskNamed('a', { format: 'vmdk' }));
      assert.throws(() => planDeployment(requestOf({ data, mode })), { code: 'not-writable-disk' });
    }
  });
});

test('a kernel is copied with the disks that it belongs to', () => {
  const os = { kernel: '/images/box-vmlinuz', initrd: '/images/box-initrd', cmdline: 'ro' };
  const record = bootOf(['box-os.qcow2'], { type: 'xen', os });
  const choice = { index: 0, record, domainType: 'xen' } as const;
  const { domain, disks } = planDeployment(requestOf({ choice }));
  assert.deepEqual(domain.boot.os, { ...os, kernel: '/pool/box-kernel.1.raw', initrd: '/pool/box-initrd.1.raw' });
  assert.equal(domain.disks.length, 1);
  assert.deepEqual(
    disks.map((action) => ['located' in action && action.located.path, action.deployed.path]),
    [
      ['/images/box-os.qcow2', '/pool/box-os.1.qcow2'],
      ['/images/box-vmlinuz', '/pool/box-kernel.1.raw'],
      ['/images/box-initrd', '/pool/box-initrd.1.raw'],
    ],
  );
  assert.deepEqual(domain.deployment.disks.length, 3);
  const old = { ...domainWith(), deployment: domain.deployment };
  const next = planDeployment(requestOf({ choice, old, keepsUserDisks: true }));
  assert.deepEqual(
    next.dropped.map(({ name }) => name),
    ['os', 'kernel', 'initrd'],
  );
  const inPlace = planDeployment(requestOf({ choice, mode: 'in-place' }));
  assert.deepEqual([inPlace.domain.boot.os, inPlace.disks.length], [os, 1]);
  const data = descriptorOf({ disks: [diskNamed('kernel.qcow2')] });
  const same = {
    index: 0,
    record: { ...record, drives: [{ disk: 'kernel.qcow2', target: undefined }] },
    domainType: 'xen',
  } as const;
  assert.throws(() => planDeployment(requestOf({ data, choice: same })), { code: 'bad-disk' });
});

describe('an upgrade', () => {
  const old = domainWith(
    volumeDisk('os', 'system', 'box-os.3.qcow2'),
    volumeDisk('data', 'user', 'box-data.1.qcow2'),
    volumeDisk('tmp', 'scratch', 'box-tmp.3.qcow2'),
  );
  const volumes = ['box-os.3.qcow2', 'box-data.1.qcow2', 'box-tmp.3.qcow2'];
  const upgrade = { old, keepsUserDisks: true, pool: { ...requestOf().pool, volumes } };

  test('replaces system disks, keeps those of the user, and makes scratch ones anew', () => {
    const plan = planDeployment(requestOf({ ...upgrade, data: of(system, user, scratch) }));
    assert.deepEqual(
      plan.disks.map(({ kind, deployed }) => `${kind} ${deployed.path}`),
      ['import /pool/box-os.4.qcow2', 'keep /pool/box-data.1.qcow2', 'import /pool/box-tmp.4.raw'],
    );
    assert.deepEqual(
      plan.dropped.map(({ path }) => path),
      ['/pool/box-os.3.qcow2', '/pool/box-tmp.3.qcow2'],
    );
    assert.deepEqual(plan.detached, []);
    assert.deepEqual([plan.domain.uuid, plan.domain.networks[0]?.mac], [old.uuid, old.macs[0]]);
    assert.equal(plan.domain.deployment.generation, 4);
  });
  test('never deletes a disk of the user, also if the new appliance has none', () => {
    const plan = planDeployment(requestOf({ ...upgrade, data: of(system) }));
    assert.deepEqual(
      plan.detached.map(({ name }) => name),
      ['data'],
    );
    assert.deepEqual(
      plan.dropped.map(({ name }) => name),
      ['os', 'tmp'],
    );
  });
  test("keeps what the new appliance calls the user's, though the old did not", () => {
    const before = domainWith(
      volumeDisk('os', 'system', 'box-os.3.qcow2'),
      volumeDisk('data', 'system', 'box-data.1.qcow2'),
    );
    const plan = planDeployment(requestOf({ ...upgrade, old: before, data: of(system, user) }));
    assert.equal(plan.disks[1]?.kind, 'keep');
    assert.equal(plan.domain.deployment.disks[1]?.use, 'user');
    assert.deepEqual(
      plan.dropped.map(({ name }) => name),
      ['os'],
    );
  });
  test('keeps a disk whose file has another format now', () => {
    const data = of(system, diskNamed('box-data.raw.xz', { use: 'user', format: 'raw.xz' }));
    const { disks, domain } = planDeployment(requestOf({ ...upgrade, data }));
    assert.equal(disks[1]?.kind, 'keep');
    assert.equal(domain.disks[1]?.driver, 'qcow2');
  });
  test('that is a replacement keeps none, and deletes none', () => {
    const plan = planDeployment(requestOf({ ...upgrade, keepsUserDisks: false, data: of(system, user) }));
    assert.deepEqual(
      plan.disks.map(({ kind }) => kind),
      ['import', 'import'],
    );
    assert.deepEqual(
      plan.detached.map(({ path }) => path),
      ['/pool/box-data.1.qcow2'],
    );
  });
  test('takes a volume that is named', () => {
    const adopted = new Map([['data', 'box-data.1.qcow2']]);
    const plan = planDeployment(requestOf({ ...upgrade, old: undefined, adopted, data: of(system, user) }));
    assert.equal(plan.disks[1]?.deployed.path, '/pool/box-data.1.qcow2');
    const refused = (map: [string, string], code: string) =>
      assert.throws(() => planDeployment(requestOf({ ...upgrade, adopted: new Map([map]), data: of(system, user) })), {
        code,
      });
    refused(['os', 'box-data.1.qcow2'], 'unused-user-disk');
    refused(['data', 'nothing'], 'no-such-volume');
  });
});

describe('what cannot be deployed is refused', () => {
  const cases: readonly (readonly [string, Partial<DeployRequest>, string])[] = [
    ['a system disk that is not there', { located: new Map() }, 'no-such-disk'],
    [
      'a blank disk of no size',
      { data: of(system, { ...user, sizeMiB: undefined }), located: filesOf(of(system)) },
      'no-such-disk',
    ],
    ['an unknown format', { data: of(diskNamed('a', { format: 'tar' })) }, 'not-supported-yet'],
    ['two disks of a name', { data: of(system, diskNamed('os.qcow2')) }, 'bad-disk'],
    [
      'a BIOS that the disks do not boot with',
      { wishes: { firmware: 'bios' }, bootLoader: { bios: false, uefi: true, signed: false } },
      'bad-firmware',
    ],
    [
      'UEFI likewise',
      { wishes: { firmware: 'uefi' }, bootLoader: { bios: true, uefi: false, signed: false } },
      'bad-firmware',
    ],
    [
      'Secure Boot without signatures',
      { wishes: { firmware: 'uefi-secure' }, bootLoader: { bios: true, uefi: true, signed: false } },
      'bad-firmware',
    ],
    ['Secure Boot on a PC without it', { wishes: { firmware: 'uefi-secure', machine: 'pc' } }, 'bad-firmware'],
    ['Secure Boot on an older one', { wishes: { firmware: 'uefi-secure', machine: 'pc-i440fx-9.0' } }, 'bad-firmware'],
    ['IDE on a q35', { wishes: { bus: 'ide' } }, 'bad-bus'],
  ];
  for (const [what, changes, code] of cases) {
    test(what, () => {
      assert.throws(() => planDeployment(requestOf(changes)), { code, kind: 'input' });
    });
  }
});

test('the firmware is the BIOS where that works, and UEFI where it must be', () => {
  const firmware = (changes: Partial<DeployRequest>) => planDeployment(requestOf(changes)).domain.firmware;
  const facts = (bios: boolean, uefi: boolean) => ({ bios, uefi, signed: uefi });
  const arm = bootOf(['box-os.qcow2'], { arch: 'aarch64' });
  assert.equal(firmware({}), 'bios');
  assert.equal(firmware({ bootLoader: facts(true, true) }), 'bios');
  assert.equal(firmware({ bootLoader: facts(false, true) }), 'uefi');
  assert.equal(firmware({ bootLoader: facts(true, true), wishes: { firmware: 'uefi-secure' } }), 'uefi-secure');
  assert.equal(firmware({ choice: { index: 0, record: arm, domainType: 'qemu' } }), 'uefi');
  for (const machine of ['q35', 'pc-q35-9.0'])
    assert.equal(firmware({ wishes: { firmware: 'uefi-secure', machine } }), 'uefi-secure');
  assert.equal(firmware({ wishes: { firmware: 'uefi', machine: 'pc' } }), 'uefi');
  const secureArm = {
    choice: { index: 0, record: arm, domainType: 'qemu' },
    wishes: { firmware: 'uefi-secure' },
  } as const;
  assert.equal(firmware(secureArm), 'uefi-secure');
});

test('a disk is known by its name, whatever its file is', () => {
  const names = ['box-os.qcow2', 'os.raw.xz', 'sub/box-sda.raw.zst', 'box.img', 'a b.vmdk', '.raw', 'box-1.2.qcow2'];
  assert.deepEqual(
    names.map((file) => diskName(diskNamed(file), 'box')),
    ['os', 'os', 'sda', 'box', 'a_b', 'disk', '1.2'],
  );
});
