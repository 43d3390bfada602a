import { diskUses } from '../appliance/targets.ts';
import { correctAmpersands, correctMemory, type Warn } from './corrections.ts';
import type { DescriptorData, DescriptorDisk } from './data.ts';
import { draftOf2007, readBoot } from './read-boot.ts';
import {
  attribute,
  elements,
  invalidDescriptor,
  oneElement,
  optionalElement,
  parseXml,
  required,
  textOf,
  type XmlElement,
} from './xml.ts';

/**
 * Reads a virt-image descriptor by the rules of the tools of 2008 to 2014, which took more than their grammar: storage without id,
 * use or format, drives without target.
 *
 * @param warn takes each known fault of other producers that was corrected
 * @throws ApplianceError code `descriptor-invalid`
 */
export function readDescriptor(xml: string, warn: Warn = () => undefined): DescriptorData {
  const image = parseXml(correctAmpersands(xml, warn), 'image');
  const domain = oneElement(image, 'domain');
  if (['vcpu', 'memory'].some((name) => elements(domain, name).length > 0)) throw draftOf2007();
  const devices = optionalElement(domain, 'devices') ?? {};
  const boots = elements(domain, 'boot').map((boot) => readBoot(boot, warn));
  const name = optionalElement(image, 'name');
  const data: DescriptorData = {
    name: name === undefined ? '' : textOf(name),
    version: name === undefined ? undefined : attribute(name, 'version'),
    release: name === undefined ? undefined : attribute(name, 'release'),
    label: optionalText(image, 'label'),
    description: optionalText(image, 'description'),
    boots,
    vcpus: number(optionalElement(devices, 'vcpu'), 'vcpu') ?? 1,
    memoryKiB: correctMemory(required(number(optionalElement(devices, 'memory'), 'memory'), 'memory'), warn),
    interfaces: elements(devices, 'interface').length,
    graphics: optionalElement(devices, 'graphics') !== undefined,
    disks: elements(oneElement(image, 'storage'), 'disk').map((disk, index) => readDisk(disk, index, warn)),
  };
  checkReferences(data);
  return data;
}

function readDisk(element: XmlElement, index: number, warn: Warn): DescriptorDisk {
  const file = attribute(element, 'file') ?? `disk${index}.img`;
  const size = attribute(element, 'size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw invalidDescriptor(`disk size "${size}" is not a number`);
  return {
    id: attribute(element, 'id') ?? file,
    file,
    use: readUse(attribute(element, 'use'), file, warn),
    format: attribute(element, 'format') ?? 'raw',
    sizeMiB: size === undefined ? undefined : Number(size),
    sha256: checksum(element, 'sha256'),
    sha1: checksum(element, 'sha1'),
  };
}

/** The old tools looked for user and scratch alone: anything else had to be there, as a system disk has. */
function readUse(written: string | undefined, file: string, warn: Warn): DescriptorDisk['use'] {
  const known = diskUses.find((use) => use === written);
  if (known === undefined && written !== undefined)
    warn({ code: 'unknown-use', message: `disk ${file}: use="${written}" is taken for system` });
  return known ?? 'system';
}

function checksum(disk: XmlElement, type: string): string | undefined {
  const element = elements(disk, 'checksum').find((candidate) => attribute(candidate, 'type') === type);
  return element === undefined ? undefined : textOf(element).toLowerCase();
}

function checkReferences({ boots, disks }: DescriptorData): void {
  const ids = new Set<string>();
  for (const { id } of disks) {
    if (ids.has(id)) throw invalidDescriptor(`disk ${id} is defined twice`);
    ids.add(id);
  }
  if (boots.length === 0) throw invalidDescriptor('it has no <boot>');
  for (const { drives } of boots) {
    const unknown = drives.find(({ disk }) => !ids.has(disk));
    if (unknown !== undefined) throw invalidDescriptor(`there is no storage for drive ${unknown.disk}`);
    if (drives.length === 0) throw invalidDescriptor('it has no <drive>');
  }
}

function optionalText(parent: XmlElement, name: string): string | undefined {
  const element = optionalElement(parent, name);
  return element === undefined ? undefined : textOf(element);
}

function number(element: XmlElement | undefined, name: string): number | undefined {
  if (element === undefined) return undefined;
  const text = textOf(element);
  if (!/^\d{1,15}$/.test(text)) throw invalidDescriptor(`<${name}> is not a number`);
  return Number(text);
}
