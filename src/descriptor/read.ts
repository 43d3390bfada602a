import type { DescriptorData, DescriptorDisk, DescriptorDrive, DiskUse } from './data.ts';
import {
  attribute,
  elements,
  invalidDescriptor,
  oneElement,
  optionalElement,
  parseXml,
  textOf,
  type XmlElement,
} from './xml.ts';

/** What virt-image took the old names of a machine for. */
const architectures: readonly (readonly [RegExp, string])[] = [
  [/^i[3-9]86$/, 'i686'],
  [/^amd64$/, 'x86_64'],
  [/^arm64$/, 'aarch64'],
];
const uses: readonly DiskUse[] = ['system', 'user', 'scratch'];

/**
 * Reads a virt-image descriptor by the rules of the tools of 2008 to 2014, which took more than their grammar: storage without id,
 * use or format, drives without target. Only full virtualisation from a hard disk is understood.
 *
 * @throws ApplianceError code `descriptor-invalid`
 */
export function readDescriptor(xml: string): DescriptorData {
  const image = parseXml(xml, 'image');
  const domain = oneElement(image, 'domain');
  const boot = elements(domain, 'boot').find((candidate) => attribute(candidate, 'type') === 'hvm');
  if (boot === undefined)
    throw invalidDescriptor('it has no <boot type="hvm">', 'only fully virtualised guests are run');
  const loader = optionalElement(oneElement(boot, 'os'), 'loader');
  if (loader === undefined || attribute(loader, 'dev') !== 'hd') {
    throw invalidDescriptor('it does not boot from <loader dev="hd">', 'other ways of booting are not supported');
  }
  const devices = optionalElement(domain, 'devices') ?? {};
  const disks = elements(oneElement(image, 'storage'), 'disk').map(readDisk);
  const name = optionalElement(image, 'name');
  const data: DescriptorData = {
    name: name === undefined ? '' : textOf(name),
    version: name === undefined ? undefined : attribute(name, 'version'),
    arch: architecture(textOf(oneElement(oneElement(boot, 'guest'), 'arch'))),
    vcpus: number(optionalElement(devices, 'vcpu'), 'vcpu') ?? 1,
    memoryKiB: required(number(optionalElement(devices, 'memory'), 'memory'), 'memory'),
    interfaces: elements(devices, 'interface').length,
    graphics: optionalElement(devices, 'graphics') !== undefined,
    drives: elements(boot, 'drive').map(readDrive),
    disks,
  };
  checkReferences(data);
  return data;
}

function readDrive(element: XmlElement): DescriptorDrive {
  return { disk: required(attribute(element, 'disk'), 'drive disk'), target: attribute(element, 'target') };
}

function readDisk(element: XmlElement, index: number): DescriptorDisk {
  const file = attribute(element, 'file') ?? `disk${index}.img`;
  const checksum = elements(element, 'checksum').find((candidate) => attribute(candidate, 'type') === 'sha256');
  const use = uses.find((known) => known === attribute(element, 'use')) ?? 'system';
  const size = attribute(element, 'size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw invalidDescriptor(`disk size "${size}" is not a number`);
  return {
    id: attribute(element, 'id') ?? file,
    file,
    use,
    format: attribute(element, 'format') ?? 'raw',
    sizeMiB: size === undefined ? undefined : Number(size),
    sha256: checksum === undefined ? undefined : textOf(checksum).toLowerCase(),
  };
}

function checkReferences({ drives, disks }: DescriptorData): void {
  const ids = new Set<string>();
  for (const { id } of disks) {
    if (ids.has(id)) throw invalidDescriptor(`disk ${id} is defined twice`);
    ids.add(id);
  }
  const unknown = drives.find(({ disk }) => !ids.has(disk));
  if (unknown !== undefined) throw invalidDescriptor(`there is no storage for drive ${unknown.disk}`);
  if (drives.length === 0) throw invalidDescriptor('it has no <drive>');
}

function architecture(name: string): string {
  return architectures.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

function number(element: XmlElement | undefined, name: string): number | undefined {
  if (element === undefined) return undefined;
  const text = textOf(element);
  if (!/^\d{1,15}$/.test(text)) throw invalidDescriptor(`<${name}> is not a number`);
  return Number(text);
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw invalidDescriptor(`no ${name}`);
  return value;
}
