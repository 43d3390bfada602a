import type { Firmware } from '../appliance/appliance.ts';
import type { BootRecord } from '../descriptor/data.ts';
import { ApplianceError } from '../errors.ts';
import type { DeployRequest } from './deploy-request.ts';
import { handlingOf } from './disks/images.ts';
import { type DiskAction, planDisks } from './disks/plan-disks.ts';
import { kernelNames, planKernel } from './disks/plan-kernel.ts';
import type { DeployedDisk } from './domain/deployment.ts';
import type { DomainSpec } from './domain/domain-xml.ts';
import { type PlacedDrive, placeDrives } from './domain/drives.ts';
import type { DomainType } from './host/capabilities.ts';

export interface DeployPlan {
  readonly domain: DomainSpec;
  /** In the order of the domain's disks; then kernel and initrd, if it is started from such. */
  readonly disks: readonly DiskAction[];
  /** Disks of the old domain that are deleted at the end. */
  readonly dropped: readonly DeployedDisk[];
  /** User disks of the old domain that the new one does not have; they stay in their pool. */
  readonly detached: readonly DeployedDisk[];
}

/** Decides everything; changes nothing. @throws ApplianceError kind `input` */
export function planDeployment(request: DeployRequest): DeployPlan {
  const { name, data, choice, old, wishes } = request;
  const { record, domainType, cpu } = choice;
  const machine = wishes.machine ?? usualMachine(record.arch, domainType);
  const drives = placeDrives(record, data, { bus: wishes.bus, machine, domainType });
  const others = 'kernel' in record.os ? Object.values(kernelNames) : [];
  const { actions, generation } = planDisks(request, drives, others);
  const kernel = planKernel(request, generation);
  const all = [...actions, ...kernel.actions];
  const kept = new Set(all.map(({ deployed }) => deployed.path));
  const left = (old?.deployment?.disks ?? []).filter(({ path }) => !kept.has(path));
  return {
    domain: {
      name,
      uuid: old?.uuid,
      title: data.label,
      description: data.description,
      type: domainType,
      cpu,
      boot: kernel.record,
      machine,
      firmware: firmwareFor(request, record, machine),
      memoryKiB: wishes.memoryMiB === undefined ? data.memoryKiB : wishes.memoryMiB * 1024,
      vcpus: wishes.vcpus ?? data.vcpus,
      disks: drives.map(({ disk: _, ...place }, index) => domainDisk(place, actions[index])),
      networks: request.networks.map((network, index) => ({
        network,
        mac: request.macs[index] ?? oldMac(request, index),
      })),
      graphics: wishes.graphics === undefined ? data.graphics : wishes.graphics !== 'none',
      consoleLog: request.consoleLog,
      deployment: { version: data.version, generation, disks: all.map(({ deployed }) => deployed), wishes },
    },
    disks: all,
    dropped: left.filter(({ use, volume }) => use !== 'user' && volume !== undefined),
    detached: left.filter(({ use }) => use === 'user'),
  };
}

/** What is asked for may be that of another card of before. */
function oldMac({ old, macs }: DeployRequest, index: number): string | undefined {
  const mac = old?.macs[index];
  return mac === undefined || macs.includes(mac) ? undefined : mac;
}

function domainDisk(place: Omit<PlacedDrive, 'disk'>, action: DiskAction | undefined): DomainSpec['disks'][number] {
  const { path = '', format = 'raw' } = action?.deployed ?? {};
  return { ...place, path, driver: handlingOf(format).driver };
}

/** q35 has had SATA and PCI Express since 2009; ARM has its virtual machine. Xen and libvirt's test driver choose themselves. */
function usualMachine(arch: string, domainType: DomainType): string | undefined {
  if (domainType === 'xen' || domainType === 'test') return undefined;
  if (arch === 'aarch64') return 'virt';
  return arch === 'x86_64' || arch === 'i686' ? 'q35' : undefined;
}

/** The BIOS where there is one and the disks boot with it, because every host has it; else UEFI. Secure Boot is asked for. */
function firmwareFor(
  { wishes: { firmware }, bootLoader }: DeployRequest,
  { arch, os }: BootRecord,
  machine: string | undefined,
): Firmware {
  const isFirmwareBoot = 'loader' in os && os.loader !== 'pygrub';
  if (!isFirmwareBoot) return 'bios';
  const hasBios = arch !== 'aarch64';
  const chosen = firmware ?? (hasBios && bootLoader?.bios !== false ? 'bios' : 'uefi');
  const refuse = (message: string, hint: string) =>
    new ApplianceError({ kind: 'input', code: 'bad-firmware', message: `--firmware ${chosen}: ${message}`, hint });
  if (chosen === 'bios' && !hasBios) throw refuse(`machines of ${arch} have no BIOS`, 'leave it out, or write uefi');
  // The firmware keeps its keys from the guest by system management mode, which QEMU's other PCs have no chip for.
  const isOtherPc = arch !== 'aarch64' && machine !== undefined && !/^(?:pc-)?q35/.test(machine);
  if (chosen === 'uefi-secure' && isOtherPc)
    throw refuse(`the machine ${machine} has no Secure Boot`, 'leave out --machine, or write uefi');
  if (bootLoader === undefined) return chosen;
  if (chosen === 'bios' && !bootLoader.bios) throw refuse('the disks do not boot with a BIOS', 'write uefi');
  if (chosen !== 'bios' && !bootLoader.uefi) throw refuse('the disks do not boot with UEFI', 'write bios');
  if (chosen === 'uefi-secure' && !bootLoader.signed)
    throw refuse('the boot loaders of the disks are not signed', 'build with signed packages (shim), or write uefi');
  return chosen;
}
