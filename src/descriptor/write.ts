import { isDeepStrictEqual } from 'node:util';
import type { DescriptorData, DescriptorDisk } from './data.ts';
import { readDescriptor } from './read.ts';
import { invalidDescriptor, writeXml } from './xml.ts';

/**
 * Writes a descriptor: elements in the order of the grammar of 2008, one `hvm` boot from the hard disk. The text is read back and
 * compared before it is returned.
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
    name: { ...(data.version === undefined ? {} : { '@version': data.version }), '#text': data.name },
    domain: {
      boot: {
        '@type': 'hvm',
        guest: { arch: data.arch },
        os: { loader: { '@dev': 'hd' } },
        drive: data.drives.map(({ disk, target }) => ({
          '@disk': disk,
          ...(target === undefined ? {} : { '@target': target }),
        })),
      },
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

function diskOf({ id, file, use, format, sizeMiB, sha256 }: DescriptorDisk): object {
  return {
    '@file': file,
    '@id': id,
    '@use': use,
    '@format': format,
    ...(sizeMiB === undefined ? {} : { '@size': String(sizeMiB) }),
    ...(sha256 === undefined ? {} : { checksum: { '@type': 'sha256', '#text': sha256 } }),
  };
}
