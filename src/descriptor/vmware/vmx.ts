import { hardwareVersion, scsiAddressOf, scsiControllersOf, type VmwareMachine } from './machine.ts';

type Setting = readonly [key: string, value: string];

/** PCI Express devices, such as vmxnet3, are put into the slots of these. */
const rootPorts = [4, 5, 6, 7] as const;

/**
 * Writes the configuration of a virtual machine for VMware Workstation, Player and Fusion. It opens where it lies, beside its disks. Each
 * copy gets an identity of its own at the first start, without a question.
 */
export function writeVmx(machine: VmwareMachine): string {
  const settings: readonly Setting[] = [
    ['.encoding', 'UTF-8'],
    ['config.version', '8'],
    ['virtualHW.version', String(hardwareVersion)],
    ['displayName', machine.name],
    ['guestOS', machine.guest.vmx],
    ['firmware', machine.firmware],
    ['uuid.action', 'create'],
    ['numvcpus', String(machine.vcpus)],
    ['memsize', String(machine.memoryMiB)],
    ['floppy0.present', 'FALSE'],
    ['pciBridge0.present', 'TRUE'],
    ...rootPorts.flatMap(rootPort),
    ...scsiControllersOf(machine).flatMap(controller),
    ...machine.disks.flatMap(({ file }, index) => disk(file, index)),
    ...Array.from({ length: machine.interfaces }, (_, index) => networkCard(index)).flat(),
  ];
  return settings.map(([key, value]) => `${key} = "${value}"\n`).join('');
}

function rootPort(number: number): Setting[] {
  return [
    [`pciBridge${number}.present`, 'TRUE'],
    [`pciBridge${number}.virtualDev`, 'pcieRootPort'],
    [`pciBridge${number}.functions`, '8'],
  ];
}

function controller(number: number): Setting[] {
  return [
    [`scsi${number}.present`, 'TRUE'],
    [`scsi${number}.virtualDev`, 'lsilogic'],
  ];
}

function disk(file: string, index: number): Setting[] {
  const address = scsiAddressOf(index);
  const name = `scsi${address.controller}:${address.unit}`;
  return [
    [`${name}.present`, 'TRUE'],
    [`${name}.fileName`, file],
  ];
}

function networkCard(number: number): Setting[] {
  return [
    [`ethernet${number}.present`, 'TRUE'],
    [`ethernet${number}.virtualDev`, 'vmxnet3'],
    [`ethernet${number}.connectionType`, 'nat'],
    [`ethernet${number}.addressType`, 'generated'],
  ];
}
