import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { machineTypes } from '../../../src/boottest/machine/machine-types.ts';
import type { DeployRequest } from '../../../src/deploy/deploy-request.ts';
import { readDomain } from '../../../src/deploy/domain/deployment.ts';
import { writeDomain } from '../../../src/deploy/domain/domain-xml.ts';
import { placeDrives } from '../../../src/deploy/domain/drives.ts';
import { connectCards, parseNetwork } from '../../../src/deploy/domain/networks.ts';
import { writeXlConfig } from '../../../src/deploy/domain/xl-config.ts';
import { parseUri } from '../../../src/deploy/host/uri.ts';
import { planDeployment } from '../../../src/deploy/plan-deployment.ts';
import type { BootRecord } from '../../../src/descriptor/data.ts';
import { domainWith, requestOf } from '../../support/deploy-requests.ts';
import { bootOf, descriptorOf, diskNamed } from '../../support/descriptors.ts';

const specOf = (changes: Partial<DeployRequest> = {}) => planDeployment(requestOf(changes)).domain;
const withRecord = (changes: Partial<BootRecord>, domainType: DeployRequest['choice']['domainType'] = 'qemu') => ({
  choice: { index: 0, record: bootOf(['box-os.qcow2'], changes), domainType },
});

const withCpu = (cpu: string | undefined): Pick<DeployRequest, 'choice'> => ({
  choice: { ...withRecord({}, 'kvm').choice, cpu },
});

const machines: Readonly<Record<string, Partial<DeployRequest>>> = {
  'a PC': {},
  'a PC under KVM, with everything': {
    ...withRecord({ features: { acpi: false, apic: true, pae: true } }, 'kvm'),
    data: descriptorOf({ label: 'A <box> & more', description: 'Two\nlines', interfaces: 3 }),
    networks: [{ kind: 'network', name: 'default' }, { kind: 'bridge', name: 'br0' }, { kind: 'user' }],
    old: domainWith(),
  },
  ...Object.fromEntries(machineTypes.x86_64.kvmCpus.map((cpu) => [`a PC under KVM with ${cpu}`, withCpu(cpu)])),
  UEFI: { wishes: { firmware: 'uefi' } },
  'Secure Boot': { wishes: { firmware: 'uefi-secure' } },
  'an ARM machine': withRecord({ arch: 'aarch64' }),
  'an ARM machine under KVM': withRecord({ arch: 'aarch64' }, 'kvm'),
  'an old PC of 32 bits': {
    ...withRecord({ arch: 'i686', features: { pae: true } }),
    wishes: { machine: 'pc', bus: 'ide' },
  },
  'a kernel of its own': withRecord({ os: { kernel: '/images/vmlinuz', initrd: undefined, cmdline: 'ro' } }),
  'a CD': {
    data: descriptorOf({ disks: [diskNamed('box-os.qcow2'), diskNamed('cd.iso', { format: 'iso' })] }),
    choice: { index: 0, record: bootOf(['box-os.qcow2', 'cd.iso'], { os: { loader: 'cdrom' } }), domainType: 'qemu' },
  },
  'disks on SCSI': { wishes: { bus: 'scsi' } },
  'a guest of Xen': withRecord({ type: 'xen', os: { loader: 'pygrub' } }, 'xen'),
  'a full guest of Xen': withRecord({}, 'xen'),
  'no screen, no network, no log': { data: descriptorOf({ graphics: false }), networks: [], consoleLog: undefined },
};

describe("libvirt's schema takes", () => {
  const hasSchema = existsSync('/usr/bin/virt-xml-validate');
  const judge = (t: TestContext, xml: string) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'domain-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'domain.xml');
    writeFileSync(file, xml);
    return spawnSync('virt-xml-validate', [file, 'domain'], { encoding: 'utf8' });
  };
  const skip = hasSchema ? false : 'there is no virt-xml-validate';
  for (const [what, changes] of Object.entries(machines)) {
    test(what, { skip }, (t) => {
      const { status, stderr } = judge(t, writeDomain(specOf(changes)));
      assert.equal(status, 0, stderr);
    });
  }
  test('but not just anything', { skip }, (t) => {
    assert.notEqual(judge(t, writeDomain(specOf()).replace('offset="utc"', 'offset="noon"')).status, 0);
  });
});

test('the memory of a machine is that of the descriptor, with its unit', () => {
  const spec = specOf({ data: descriptorOf({ memoryKiB: 262144 }) });
  assert.match(writeDomain(spec), /<memory unit="KiB">262144<\/memory>/);
});

test('what a deployment was is read back from the domain', () => {
  const spec = specOf({
    data: descriptorOf({ disks: [diskNamed('box-os.qcow2'), diskNamed('in "quotes".qcow2', { use: 'user' })] }),
  });
  const { deployment } = readDomain(writeDomain(spec));
  assert.deepEqual(deployment, spec.deployment);
  assert.equal(readDomain('<domain><name>x</name></domain>').deployment, undefined);
  const broken = writeDomain(spec).replace('use="system"', 'use="none"');
  assert.throws(() => readDomain(broken), { code: 'libvirt-answer' });
});

test('under KVM a machine has the CPU model that works on the host, else that of the host', () => {
  const cpu = (changes: Partial<DeployRequest>) =>
    /<cpu.*?(?:\/>|<\/cpu>)(?=<clock)/s.exec(flat(writeDomain(specOf(changes))))?.[0];
  const flat = (xml: string) => xml.replace(/>\s+</g, '><');
  const passed = '<cpu mode="host-passthrough" check="none"';
  assert.equal(cpu(withCpu(undefined)), `${passed}/>`);
  assert.equal(cpu(withCpu('host')), `${passed}/>`);
  assert.equal(
    cpu(withCpu('host,-arch-capabilities')),
    `${passed}><feature policy="disable" name="arch-capabilities"/></cpu>`,
  );
  assert.equal(
    cpu(withCpu('qemu64,+ssse3')),
    '<cpu mode="custom" match="exact" check="none"><model>qemu64</model><feature policy="require" name="ssse3"/></cpu>',
  );
  // What works under KVM says nothing of emulation.
  assert.equal(cpu({ choice: { ...withRecord({}).choice, cpu: 'host' } }), '<cpu mode="maximum" check="none"/>');
});

test('features: only those of the machine, and as the descriptor says', () => {
  const features = (changes: Partial<DeployRequest>) => {
    const [, inside = ''] = /<features>(.*)<\/features>/s.exec(writeDomain(specOf(changes))) ?? [];
    return [...inside.matchAll(/<(\w+)/g)].map(([, name]) => name);
  };
  assert.deepEqual(features({}), ['acpi', 'apic']);
  assert.deepEqual(features(withRecord({ features: { acpi: false, pae: true } })), ['apic']);
  assert.deepEqual(features(withRecord({ arch: 'i686', features: { pae: true } })), ['pae', 'acpi', 'apic']);
  assert.deepEqual(features({ wishes: { firmware: 'uefi-secure' } }), ['acpi', 'apic', 'smm']);
  assert.deepEqual(features(withRecord({ arch: 'aarch64' })), ['acpi']);
  assert.deepEqual(features({ ...withRecord({ arch: 'aarch64' }), wishes: { firmware: 'uefi-secure' } }), ['acpi']);
});

test('firmware is told apart by Secure Boot, that of ARM too: libvirt would prefer the one that has it', () => {
  const secureBoot = (changes: Partial<DeployRequest>) =>
    /<feature enabled="(\w+)" name="secure-boot"\/>/.exec(writeDomain(specOf(changes)))?.[1];
  assert.equal(secureBoot({}), undefined);
  assert.equal(secureBoot({ wishes: { firmware: 'uefi' } }), 'no');
  assert.equal(secureBoot({ wishes: { firmware: 'uefi-secure' } }), 'yes');
  assert.equal(secureBoot(withRecord({ arch: 'aarch64' })), 'no');
});

describe('drives', () => {
  const disks = ['a', 'b', 'c', 'd', 'e'].map((file) => diskNamed(file, { format: 'raw' }));
  const cd = diskNamed('cd', { format: 'iso' });
  type Drive = readonly [disk: string, target?: string];
  const placed = (drives: readonly Drive[], options: Partial<Parameters<typeof placeDrives>[2]> = {}) => {
    const record = bootOf([], { drives: drives.map(([disk, target]) => ({ disk, target })) });
    const all = placeDrives(
      record,
      { disks: [...disks, cd] },
      { machine: 'q35', domainType: 'qemu', bus: undefined, ...options },
    );
    return all.map(({ disk, target }) => `${disk.id}=${target}`);
  };
  test('targets say the order, not the bus; gaps close', () => {
    assert.deepEqual(
      placed([
        ['a', 'hda'],
        ['b', 'hdb'],
        ['c', 'hdd'],
      ]),
      ['a=vda', 'b=vdb', 'c=vdc'],
    );
    // appliance-creator numbered disks in no order at all.
    assert.deepEqual(
      placed([
        ['b', 'hdb'],
        ['a', 'hda'],
      ]),
      ['a=vda', 'b=vdb'],
    );
    assert.deepEqual(
      placed([
        ['c', 'sdaa'],
        ['b', 'sdb'],
        ['a', 'sdz'],
      ]),
      ['b=vda', 'a=vdb', 'c=vdc'],
    );
  });
  test('a drive without a target has the first free place', () => {
    assert.deepEqual(placed([['a', 'xvda'], ['b'], ['c', 'xvdb'], ['d']]), ['a=vda', 'c=vdb', 'b=vdc', 'd=vdd']);
  });
  test('a CD has a bus of its own, and shares names with SATA', () => {
    assert.deepEqual(placed([['a'], ['cd']]), ['a=vda', 'cd=sda']);
    assert.deepEqual(placed([['a'], ['cd'], ['b']], { bus: 'sata' }), ['a=sda', 'cd=sdb', 'b=sdc']);
    assert.deepEqual(placed([['a'], ['cd']], { machine: 'pc' }), ['a=vda', 'cd=hda']);
    assert.deepEqual(placed([['a'], ['cd']], { machine: 'virt' }), ['a=vda', 'cd=sda']);
    assert.deepEqual(placed([['a'], ['cd']], { machine: undefined, domainType: 'xen' }), ['a=xvda', 'cd=hda']);
  });
  test('IDE has four places, and q35 none', () => {
    const five = disks.map(({ id }): Drive => [id]);
    assert.equal(placed(five.slice(0, 4), { bus: 'ide', machine: 'pc' }).at(-1), 'd=hdd');
    assert.throws(() => placed(five, { bus: 'ide', machine: 'pc' }), { code: 'too-many-drives' });
    assert.throws(() => placed(five, { bus: 'ide' }), { code: 'bad-bus' });
    assert.throws(() => placed(five, { bus: 'sata', machine: 'virt' }), { code: 'bad-bus' });
  });
  test('more than 26 go on after z', () => {
    const many = Array.from({ length: 28 }, (_, index) => diskNamed(`d${index}`));
    const record = bootOf(
      many.map(({ id }) => id),
      { drives: many.map(({ id }) => ({ disk: id, target: undefined })) },
    );
    const targets = placeDrives(record, { disks: many }, { machine: 'q35', domainType: 'qemu' }).map(
      ({ target }) => target,
    );
    assert.deepEqual(targets.slice(25), ['vdz', 'vdaa', 'vdab']);
  });
});

test('networks are read, and the last serves all further cards', () => {
  assert.deepEqual(['user', 'network=lab', 'bridge=br0', 'lab'].map(parseNetwork), [
    { kind: 'user' },
    { kind: 'network', name: 'lab' },
    { kind: 'bridge', name: 'br0' },
    { kind: 'network', name: 'lab' },
  ]);
  for (const bad of ['', 'bridge=', 'network=a b', '-x', 'a,b'])
    assert.throws(() => parseNetwork(bad), { code: 'bad-network' });
  const [lab, bridge] = [parseNetwork('lab'), parseNetwork('bridge=br0')];
  assert.deepEqual(connectCards(3, [lab, bridge], []), [lab, bridge, bridge]);
  assert.deepEqual(connectCards(1, [], ['default']), [{ kind: 'network', name: 'default' }]);
  assert.deepEqual(connectCards(1, [], ['other']), [{ kind: 'user' }]);
});

test('a URI tells whether files here are those of the host', () => {
  const facts = (text: string) => {
    const { driver, isLocal, isSystem } = parseUri(text);
    return [driver, isLocal, isSystem];
  };
  assert.deepEqual(facts('qemu:///system'), ['qemu', true, true]);
  assert.deepEqual(facts('qemu:///session'), ['qemu', true, false]);
  assert.deepEqual(facts('qemu+ssh://root@host/system'), ['qemu', false, true]);
  assert.deepEqual(facts('qemu+ssh:///system'), ['qemu', false, true]);
  assert.deepEqual(facts('xen:///'), ['xen', true, true]);
  assert.deepEqual(facts('qemu+unix:///system?socket=/run/x'), ['qemu', true, true]);
  for (const bad of ['', 'qemu', '--help', '/system']) assert.throws(() => parseUri(bad), { code: 'bad-uri' });
});

describe('xl.cfg', () => {
  const disks = [diskNamed('box-os.qcow2'), diskNamed('it, too.raw', { format: 'raw' })];
  const data = descriptorOf({ disks, interfaces: 2 });
  const request = (record: Partial<BootRecord>): Partial<DeployRequest> => ({
    data,
    choice: {
      index: 0,
      record: bootOf(
        disks.map(({ id }) => id),
        record,
      ),
      domainType: 'xen',
    },
    mode: 'in-place',
    networks: [{ kind: 'bridge', name: 'xenbr0' }, { kind: 'user' }],
  });
  const disk = `disk = [ "format=qcow2,vdev=xvda,access=rw,target=/images/box-os.qcow2", "format=raw,vdev=xvdb,access=rw,target=/images/it, too.raw" ]`;
  const end = `vif = [ "bridge=xenbr0", "" ]
vnc = 1
on_poweroff = "destroy"
on_reboot = "restart"
on_crash = "destroy"
`;
  test('of a paravirtual machine with pygrub', () => {
    const spec = specOf(request({ type: 'xen', os: { loader: 'pygrub' } }));
    assert.equal(
      writeXlConfig(spec),
      `name = "box"\ntype = "pv"\nmemory = 512\nvcpus = 2\nbootloader = "pygrub"\n${disk}\n${end}`,
    );
  });
  test('of one with a kernel', () => {
    const spec = specOf(request({ type: 'xen', os: { kernel: 'vmlinuz', initrd: 'initrd', cmdline: 'ro a="b"' } }));
    assert.equal(
      writeXlConfig(spec),
      `name = "box"\ntype = "pv"\nmemory = 512\nvcpus = 2\nkernel = "vmlinuz"\nramdisk = "initrd"\ncmdline = 'ro a="b"'\n${disk}\n${end}`,
    );
  });
  test('of a full one with UEFI', () => {
    const spec = specOf({ ...request({}), wishes: { firmware: 'uefi' } });
    assert.equal(
      writeXlConfig(spec),
      `name = "box"\ntype = "hvm"\nmemory = 512\nvcpus = 2\nbios = "ovmf"\nboot = "c"\n${disk}\n${end.replace('vnc', 'serial = "pty"\nvnc')}`,
    );
  });
  test('cannot hold text that would end its string', () => {
    for (const cmdline of ['a\nb = 1', 'a\\', `"'`]) {
      const spec = specOf(request({ type: 'xen', os: { kernel: 'k', initrd: undefined, cmdline } }));
      assert.throws(() => writeXlConfig(spec), { code: 'unwritable-xl' });
    }
  });
});
