import { biosGeometry } from '../geometry.ts';

/** The adapter and the hardware version (13 is ESXi 6.5 and later) of a virtual machine that gets the disk. */
const adapterType = 'lsilogic';
const hardwareVersion = 13;

export interface VmdkDescriptor {
  readonly createType: 'streamOptimized' | 'monolithicSparse' | 'monolithicFlat';
  /** The one line of the extent: `RW 2048 SPARSE "os.vmdk"`. */
  readonly extent: string;
  readonly capacitySectors: number;
  readonly identity: Buffer;
}

/**
 * VMware Virtual Disk Format 5.0, "The Disk Descriptor File". The content identifier must change with the contents (it tells whether
 * a snapshot fits), and only with them.
 */
export function descriptorText({ createType, extent, capacitySectors, identity }: VmdkDescriptor): string {
  const { cylinders, heads, sectorsPerTrack } = biosGeometry(capacitySectors, 65_535);
  const contentIdentifier = identity.readUInt32BE(0) & 0x7fff_ffff;
  return [
    '# Disk DescriptorFile',
    'version=1',
    `CID=${contentIdentifier.toString(16).padStart(8, '0')}`,
    'parentCID=ffffffff',
    `createType="${createType}"`,
    '',
    '# Extent description',
    extent,
    '',
    '# The Disk Data Base',
    '#DDB',
    '',
    `ddb.virtualHWVersion = "${hardwareVersion}"`,
    `ddb.geometry.cylinders = "${cylinders}"`,
    `ddb.geometry.heads = "${heads}"`,
    `ddb.geometry.sectors = "${sectorsPerTrack}"`,
    `ddb.adapterType = "${adapterType}"`,
    '',
  ].join('\n');
}

/** A file name as it may stand between the quotes of an extent. */
export const quotable = (name: string) => name.replaceAll('"', '_');
