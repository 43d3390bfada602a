import type { VmwareMachine } from '../vmware/machine.ts';
import { writeXml } from '../xml.ts';
import { diskIdOf, hardwareSectionOf, networkNameOf } from './hardware.ts';

const cim = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2';
const namespaces = {
  '@xmlns': 'http://schemas.dmtf.org/ovf/envelope/1',
  '@xmlns:ovf': 'http://schemas.dmtf.org/ovf/envelope/1',
  '@xmlns:rasd': `${cim}/CIM_ResourceAllocationSettingData`,
  '@xmlns:vssd': `${cim}/CIM_VirtualSystemSettingData`,
  '@xmlns:vmw': 'http://www.vmware.com/schema/ovf',
} as const;
const streamOptimized = 'http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized';

const fileIdOf = (index: number) => `file${index + 1}`;

/**
 * Writes the descriptor of an appliance as OVF 1.0 (DMTF DSP0243 and its schema DSP8023): one virtual system, with streamOptimized
 * disks. What VMware adds to it, the firmware and its own name of the guest, others pass over.
 *
 * @throws ApplianceError code `descriptor-invalid` if XML cannot hold a name
 */
export function writeOvf(machine: VmwareMachine): string {
  const { name, version, guest, interfaces, disks } = machine;
  return writeXml({
    Envelope: {
      ...namespaces,
      References: {
        File: disks.map(({ file, fileBytes }, index) => ({
          '@ovf:id': fileIdOf(index),
          '@ovf:href': file,
          '@ovf:size': String(fileBytes),
        })),
      },
      DiskSection: {
        Info: 'The virtual disks',
        Disk: disks.map(({ capacityBytes }, index) => ({
          '@ovf:diskId': diskIdOf(index),
          '@ovf:fileRef': fileIdOf(index),
          '@ovf:capacity': String(capacityBytes),
          '@ovf:format': streamOptimized,
        })),
      },
      NetworkSection: {
        Info: 'The networks',
        Network: Array.from({ length: interfaces }, (_, index) => ({
          '@ovf:name': networkNameOf(index),
          Description: `The network of network adapter ${index + 1}`,
        })),
      },
      VirtualSystem: {
        '@ovf:id': name,
        Info: 'The appliance',
        Name: name,
        OperatingSystemSection: {
          '@ovf:id': String(guest.cimType),
          '@vmw:osType': guest.vsphere,
          Info: 'The guest operating system',
          Description: guest.description,
        },
        ...(version === undefined
          ? {}
          : { ProductSection: { Info: 'The product', Product: name, Version: version, FullVersion: version } }),
        VirtualHardwareSection: hardwareSectionOf(machine),
      },
    },
  });
}
