import type { Architecture } from '../../architecture.ts';
import type { NotifyAddress } from '../notify/notify-socket.ts';
import type { FirmwareFiles } from './firmware.ts';
import { machineTypes } from './machine-types.ts';

/** What QEMU is told: a pure function of what is booted. */
export interface Machine {
  readonly arch: Architecture;
  readonly accelerator: 'kvm' | 'tcg';
  /** QEMU's name of the CPU model: `host`, `max`. */
  readonly cpu: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** In any order; `order` counts from 1, and the firmware tries them in that order. */
  readonly disks: readonly { readonly overlayPath: string; readonly name: string; readonly order: number }[];
  readonly firmware: FirmwareFiles | 'bios';
  /** Unix sockets on which we listen and QEMU connects. */
  readonly serialSocket: string;
  readonly firmwareSocket: string;
  readonly qmpSocket: string;
  /** Number of network interfaces. */
  readonly interfaces: number;
  /** The tap device that the first of them leads to, and its address there; else all are in QEMU's user network. */
  readonly tap?: { readonly name: string; readonly mac: string } | undefined;
  /** Where the guest's systemd tells how far it is; undefined: nowhere. */
  readonly notify?: NotifyAddress | undefined;
}

/** What a guest that breaks out of its devices may not do: the set that libvirt has, too. */
export const sandbox = ['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'] as const;

/** The arguments of QEMU (7.2 and newer) for a boot test. `-action reboot=shutdown` makes a reboot loop end. */
export function qemuArguments(machine: Machine): string[] {
  const { screen, firmwareLog, ...type } = machineTypes[machine.arch];
  return [
    ['-name', 'appliance-build-boot-test'],
    ['-machine', `${type.machine},accel=${machine.accelerator}${isSecure(machine.firmware) ? ',smm=on' : ''}`],
    ['-cpu', machine.cpu],
    ['-smp', `${machine.vcpus}`],
    ['-m', `${machine.memoryMiB}`],
    ['-nodefaults', '-no-user-config'],
    [...sandbox],
    ['-display', 'none'],
    [...screen],
    ['-rtc', 'base=utc'],
    ['-object', 'rng-random,id=rng0,filename=/dev/urandom'],
    ['-device', 'virtio-rng-pci,rng=rng0'],
    firmwareArguments(machine.firmware),
    ['-chardev', socket('serial', machine.serialSocket)],
    ['-serial', 'chardev:serial'],
    ['-chardev', socket('firmware', machine.firmwareSocket)],
    [...firmwareLog],
    ['-chardev', socket('qmp', machine.qmpSocket)],
    ['-mon', 'chardev=qmp,mode=control'],
    ['-device', 'pvpanic-pci'],
    ['-action', 'panic=shutdown,reboot=shutdown,watchdog=shutdown'],
    ['-boot', 'strict=on'],
    machine.disks.flatMap((disk) => diskArguments(disk)),
    Array.from({ length: machine.interfaces }, (_, index) => interfaceArguments(index, machine)).flat(),
    // The last one: names of network cards come from their places on the bus.
    notifyArguments(machine.notify),
  ].flat();
}

/** Only in System Management Mode may such firmware write to its flash (OVMF's README, "SMM support"). */
const isSecure = (firmware: Machine['firmware']) => firmware !== 'bios' && firmware.secureBoot;

function firmwareArguments(firmware: Machine['firmware']): string[] {
  if (firmware === 'bios') return [];
  return [
    firmware.secureBoot ? ['-global', 'driver=cfi.pflash01,property=secure,value=on'] : [],
    ['-drive', `if=pflash,format=raw,unit=0,readonly=on,file=${value(firmware.code)}`],
    ['-drive', `if=pflash,format=raw,unit=1,file=${value(firmware.vars)}`],
  ].flat();
}

function diskArguments({ overlayPath, name, order }: Machine['disks'][number]): string[] {
  const id = `disk${order}`;
  return [
    ['-drive', `if=none,id=${id},file=${value(overlayPath)},format=qcow2,cache=unsafe,discard=unmap`],
    ['-device', `virtio-blk-pci,drive=${id},bootindex=${order},serial=${value(name.slice(0, longestSerial))}`],
  ].flat();
}

/** systemd.system-credentials(7), `vmm.notify_socket`; 2 is the host (vsock(7)). */
function notifyArguments(notify: Machine['notify']): string[] {
  if (notify === undefined) return [];
  const credential = `io.systemd.credential:vmm.notify_socket=vsock-stream:2:${notify.port}`;
  return ['-device', `vhost-vsock-pci,guest-cid=${notify.cid}`, '-smbios', `type=11,value=${credential}`];
}

/** Of `ipv6=on` alone QEMU makes a network without IPv4. */
function interfaceArguments(index: number, { tap }: Pick<Machine, 'tap'>): string[] {
  if (index === 0 && tap !== undefined)
    return [
      ...['-netdev', `tap,id=net0,ifname=${value(tap.name)},script=no,downscript=no`],
      ...['-device', `virtio-net-pci,netdev=net0,mac=${tap.mac},romfile=`],
    ];
  return [
    ['-netdev', `user,id=net${index},ipv4=on,ipv6=on`],
    ['-device', `virtio-net-pci,netdev=net${index},romfile=`],
  ].flat();
}

function socket(id: string, path: string): string {
  return `socket,id=${id},path=${value(path)},server=off`;
}

/** virtio-blk, VIRTIO_BLK_ID_BYTES. */
const longestSerial = 20;

/** In QEMU's option lists a comma inside a value is written twice. */
function value(text: string): string {
  return text.replaceAll(',', ',,');
}
