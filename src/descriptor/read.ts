import { diskUses } from '../appliance/targets.ts';
import { clip } from '../log-text.ts';
import { correctAmpersands, correctMemory, type Warn } from './corrections.ts';
import { type DescriptorData, type DescriptorDisk, most } from './data.ts';
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
 * use or format, drives without target. Numbers that no computer can have are refused.
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
    vcpus: amount(devices, 'vcpu', most.vcpus) ?? 1,
    memoryKiB: correctMemory(required(amount(devices, 'memory', most.memoryKiB), 'memory'), warn),
    interfaces: elements(devices, 'interface').length,
    graphics: optionalElement(devices, 'graphics') !== undefined,
    disks: elements(oneElement(image, 'storage'), 'disk').map((disk, index) => readDisk(disk, index, warn)),
  };
  checkReferences(data);
  checkWords(data);
  return data;
}

function readDisk(element: XmlElement, index: number, warn: Warn): DescriptorDisk {
  const file = attribute(element, 'file') ?? `disk${index}.img`;
  const size = attribute(element, 'size');
  for (const type of otherChecksums(element)) {
    const message = `disk ${file}: its checksum of type "${clip(type, 60)}" is not compared, only sha256 and sha1 are`;
    warn({ code: 'unknown-checksum', message });
  }
  return {
    id: attribute(element, 'id') ?? file,
    file,
    use: readUse(attribute(element, 'use'), file, warn),
    format: attribute(element, 'format') ?? 'raw',
    // Of a file that is there nobody asks the size, so it may be 0.
    sizeMiB: size === undefined ? undefined : numberIn(size, 'disk size', 0, most.diskMiB),
    sha256: checksum(element, 'sha256'),
    sha1: checksum(element, 'sha1'),
  };
}

/** The old tools looked for user and scratch alone: anything else had to be there, as a system disk has. */
function readUse(written: string | undefined, file: string, warn: Warn): DescriptorDisk['use'] {
  const known = diskUses.find((use) => use === written);
  if (known === undefined && written !== undefined)
    warn({ code: 'unknown-use', message: `disk ${file}: use="${clip(written, 60)}" is taken for system` });
  return known ?? 'system';
}

function checksum(disk: XmlElement, type: string): string | undefined {
  const element = elements(disk, 'checksum').find((candidate) => attribute(candidate, 'type') === type);
  return element === undefined ? undefined : textOf(element).toLowerCase();
}

/** @returns types of checksums that nothing is compared with */
function otherChecksums(disk: XmlElement): string[] {
  const types = elements(disk, 'checksum').map((element) => attribute(element, 'type') ?? '');
  return [...new Set(types)].filter((type) => type !== 'sha256' && type !== 'sha1');
}

function checkReferences({ boots, disks, interfaces }: DescriptorData): void {
  requireAtMost(interfaces, 'interfaces', most.interfaces);
  requireAtMost(disks.length, 'disks', most.disks);
  requireAtMost(boots.length, 'ways of booting', most.boots);
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
    requireAtMost(drives.length, 'drives', most.disks);
  }
}

/** Words of a descriptor are in messages, and no file has a longer path (PATH_MAX of Linux, in bytes). */
const longestWord = 4096;

function checkWords({ name, version, release, boots, disks }: DescriptorData): void {
  const ofDisks = disks.flatMap(({ id, file, format }) => [id, file, format]);
  const ofBoots = boots.flatMap(({ arch, os, drives }) => [
    arch,
    ...('kernel' in os ? [os.kernel, os.initrd] : []),
    ...drives.map(({ target }) => target),
  ]);
  const long = [name, version, release, ...ofDisks, ...ofBoots].find((word) => (word?.length ?? 0) > longestWord);
  if (long !== undefined) throw invalidDescriptor(`"${clip(long, 60)}" has more than ${longestWord} characters`);
}

function requireAtMost(count: number, what: string, limit: number): void {
  if (count > limit) throw invalidDescriptor(`it has ${count} ${what}, and a machine has ${limit} at most`);
}

function optionalText(parent: XmlElement, name: string): string | undefined {
  const element = optionalElement(parent, name);
  return element === undefined ? undefined : textOf(element);
}

/** @throws ApplianceError code `descriptor-invalid` if it is no number, 0, or more than any machine has */
function amount(devices: XmlElement, name: string, limit: number): number | undefined {
  const element = optionalElement(devices, name);
  return element === undefined ? undefined : numberIn(textOf(element), `<${name}>`, 1, limit);
}

function numberIn(text: string, what: string, least: number, limit: number): number {
  if (!/^\d+$/.test(text)) throw invalidDescriptor(`${what} is not a number: "${clip(text, 60)}"`);
  const number = Number(text);
  if (number >= least && number <= limit) return number;
  throw invalidDescriptor(`${what} is ${clip(text, 60)}, and it can be ${least} to ${limit}`);
}
