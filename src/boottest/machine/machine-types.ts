import type { Architecture } from '../../architecture.ts';
import type { FirmwarePlaces } from './firmware.ts';

/** QEMU's machine for appliances of an architecture. */
export interface MachineType {
  readonly program: string;
  /** What `-machine` begins with. */
  readonly machine: string;
  /** What a kernel says its first words on, and the argument for it. */
  readonly consoleArguments: string;
  /** CPU models under KVM, in the order tried; after a comma what is added to one, or taken from it. */
  readonly kvmCpus: readonly [string, ...string[]];
  readonly tcgCpu: string;
  readonly screen: readonly string[];
  /** Devices on which the firmware tells what it does, if the machine has such; the channel is called `firmware`. */
  readonly firmwareLog: readonly string[];
  readonly firmware: FirmwarePlaces;
}

const debian = '/usr/share/OVMF';
const fedora = '/usr/share/edk2/ovmf';

export const machineTypes: Readonly<Record<Architecture, MachineType>> = {
  x86_64: {
    program: 'qemu-system-x86_64',
    machine: 'q35,vmport=off',
    consoleArguments: 'console=ttyS0 earlyprintk=ttyS0,115200',
    // QEMU may abort over a register of the second's feature. The third is QEMU's default with what x86-64-v2 adds, because
    // Enterprise Linux 9 needs it.
    kvmCpus: ['host', 'host,-arch-capabilities', 'qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt'],
    tcgCpu: 'max',
    screen: ['-vga', 'std'],
    // On this port SeaBIOS says that no disk boots; the serial console stays empty then.
    firmwareLog: ['-device', 'isa-debugcon,iobase=0x402,chardev=firmware'],
    firmware: {
      // Debian and Ubuntu (package ovmf), Fedora (edk2-ovmf).
      locations: {
        uefi: [
          { code: `${debian}/OVMF_CODE_4M.fd`, vars: `${debian}/OVMF_VARS_4M.fd` },
          { code: `${debian}/OVMF_CODE.fd`, vars: `${debian}/OVMF_VARS.fd` },
          { code: `${fedora}/OVMF_CODE_4M.fd`, vars: `${fedora}/OVMF_VARS_4M.fd` },
          { code: `${fedora}/OVMF_CODE.fd`, vars: `${fedora}/OVMF_VARS.fd` },
        ],
        'uefi-secure': [
          { code: `${debian}/OVMF_CODE_4M.secboot.fd`, vars: `${debian}/OVMF_VARS_4M.ms.fd` },
          { code: `${debian}/OVMF_CODE.secboot.fd`, vars: `${debian}/OVMF_VARS.ms.fd` },
          { code: `${fedora}/OVMF_CODE.secboot.fd`, vars: `${fedora}/OVMF_VARS.secboot.fd` },
        ],
      },
      name: 'OVMF',
      hint: 'install the package ovmf (Debian, Ubuntu) or edk2-ovmf (Fedora), or boot with --firmware bios',
    },
  },
  aarch64: {
    program: 'qemu-system-aarch64',
    machine: 'virt',
    consoleArguments: 'console=ttyAMA0 earlycon',
    kvmCpus: ['host'],
    // Measured: a boot under the model `max` takes three times as long.
    tcgCpu: 'cortex-a72',
    screen: ['-device', 'ramfb'],
    firmwareLog: [],
    firmware: {
      // Debian and Ubuntu (package qemu-efi-aarch64), Fedora (edk2-aarch64).
      locations: {
        uefi: [
          { code: '/usr/share/AAVMF/AAVMF_CODE.fd', vars: '/usr/share/AAVMF/AAVMF_VARS.fd' },
          {
            code: '/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw',
            vars: '/usr/share/edk2/aarch64/vars-template-pflash.raw',
          },
        ],
        'uefi-secure': [],
      },
      name: 'AAVMF',
      hint: 'install the package qemu-efi-aarch64 (Debian, Ubuntu) or edk2-aarch64 (Fedora)',
    },
  },
};
