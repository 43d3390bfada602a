// Deployments with a real libvirtd. Machines are emulated; most of them have empty disks, because they need not boot.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readDomain } from '../../../src/deploy/domain/deployment.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import { bootOf, descriptorOf, diskNamed } from '../../support/descriptors.ts';
import { startLibvirt, systemUri, virsh, virshNames } from '../../support/libvirt.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { smallKickstart } from '../../support/small-appliance.ts';
import { attempt } from './attempt.ts';
import { countingKickstart } from './counting.ts';
import { empty, site, stateOf } from './site.ts';

let stop: () => void;
before(() => {
  stop = startLibvirt();
});
after(() => stop());

describe('whatever step fails, everything is as it was', () => {
  test('in a first deployment and in an upgrade', async (t) => {
    const where = site(t);
    empty(where.at('box-os.raw'), 'raw');
    empty(where.at('box-data.qcow2'), 'qcow2');
    const nothing = stateOf(where);
    const steps = [
      'import disk os',
      'import disk data',
      'make disk tmp',
      `define ${where.name}`,
      `start ${where.name}`,
    ];
    for (let failing = 1; failing <= steps.length; failing += 1) {
      assert.deepEqual(await attempt(where, '1', failing), steps.slice(0, failing));
      assert.deepEqual(stateOf(where), nothing, steps[failing - 1]);
    }
    assert.deepEqual(await attempt(where, '1', 0), steps);
    assert.deepEqual(
      where.volumes(),
      ['data.1.qcow2', 'os.1.raw', 'tmp.1.qcow2'].map((name) => `${where.name}-${name}`),
    );
    assert.ok(stateOf(where).isActive);

    const first = stateOf(where);
    writeFileSync(where.at('box-os.raw'), Buffer.alloc(1024 * 1024, 'new'));
    const upgrading = [
      'import disk os',
      'make disk tmp',
      `shut down the old ${where.name}`,
      `define ${where.name}`,
      `start ${where.name}`,
    ];
    for (let failing = 1; failing <= upgrading.length; failing += 1) {
      assert.deepEqual(await attempt(where, '2', failing), upgrading.slice(0, failing));
      assert.deepEqual(stateOf(where), first, upgrading[failing - 1]);
    }
    assert.deepEqual(await attempt(where, '2', 0), upgrading);
    const { volumes, isActive, xml = '' } = stateOf(where);
    assert.ok(isActive);
    const names = ['data.1.qcow2', 'os.2.raw', 'tmp.2.qcow2'].map((name) => `${where.name}-${name}`);
    assert.deepEqual(
      volumes.map(([name]) => name),
      names,
    );
    assert.deepEqual(volumes[0], first.volumes[0]);
    assert.deepEqual(
      [readDomain(xml).uuid, readDomain(xml).macs],
      [readDomain(first.xml ?? '').uuid, readDomain(first.xml ?? '').macs],
    );
  });

  test('when the machine does not come up', async (t) => {
    const where = site(t);
    empty(where.at('box-os.raw'), 'raw');
    const disks = [diskNamed('box-os.raw', { format: 'raw' })];
    writeFileSync(where.at('box.xml'), writeDescriptor(descriptorOf({ disks })));
    const nothing = stateOf(where);
    const result = await where.deploy(where.at('box.xml'), '--wait-boot', '--timeout', '4');
    assert.equal(result.code, 14, result.stderr);
    assert.match(result.stderr, /the machine did not come up: the serial console stayed silent/);
    assert.match(result.stderr, new RegExp(`hint: its console is in .*/${where.name}-console.log.failed\n`));
    assert.deepEqual(stateOf(where), nothing);
  });
});

test('an appliance boots, is upgraded with its data kept, and goes', async (t) => {
  const where = site(t);
  const kickstart = where.at('box.ks');
  writeFileSync(kickstart, countingKickstart);
  const out = where.at('box');
  const built = await runCli(['build', kickstart, '--format', 'qcow2', '--cache-dir', sharedCache, '--out', out]);
  assert.equal(built.code, 0, built.stderr);
  const xml = path.join(out, 'box.xml');
  const booting = (system: number, user: number) => [
    '--wait-boot',
    '--timeout',
    '400',
    '--expect',
    `boots: system ${system}, data ${user}`,
  ];

  // A guest that has come up hears that it is to shut down.
  const asked = ['--memory', '640', '--mac', '52:54:00:ab:cd:ef', '--graphics', 'none'];
  const first = await where.deploy(xml, ...booting(1, 1), '--expect', 'small login:', ...asked);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, new RegExp(`^${where.name} is running at ${systemUri}`));
  const again = await where.deploy(xml);
  assert.deepEqual([again.code, /there is a domain .* already/.test(again.stderr)], [2, true], again.stderr);

  // The system disk is new, so it has seen one boot; the user's has seen both.
  const second = await where.deploy(xml, '--upgrade', '--json', ...booting(1, 2));
  assert.equal(second.code, 0, second.stderr);
  const { generation, disks } = JSON.parse(second.stdout) as {
    generation: number;
    disks: { volume: { name: string } }[];
  };
  assert.equal(generation, 2);
  assert.deepEqual(
    disks.map(({ volume }) => volume.name),
    [`${where.name}-os.2.qcow2`, `${where.name}-data.1.qcow2`],
  );
  assert.deepEqual(where.volumes(), [`${where.name}-data.1.qcow2`, `${where.name}-os.2.qcow2`]);

  // What was asked of the machine need not be asked again.
  const upgraded = virsh('dumpxml', where.name);
  assert.match(upgraded, /<memory unit='KiB'>655360<.*<mac address='52:54:00:ab:cd:ef'\/>/s);
  assert.ok(!upgraded.includes('<graphics'));

  const gone = await where.undeploy('--force', '--shutdown-timeout', '1');
  assert.equal(gone.code, 0, gone.stderr);
  assert.ok(!virshNames('list', '--all', '--name').includes(where.name));
  assert.deepEqual(where.volumes(), [`${where.name}-data.1.qcow2`]);
  assert.equal((await where.undeploy()).code, 2);
});

test('a machine that is started from a kernel has a copy of it, which goes with its disks', async (t) => {
  const where = site(t);
  const kickstart = where.at('box.ks');
  const target = ['%addon org_appliance_build', 'image --name=box', 'disk os --device=sda', 'target kvm xen', '%end'];
  writeFileSync(kickstart, smallKickstart({ sections: target }).replace('bootloader ', 'bootloader --location=none '));
  const out = where.at('out');
  const built = await runCli(['build', kickstart, '--format', 'qcow2', '--cache-dir', sharedCache, '--out', out]);
  assert.equal(built.code, 0, built.stderr);
  // What is for Xen is given to QEMU, which starts kernels as well.
  const xml = path.join(out, 'box.xml');
  writeFileSync(xml, readFileSync(xml, 'utf8').replace('<boot type="xen">', '<boot type="hvm">'));
  const deployed = await where.deploy(
    xml,
    '--boot',
    '1',
    '--wait-boot',
    '--timeout',
    '400',
    '--expect',
    'small login:',
  );
  assert.equal(deployed.code, 0, deployed.stderr);
  rmSync(out, { recursive: true });
  const volumes = ['initrd.1.raw', 'kernel.1.raw', 'os.1.qcow2'].map((name) => `${where.name}-${name}`);
  assert.deepEqual(where.volumes(), volumes);
  assert.match(
    virsh('dumpxml', where.name),
    new RegExp(`<kernel>${path.join(where.folder, volumes[1] ?? '')}</kernel>`),
  );
  virsh('destroy', where.name);
  virsh('start', where.name);
  assert.equal((await where.undeploy('--force', '--shutdown-timeout', '1')).code, 0);
  assert.deepEqual(where.volumes(), []);
});

test('the descriptor of 2008 is deployed as it was printed then, by the machines of today', async (t) => {
  const where = site(t);
  const xml = where.at('ovirt-wui.xml');
  cpSync('test/fixtures/descriptors/ovirt-wui-2008.xml', xml);
  for (const disk of ['os', 'data']) empty(where.at(`ovirt-wui-${disk}.qcow2`), 'qcow2', '16M');
  const result = await where.deploy(xml, '--no-start');
  assert.equal(result.code, 0, result.stderr);
  const defined = virsh('dumpxml', where.name);
  // The original of 2014 handed KiB to an option that takes MiB.
  assert.match(defined, /<memory unit='KiB'>786432<\/memory>/);
  assert.match(defined, /<target dev='vda' bus='virtio'\/>.*<target dev='vdb' bus='virtio'\/>/s);
  assert.equal(defined.match(/<interface /g)?.length, 1);
  const secure = await where.deploy(xml, '--replace', '--firmware', 'uefi-secure', '--bus', 'sata');
  assert.equal(secure.code, 0, secure.stderr);
  const replaced = virsh('dumpxml', where.name);
  assert.match(replaced, /<loader [^>]*secure='yes'/);
  assert.match(replaced, /<target dev='sdb' bus='sata'\/>/);
  assert.deepEqual(
    where.volumes(),
    ['data.2.qcow2', 'os.2.qcow2'].map((name) => `${where.name}-${name}`),
  );
});

test('packed disks are found and unpacked, others converted; checksums are those of files beside the descriptor', async (t) => {
  const where = site(t);
  const raw = where.at('box-sda.raw');
  writeFileSync(raw, Buffer.alloc(1024 * 1024, 'disk'));
  const sha256 = createHash('sha256').update(readFileSync(raw)).digest('hex');
  execFileSync('qemu-img', [
    'convert',
    '-q',
    '-O',
    'vmdk',
    '-o',
    'subformat=streamOptimized',
    raw,
    where.at('box-sdb.vmdk'),
  ]);
  // appliance-creator names the raw file, and leaves the packed one.
  execFileSync('xz', [raw]);
  const describe = (checksum: string) => {
    const disks = [
      diskNamed('box-sda.raw', { format: 'raw', sha256: checksum }),
      diskNamed('box-sdb.vmdk', { format: 'vmdk' }),
    ];
    writeFileSync(
      where.at('box.xml'),
      writeDescriptor(descriptorOf({ disks, boots: [bootOf(disks.map(({ id }) => id))] })),
    );
  };
  describe('0'.repeat(64));
  const wrong = await where.deploy(where.at('box.xml'), '--no-start');
  assert.deepEqual([wrong.code, where.volumes()], [2, []]);
  assert.match(wrong.stderr, /box-sda.raw is not the disk that the descriptor describes/);
  describe(sha256);
  const right = await where.deploy(where.at('box.xml'), '--no-start');
  assert.equal(right.code, 0, right.stderr);
  assert.match(right.stderr, /warning: the descriptor names box-sda.raw, and box-sda.raw.xz is what lies there/);
  const [first = '', second = ''] = where.volumes().map((name) => path.join(where.folder, name));
  assert.equal(createHash('sha256').update(readFileSync(first)).digest('hex'), sha256);
  execFileSync('qemu-img', ['compare', '-q', '-f', 'raw', '-F', 'qcow2', first, second]);
});

test('disks can stay where they are, be overlaid, and be taken again', async (t) => {
  const where = site(t);
  for (const disk of ['os', 'data']) empty(where.at(`box-${disk}.qcow2`), 'qcow2');
  const disks = [diskNamed('box-os.qcow2'), diskNamed('box-data.qcow2', { use: 'user' })];
  writeFileSync(where.at('box.xml'), writeDescriptor(descriptorOf({ disks })));
  const overlaid = await where.deploy(where.at('box.xml'), '--no-start', '--overlay');
  assert.equal(overlaid.code, 0, overlaid.stderr);
  const volume = path.join(where.folder, `${where.name}-os.1.qcow2`);
  const info = JSON.parse(execFileSync('qemu-img', ['info', '--output=json', volume], { encoding: 'utf8' })) as Record<
    string,
    string
  >;
  assert.deepEqual([info['backing-filename'], info['backing-filename-format']], [where.at('box-os.qcow2'), 'qcow2']);

  assert.equal((await where.undeploy()).code, 0);
  const kept = `${where.name}-data.1.qcow2`;
  assert.deepEqual(where.volumes(), [kept]);
  const taken = await where.deploy(where.at('box.xml'), '--no-start', '--user-disk', `data=${kept}`);
  assert.equal(taken.code, 0, taken.stderr);
  assert.deepEqual(where.volumes(), [kept, `${where.name}-os.2.qcow2`]);
  assert.equal((await where.undeploy('--remove-user-disks')).code, 0);
  assert.deepEqual(where.volumes(), []);

  const inPlace = await where.deploy(where.at('box.xml'), '--no-start', '--in-place');
  assert.equal(inPlace.code, 0, inPlace.stderr);
  assert.match(virsh('dumpxml', where.name), new RegExp(`<source file='${where.at('box-data.qcow2')}'`));
  assert.equal((await where.undeploy('--remove-user-disks')).code, 0);
  assert.ok(existsSync(where.at('box-data.qcow2')));
});

test('a domain of somebody else is neither upgraded nor removed, but can be replaced', async (t) => {
  const where = site(t);
  empty(where.at('box-os.qcow2'), 'qcow2');
  writeFileSync(where.at('box.xml'), writeDescriptor(descriptorOf()));
  const foreign = `<domain type='qemu'><name>${where.name}</name><memory>65536</memory><os><type arch='x86_64'>hvm</type></os></domain>`;
  writeFileSync(where.at('foreign.xml'), foreign);
  virsh('define', where.at('foreign.xml'));
  const before = stateOf(where);
  const uuid = virsh('domuuid', where.name).trim();
  for (const refused of [await where.deploy(where.at('box.xml'), '--upgrade'), await where.undeploy()]) {
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /was not deployed by this program/);
  }
  assert.deepEqual(stateOf(where), before);
  const replaced = await where.deploy(where.at('box.xml'), '--replace', '--no-start');
  assert.equal(replaced.code, 0, replaced.stderr);
  assert.equal(virsh('domuuid', where.name).trim(), uuid);
  // Snapshots belong to the disks of now.
  virsh('snapshot-create-as', '--domain', where.name, '--name', 'mine');
  const upgraded = await where.deploy(where.at('box.xml'), '--upgrade', '--no-start');
  virsh('snapshot-delete', where.name, 'mine', '--metadata');
  assert.deepEqual([upgraded.code, /has a saved state or snapshots/.test(upgraded.stderr)], [2, true], upgraded.stderr);
});

test('the pool "default" is made where there is none', async (t) => {
  if (virshNames('pool-list', '--all', '--name').includes('default')) return t.skip('there is one');
  const { name, at, images } = site(t);
  empty(at('box-os.qcow2'), 'qcow2');
  writeFileSync(at('box.xml'), writeDescriptor(descriptorOf()));
  const deployed = await runCli(['deploy', at('box.xml'), '--name', name, '--no-start'], { env: { TMPDIR: images } });
  t.after(() => {
    virsh('pool-destroy', 'default');
    virsh('pool-undefine', 'default');
  });
  assert.equal(deployed.code, 0, deployed.stderr);
  const volume = `/var/lib/libvirt/images/${name}-os.1.qcow2`;
  assert.ok(existsSync(volume));
  assert.equal((await runCli(['undeploy', name])).code, 0);
  assert.ok(!existsSync(volume));
  assert.deepEqual(readdirSync(images).sort(), ['box-os.qcow2', 'box.xml']);
});

test("libvirt's test driver, a host of 2008 with Xen and 32 bits, gets the paravirtual machine", async (t) => {
  const directory = temporaryDirectory(t);
  const xml = path.join(directory, 'old.xml');
  cpSync('test/fixtures/descriptors/several-boots.xml', xml);
  for (const file of ['root.raw', 'data.raw']) writeFileSync(path.join(directory, file), '');
  const place = ['--connect', 'test:///default', '--pool', 'default-pool', '--name', 'old'];
  const printed = await runCli(['deploy', xml, ...place, '--print-xml']);
  assert.equal(printed.code, 0, printed.stderr);
  assert.match(
    printed.stdout,
    /<domain type="test">.*<bootloader>pygrub<\/bootloader>.*<target dev="xvdc" bus="xen"\/>/s,
  );
  assert.equal(printed.stdout.match(/<interface /g)?.length, 2);
  const unfit = await runCli([
    'deploy',
    'test/fixtures/descriptors/ovirt-wui-2008.xml',
    ...place.slice(0, 4),
    '--print-xml',
  ]);
  assert.equal(unfit.code, 2);
  assert.match(unfit.stderr, /boot 0, hvm x86_64: the host has no such guests/);
});
