import type { Firmware } from '../../appliance/appliance.ts';
import type { BootRecord } from '../../descriptor/data.ts';
import { writeXml } from '../../descriptor/xml.ts';
import type { DomainType } from '../host/capabilities.ts';
import { type Deployment, deploymentMetadata } from './deployment.ts';
import type { PlacedDrive } from './drives.ts';
import type { Network } from './networks.ts';

/** A machine of libvirt: everything its XML says. */
export interface DomainSpec {
  readonly name: string;
  /** Undefined: libvirt makes one. */
  readonly uuid: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly type: DomainType;
  /** QEMU's name of a CPU model that works under KVM, with what is added or taken away; undefined: that of the host. */
  readonly cpu: string | undefined;
  readonly boot: BootRecord;
  /** QEMU's machine; undefined: the hypervisor's own. */
  readonly machine: string | undefined;
  readonly firmware: Firmware;
  readonly memoryKiB: number;
  readonly vcpus: number;
  readonly disks: readonly DomainDisk[];
  readonly networks: readonly DomainNetwork[];
  readonly graphics: boolean;
  /** File on the host that takes what the guest prints on its serial port; undefined: it is not kept. */
  readonly consoleLog: string | undefined;
  readonly deployment: Deployment;
}

export interface DomainDisk extends Omit<PlacedDrive, 'disk'> {
  readonly path: string;
  /** QEMU's name of the format. */
  readonly driver: string;
}

export interface DomainNetwork {
  readonly network: Network;
  /** Undefined: libvirt makes one. */
  readonly mac: string | undefined;
}

/**
 * The XML of a machine, as libvirt.org/formatdomain.html describes it. The size of the memory has its unit, so nobody can mistake it
 * (virt-image of 2014 handed KiB to an option of MiB).
 *
 * @throws ApplianceError code `descriptor-invalid` if XML cannot hold a text
 */
export function writeDomain(spec: DomainSpec): string {
  const { name, uuid, title, description, memoryKiB, vcpus, type, boot, cpu } = spec;
  return writeXml({
    domain: {
      '@type': type,
      name,
      ...(uuid === undefined ? {} : { uuid }),
      ...(title ? { title: title.split('\n')[0] } : {}),
      ...(description ? { description } : {}),
      metadata: deploymentMetadata(spec.deployment),
      memory: { '@unit': 'KiB', '#text': String(memoryKiB) },
      vcpu: String(vcpus),
      ...startOf(spec),
      features: featuresOf(spec),
      ...cpuOf(type, boot.arch, cpu),
      clock: { '@offset': 'utc' },
      on_poweroff: 'destroy',
      on_reboot: 'restart',
      on_crash: 'destroy',
      devices: devicesOf(spec),
    },
  });
}

const isQemu = (type: DomainType) => type === 'kvm' || type === 'qemu' || type === 'kqemu';
const isPc = (arch: string) => arch === 'x86_64' || arch === 'i686';

function startOf({ boot, machine, firmware }: DomainSpec): object {
  const { os, arch } = boot;
  const type = {
    '@arch': arch,
    ...(machine === undefined ? {} : { '@machine': machine }),
    '#text': boot.type === 'xen' ? 'linux' : 'hvm',
  };
  if ('kernel' in os) {
    const { kernel, initrd, cmdline } = os;
    return { os: { type, kernel, ...(initrd ? { initrd } : {}), ...(cmdline ? { cmdline } : {}) } };
  }
  if (os.loader === 'pygrub') return { bootloader: 'pygrub', os: { type } };
  const devices = os.loader === 'cdrom' ? ['cdrom', 'hd'] : ['hd'];
  return {
    os: {
      ...(firmware === 'bios' ? {} : firmwareOf(firmware)),
      type,
      boot: devices.map((dev) => ({ '@dev': dev })),
    },
  };
}

/** libvirt finds the firmware by what it can (since 7.2). Without a word on Secure Boot it takes one that has it, if there is one. */
function firmwareOf(firmware: Exclude<Firmware, 'bios'>): object {
  const feature = (name: string, isOn: boolean) => ({ '@enabled': isOn ? 'yes' : 'no', '@name': name });
  const isSecure = firmware === 'uefi-secure';
  const features = [feature('secure-boot', isSecure), ...(isSecure ? [feature('enrolled-keys', true)] : [])];
  return { '@firmware': 'efi', firmware: { feature: features } };
}

/** ACPI and APIC are what a PC has, unless the descriptor says otherwise; one of 64 bits always has PAE. */
function featuresOf({ boot: { arch, features, type }, firmware }: DomainSpec): object {
  if (type === 'xen') return features.pae === true ? { pae: '' } : {};
  const usual = { acpi: isPc(arch) || firmware !== 'bios', apic: isPc(arch), pae: false };
  const wanted = { ...usual, ...features, ...(arch === 'i686' ? {} : { pae: false }) };
  return {
    ...(wanted.pae ? { pae: '' } : {}),
    ...(wanted.acpi ? { acpi: '' } : {}),
    ...(wanted.apic ? { apic: '' } : {}),
    ...(firmware === 'uefi-secure' && isPc(arch) ? { smm: { '@state': 'on' } } : {}),
  };
}

/** QEMU's usual model is too old for Enterprise Linux 9. That for ARM is the one of which emulation is fastest. */
function cpuOf(type: DomainType, arch: string, model: string | undefined): object {
  if (type === 'kvm') return { cpu: kvmCpu(model ?? 'host') };
  if (!isQemu(type)) return {};
  if (isPc(arch)) return { cpu: { '@mode': 'maximum', '@check': 'none' } };
  return { cpu: { '@mode': 'custom', '@match': 'exact', '@check': 'none', model: 'cortex-a72' } };
}

/** @param model `host`, or `qemu64,+ssse3,-svm` */
function kvmCpu(model: string): object {
  const [name, ...changes] = model.split(',');
  const feature = changes.map((change) => ({
    '@policy': change.startsWith('-') ? 'disable' : 'require',
    '@name': change.slice(1),
  }));
  if (name === 'host') return { '@mode': 'host-passthrough', '@check': 'none', feature };
  return { '@mode': 'custom', '@match': 'exact', '@check': 'none', model: name, feature };
}

function devicesOf({ type, boot, disks, networks, graphics, consoleLog }: DomainSpec): object {
  const isPv = boot.type === 'xen';
  const log = consoleLog === undefined ? {} : { log: { '@file': consoleLog, '@append': 'off' } };
  const guest = isQemu(type)
    ? {
        channel: { '@type': 'unix', target: { '@type': 'virtio', '@name': 'org.qemu.guest_agent.0' } },
        rng: { '@model': 'virtio', backend: { '@model': 'random', '#text': '/dev/urandom' } },
        ...(disks.some(({ bus }) => bus === 'scsi')
          ? { controller: { '@type': 'scsi', '@index': '0', '@model': 'virtio-scsi' } }
          : {}),
      }
    : {};
  return {
    disk: disks.map(diskOf),
    interface: networks.map((card) => interfaceOf(card, isQemu(type))),
    ...(isPv
      ? { console: { '@type': 'pty', ...log, target: { '@type': 'xen', '@port': '0' } } }
      : {
          serial: { '@type': 'pty', ...log, target: { '@port': '0' } },
          console: { '@type': 'pty', target: { '@type': 'serial', '@port': '0' } },
        }),
    ...guest,
    ...(graphics ? screenOf(type, boot) : {}),
  };
}

function diskOf({ device, bus, target, path, driver }: DomainDisk): object {
  return {
    '@type': 'file',
    '@device': device,
    driver: { '@name': 'qemu', '@type': driver },
    source: { '@file': path },
    target: { '@dev': target, '@bus': bus },
    ...(device === 'cdrom' ? { readonly: '' } : {}),
  };
}

function interfaceOf({ network, mac }: DomainNetwork, isVirtio: boolean): object {
  return {
    '@type': network.kind,
    ...(mac === undefined ? {} : { mac: { '@address': mac } }),
    ...(network.kind === 'user' ? {} : { source: { [`@${network.kind}`]: network.name } }),
    ...(isVirtio ? { model: { '@type': 'virtio' } } : {}),
  };
}

function screenOf(type: DomainType, { arch, type: bootType }: BootRecord): object {
  const graphics = { '@type': 'vnc', '@autoport': 'yes', '@listen': '127.0.0.1' };
  if (!isQemu(type) || bootType === 'xen') return { graphics };
  return { graphics, video: { model: { '@type': isPc(arch) ? 'vga' : 'virtio' } } };
}
