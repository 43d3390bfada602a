import { type DiskUse, diskUses } from '../../appliance/targets.ts';
import { attribute, elements, optionalElement, textOf, type XmlElement } from '../../descriptor/xml.ts';
import { ApplianceError } from '../../errors.ts';
import { parseAnswer } from '../host/capabilities.ts';
import { readWishes, type Wishes, wishAttributes } from './wishes.ts';

/** What a domain says of how it was deployed, so that an upgrade knows its disks. libvirt keeps it as metadata. */
export interface Deployment {
  /** Version of the appliance. */
  readonly version: string | undefined;
  /** Counts deployments of the domain, from 1; part of the names of volumes. */
  readonly generation: number;
  readonly disks: readonly DeployedDisk[];
  /** What was asked for besides; undefined: it cannot be read. */
  readonly wishes: Wishes | undefined;
}

export interface DeployedDisk {
  /** Of the disk, without that of the appliance and without an ending: `data`. */
  readonly name: string;
  readonly use: DiskUse;
  readonly format: string;
  /** Where it lies, on the host. */
  readonly path: string;
  /** The volume that was made for it; undefined: it is used where it lay. */
  readonly volume?: { readonly pool: string; readonly name: string } | undefined;
}

/** What an earlier deployment left in libvirt. */
export interface DeployedDomain {
  readonly xml: string;
  readonly uuid: string;
  /** Addresses of the network interfaces, in order. */
  readonly macs: readonly string[];
  /** Undefined: this program did not deploy it. */
  readonly deployment: Deployment | undefined;
}

const namespace = 'urn:appliance-build:deployment:1';

/** @returns the content of a domain's `metadata` */
export function deploymentMetadata({ version, generation, disks, wishes }: Deployment): object {
  const asked = wishAttributes(wishes ?? {});
  return {
    'appliance:deployment': {
      '@xmlns:appliance': namespace,
      '@generation': String(generation),
      ...(version === undefined ? {} : { '@version': version }),
      'appliance:disk': disks.map(({ name, use, format, path, volume }) => ({
        '@name': name,
        '@use': use,
        '@format': format,
        '@path': path,
        ...(volume === undefined ? {} : { '@pool': volume.pool, '@volume': volume.name }),
      })),
      ...(asked === undefined ? {} : { 'appliance:asked': asked }),
    },
  };
}

/**
 * Reads a domain's XML as libvirt gives it.
 *
 * @throws ApplianceError code `libvirt-answer`
 */
export function readDomain(xml: string): DeployedDomain {
  const domain = parseAnswer(xml, 'domain');
  const devices = optionalElement(domain, 'devices') ?? {};
  return {
    xml,
    uuid: textOf(elements(domain, 'uuid')[0] ?? {}),
    macs: elements(devices, 'interface').flatMap((card) => attribute(elements(card, 'mac')[0] ?? {}, 'address') ?? []),
    deployment: readDeployment(elements(domain, 'metadata')[0] ?? {}),
  };
}

function readDeployment(metadata: XmlElement): Deployment | undefined {
  const [element] = elements(metadata, 'appliance:deployment');
  if (element === undefined || attribute(element, 'xmlns:appliance') !== namespace) return undefined;
  const generation = Number(attribute(element, 'generation'));
  if (!Number.isSafeInteger(generation) || generation < 1) throw broken('generation');
  const wishes = readWishes(elements(element, 'appliance:asked')[0] ?? {});
  return {
    version: attribute(element, 'version'),
    generation,
    disks: elements(element, 'appliance:disk').map(readDisk),
    wishes,
  };
}

function readDisk(element: XmlElement): DeployedDisk {
  const value = (name: string) => attribute(element, name);
  const use = diskUses.find((known) => known === value('use'));
  const [name, path, pool, volume] = [value('name'), value('path'), value('pool'), value('volume')];
  if (use === undefined || name === undefined || path === undefined) throw broken('disk');
  return {
    name,
    use,
    format: value('format') ?? 'raw',
    path,
    ...(pool === undefined || volume === undefined ? {} : { volume: { pool, name: volume } }),
  };
}

function broken(what: string): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'libvirt-answer',
    message: `the domain's record of its deployment has no proper ${what}: somebody changed it`,
  });
}
