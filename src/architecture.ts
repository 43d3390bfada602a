/** What an appliance runs on, by the names of uname(2) and RPM. */
export type Architecture = 'x86_64' | 'aarch64';

export interface ArchitectureTraits {
  /** Debian's name, which options and descriptors may use, too. */
  readonly debian: 'amd64' | 'arm64';
  /** How names of programs for UEFI end, and those of their RPM packages: `grubx64.efi` of grub2-efi-x64. */
  readonly efi: 'x64' | 'aa64';
  /** GRUB's name of its platform for UEFI. */
  readonly grubPlatform: 'x86_64-efi' | 'arm64-efi';
  /** Whether there are machines that boot without UEFI. */
  readonly hasBios: boolean;
  /** The kernel's name of a virtual machine's first serial port. */
  readonly serialPort: 'ttyS0' | 'ttyAMA0';
}

export const architectures: Readonly<Record<Architecture, ArchitectureTraits>> = {
  x86_64: { debian: 'amd64', efi: 'x64', grubPlatform: 'x86_64-efi', hasBios: true, serialPort: 'ttyS0' },
  aarch64: { debian: 'arm64', efi: 'aa64', grubPlatform: 'arm64-efi', hasBios: false, serialPort: 'ttyAMA0' },
};

export const architectureNames = Object.keys(architectures) as readonly Architecture[];

/** @returns the architecture of that name, in RPM's spelling or Debian's; undefined: none is called so */
export function architectureNamed(text: string): Architecture | undefined {
  return architectureNames.find((name) => name === text || architectures[name].debian === text);
}
