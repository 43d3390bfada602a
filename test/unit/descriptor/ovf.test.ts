import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { writeOvf } from '../../../src/descriptor/ovf/envelope.ts';
import { writeOvfManifest } from '../../../src/descriptor/ovf/manifest.ts';
import { guestOsOf } from '../../../src/descriptor/vmware/guest-os.ts';
import type { VmwareMachine } from '../../../src/descriptor/vmware/machine.ts';
import { attribute, elements, oneElement, parseXml, textOf, type XmlElement } from '../../../src/descriptor/xml.ts';
import { machine, manyDisks } from './vmware-machine.ts';

const prefixes = {
  ovf: 'http://schemas.dmtf.org/ovf/envelope/1',
  rasd: 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData',
} as const;

/** The `Item` elements of a descriptor as plain objects: the properties by their names. */
function itemsOf(xml: string): Record<string, string>[] {
  const hardware = oneElement(oneElement(parseXml(xml, 'Envelope'), 'VirtualSystem'), 'VirtualHardwareSection');
  return elements(hardware, 'Item').map((item) =>
    Object.fromEntries(
      Object.entries(item)
        .filter(([name]) => name.startsWith('rasd:'))
        .map(([name]) => [name.slice('rasd:'.length), textOf(oneElement(item, name))]),
    ),
  );
}

const attributesOf = (parent: XmlElement, name: string, wanted: string) =>
  elements(parent, name).map((element) => attribute(element, `ovf:${wanted}`));

const grammar = ['--relaxng', 'test/fixtures/ovf/ovf-1.rng'] as const;
/** A path of DMTF's own schema, which is not in this repository (test/fixtures/ovf/README.md). */
const schemaOfDmtf = process.env['OVF_SCHEMA'];

function judge(xml: string, ...by: readonly string[]): void {
  execFileSync('xmllint', ['--noout', ...by, '-'], { input: xml, stdio: ['pipe', 'ignore', 'pipe'] });
}

test('xmllint finds descriptors valid, whatever the machine', () => {
  const machines: VmwareMachine[] = [
    machine,
    { ...machine, version: undefined, firmware: 'efi', interfaces: 1 },
    { ...machine, vcpus: 1, disks: manyDisks(31) },
    { ...machine, version: '1.0 <&"beta">', guest: guestOsOf('nobody-knows-it') },
  ];
  for (const one of machines) {
    judge(writeOvf(one), ...grammar);
    if (schemaOfDmtf !== undefined) judge(writeOvf(one), '--schema', schemaOfDmtf);
  }
});

test('the grammar that judges is one that refuses', () => {
  const good = writeOvf(machine);
  const bad = [
    good.replace('<References>', '<Strings/><References>'),
    good.replace(/<DiskSection>.*<\/DiskSection>/s, ''),
    good.replace('ovf:fileRef', 'fileRef'),
    good.replace(
      /(<rasd:AllocationUnits>.*?<\/rasd:AllocationUnits>\s*)(<rasd:ElementName>.*?<\/rasd:ElementName>)/s,
      '$2$1',
    ),
    good.replace('<rasd:VirtualQuantity>2<', '<rasd:VirtualQuantity>two<'),
    good.replace(/ovf:id="96"/, 'ovf:id="Debian"'),
  ];
  for (const xml of bad) {
    assert.notEqual(xml, good);
    assert.throws(() => judge(xml, ...grammar), /fails to validate/);
  }
});

test('files, disks and drives refer to each other, in the order of the disks', () => {
  const envelope = parseXml(writeOvf(machine), 'Envelope');
  assert.equal(attribute(envelope, 'xmlns'), prefixes.ovf);
  assert.equal(attribute(envelope, 'xmlns:rasd'), prefixes.rasd);
  const references = oneElement(envelope, 'References');
  assert.deepEqual(attributesOf(references, 'File', 'href'), ['hello-os.vmdk', 'hello-data.vmdk']);
  assert.deepEqual(attributesOf(references, 'File', 'size'), ['123456', '65536']);
  const disks = oneElement(envelope, 'DiskSection');
  assert.deepEqual(attributesOf(disks, 'Disk', 'fileRef'), attributesOf(references, 'File', 'id'));
  assert.deepEqual(attributesOf(disks, 'Disk', 'capacity'), ['5368709120', '1073741824']);
  assert.match(attributesOf(disks, 'Disk', 'format')[0] ?? '', /vmdk\.html#streamOptimized$/);
  const drives = itemsOf(writeOvf(machine)).filter(({ ResourceType }) => ResourceType === '17');
  assert.deepEqual(
    drives.map(({ HostResource }) => HostResource),
    attributesOf(disks, 'Disk', 'diskId').map((id) => `ovf:/disk/${id}`),
  );
});

test('the hardware is that of the plan: processors, memory, SCSI controllers, disks, cards', () => {
  const items = itemsOf(writeOvf(machine));
  assert.deepEqual(
    items.map(({ InstanceID, ResourceType, ResourceSubType, VirtualQuantity, Parent, AddressOnParent, Connection }) =>
      [InstanceID, ResourceType, ResourceSubType, VirtualQuantity, Parent, AddressOnParent, Connection]
        .join(' ')
        .trim(),
    ),
    [
      '1 3  2',
      '2 4  1024',
      '3 6 lsilogic',
      '4 17   3 0',
      '5 17   3 1',
      '6 10 VmxNet3   0 VM Network',
      '7 10 VmxNet3   1 VM Network 2',
    ],
  );
});

test('15 disks go to a SCSI controller, and none to its own unit', () => {
  const items = itemsOf(writeOvf({ ...machine, disks: manyDisks(17) }));
  const controllers = items.filter(({ ResourceType }) => ResourceType === '6');
  assert.deepEqual(
    controllers.map(({ Address }) => Address),
    ['0', '1'],
  );
  const [first, second] = controllers.map(({ InstanceID }) => InstanceID);
  const places = items
    .filter(({ ResourceType }) => ResourceType === '17')
    .map((item) => [item['Parent'], item['AddressOnParent']]);
  const units = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  assert.deepEqual(places, [...units.map((unit) => [first, String(unit)]), [second, '0'], [second, '1']]);
});

test('networks, guest, hardware version and firmware are named', () => {
  const envelope = parseXml(writeOvf({ ...machine, firmware: 'efi' }), 'Envelope');
  const networks = oneElement(envelope, 'NetworkSection');
  assert.deepEqual(attributesOf(networks, 'Network', 'name'), ['VM Network', 'VM Network 2']);
  const system = oneElement(envelope, 'VirtualSystem');
  const guest = oneElement(system, 'OperatingSystemSection');
  assert.deepEqual([attribute(guest, 'ovf:id'), attribute(guest, 'vmw:osType')], ['96', 'debian10_64Guest']);
  assert.equal(textOf(oneElement(oneElement(system, 'ProductSection'), 'Version')), '1.0');
  const hardware = oneElement(system, 'VirtualHardwareSection');
  assert.equal(textOf(oneElement(oneElement(hardware, 'System'), 'vssd:VirtualSystemType')), 'vmx-13');
  const [config] = elements(hardware, 'vmw:Config');
  assert.ok(config);
  assert.deepEqual([attribute(config, 'vmw:key'), attribute(config, 'vmw:value')], ['firmware', 'efi']);
});

test('the manifest has a line for each file, in the form of DSP0243', () => {
  const files = ['hello.ovf', 'hello-os.vmdk'].map((file, index) => ({ file, sha256: String(index).repeat(64) }));
  assert.equal(
    writeOvfManifest(files),
    `SHA256(hello.ovf)= ${'0'.repeat(64)}\nSHA256(hello-os.vmdk)= ${'1'.repeat(64)}\n`,
  );
});
