import type { BootRecord, DescriptorData } from './data.ts';
import { invalidDescriptor } from './xml.ts';

/**
 * The way of booting that a virtual machine of this computer can follow: the first fully virtualised one from a hard disk.
 *
 * @throws ApplianceError code `descriptor-invalid` if there is none
 */
export function bootableRecord({ boots }: DescriptorData): BootRecord {
  const full = boots.filter(({ type }) => type === 'hvm');
  if (full.length === 0)
    throw invalidDescriptor('it has no <boot type="hvm">', 'only fully virtualised guests are run');
  const fromDisk = full.find(({ os }) => 'loader' in os && os.loader === 'hd');
  if (fromDisk !== undefined) return fromDisk;
  throw invalidDescriptor('it does not boot from <loader dev="hd">', 'other ways of booting are not supported');
}
