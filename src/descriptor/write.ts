import { isDeepStrictEqual } from 'node:util';
import { type BootRecord, type DescriptorData, type DescriptorDisk, featureNames } from './data.ts';
import { readDescriptor } from './read.ts';
import { invalidDescriptor, writeXml } from './xml.ts';

/**
 * Writes a descriptor: elements in the order of the grammar of 2008. The text is read back and compared before it is returned.
 *
 * @throws ApplianceError code `descriptor-invalid` if XML cannot hold the data or the data contradict each other
 */
export function writeDescriptor(data: DescriptorData): string {
  const xml = writeXml({ image: imageOf(data) });
  if (!isDeepStrictEqual(readDescriptor(xml), data)) {
    throw invalidDescriptor('what was written reads differently', 'names must not begin or end with a blank');
  }
  return xml;
}

function imageOf(data: DescriptorData): object {
  return {
    name: { ...said('@version', data.version), ...said('@release', data.release), '#text': data.name },
    ...said('label', data.label),
    ...said('description', data.description),
    domain: {
      boot: data.boots.map(bootOf),
      devices: {
        vcpu: String(data.vcpus),
        memory: String(data.memoryKiB),
        interface: Array.from({ length: data.interfaces }, () => ''),
        ...(data.graphics ? { graphics: '' } : {}),
      },
    },
    storage: { disk: data.disks.map(diskOf) },
  };
}

function bootOf({ type, arch, features, os, drives }: BootRecord): object {
  const named = featureNames.filter((name) => features[name] !== undefined);
  const states = named.map((name) => [name, { '@state': features[name] === true ? 'on' : 'off' }]);
  return {
    '@type': type,
    guest: { arch, ...(named.length === 0 ? {} : { features: Object.fromEntries(states) }) },
    os: sourceOf(os),
    drive: drives.map(({ disk, target }) => ({ '@disk': disk, ...said('@target', target) })),
  };
}

function sourceOf(os: BootRecord['os']): object {
  if ('kernel' in os) return { kernel: os.kernel, ...said('initrd', os.initrd), ...said('cmdline', os.cmdline) };
  return { loader: os.loader === 'pygrub' ? os.loader : { '@dev': os.loader } };
}

function diskOf({ id, file, use, format, sizeMiB, sha256, sha1 }: DescriptorDisk): object {
  const checksums = [
    ...(sha256 === undefined ? [] : [{ '@type': 'sha256', '#text': sha256 }]),
    ...(sha1 === undefined ? [] : [{ '@type': 'sha1', '#text': sha1 }]),
  ];
  return {
    '@file': file,
    '@id': id,
    '@use': use,
    '@format': format,
    ...said('@size', sizeMiB?.toString()),
    ...(checksums.length === 0 ? {} : { checksum: checksums }),
  };
}

const said = (key: string, value: string | undefined) => (value === undefined ? {} : { [key]: value });
