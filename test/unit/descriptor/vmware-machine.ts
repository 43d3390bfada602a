import { guestOsOf } from '../../../src/descriptor/vmware/guest-os.ts';
import type { VmwareDisk, VmwareMachine } from '../../../src/descriptor/vmware/machine.ts';

/** A machine with two of what there can be several of. */
export const machine: VmwareMachine = {
  name: 'hello',
  version: '1.0',
  vcpus: 2,
  memoryMiB: 1024,
  firmware: 'bios',
  guest: guestOsOf('debian'),
  interfaces: 2,
  disks: [
    { file: 'hello-os.vmdk', fileBytes: 123_456, capacityBytes: 5 * 1024 ** 3 },
    { file: 'hello-data.vmdk', fileBytes: 65_536, capacityBytes: 1024 ** 3 },
  ],
};

export function manyDisks(count: number): VmwareDisk[] {
  return Array.from({ length: count }, (_, index) => ({
    file: `disk${index}.vmdk`,
    fileBytes: 65_536,
    capacityBytes: 1024 ** 2,
  }));
}
