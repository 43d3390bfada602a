import { hardwareVersion, scsiAddressOf, scsiControllersOf, type VmwareMachine } from '../vmware/machine.ts';

/** CIM_ResourceAllocationSettingData.ResourceType. */
const resource = { processor: 3, memory: 4, scsiController: 6, networkCard: 10, disk: 17 } as const;

/** An `Item` without its number: properties of CIM_ResourceAllocationSettingData by their names. */
interface Item {
  readonly ResourceType: number;
  readonly ElementName: string;
  readonly [property: string]: string | number | boolean;
}

/** The name of the network that the n-th card is on, counted from 0. The first is what vSphere calls its own. */
export function networkNameOf(index: number): string {
  return index === 0 ? 'VM Network' : `VM Network ${index + 1}`;
}

export function diskIdOf(index: number): string {
  return `vmdisk${index + 1}`;
}

/** `VirtualHardwareSection` (DSP0243 §8). */
export function hardwareSectionOf(machine: VmwareMachine): object {
  const controllers = scsiControllersOf(machine);
  const before = [processors(machine), memory(machine)];
  // Items are numbered from 1, in their order; the disks refer to the numbers of their controllers.
  const controllerNumber = (controller: number) => before.length + controller + 1;
  const items = [
    ...before,
    ...controllers.map(scsiController),
    ...machine.disks.map((_, index) => disk(index, controllerNumber)),
    ...Array.from({ length: machine.interfaces }, (_, index) => networkCard(index)),
  ];
  return {
    Info: 'The virtual hardware',
    System: {
      'vssd:ElementName': 'Virtual Hardware Family',
      'vssd:InstanceID': '0',
      'vssd:VirtualSystemIdentifier': machine.name,
      'vssd:VirtualSystemType': `vmx-${hardwareVersion}`,
    },
    Item: items.map((item, index) => elementsOf({ ...item, InstanceID: index + 1 })),
    'vmw:Config': { '@ovf:required': 'false', '@vmw:key': 'firmware', '@vmw:value': machine.firmware },
  };
}

/** The schema wants the properties in the order of the alphabet. */
function elementsOf(item: Item): object {
  const names = Object.keys(item).sort();
  return Object.fromEntries(names.map((name) => [`rasd:${name}`, String(item[name])]));
}

function processors({ vcpus }: VmwareMachine): Item {
  return {
    ResourceType: resource.processor,
    ElementName: `${vcpus} virtual CPU${vcpus === 1 ? '' : 's'}`,
    AllocationUnits: 'hertz * 10^6',
    VirtualQuantity: vcpus,
  };
}

function memory({ memoryMiB }: VmwareMachine): Item {
  return {
    ResourceType: resource.memory,
    ElementName: `${memoryMiB} MiB of memory`,
    AllocationUnits: 'byte * 2^20',
    VirtualQuantity: memoryMiB,
  };
}

function scsiController(number: number): Item {
  return {
    ResourceType: resource.scsiController,
    ResourceSubType: 'lsilogic',
    ElementName: `SCSI controller ${number}`,
    Address: number,
  };
}

function disk(index: number, controllerNumber: (controller: number) => number): Item {
  const { controller, unit } = scsiAddressOf(index);
  return {
    ResourceType: resource.disk,
    ElementName: `Disk ${index + 1}`,
    HostResource: `ovf:/disk/${diskIdOf(index)}`,
    Parent: controllerNumber(controller),
    AddressOnParent: unit,
  };
}

function networkCard(index: number): Item {
  return {
    ResourceType: resource.networkCard,
    ResourceSubType: 'VmxNet3',
    ElementName: `Network adapter ${index + 1}`,
    Connection: networkNameOf(index),
    AutomaticAllocation: true,
    AddressOnParent: index,
  };
}
