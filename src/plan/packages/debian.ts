import type { Appliance } from '../../appliance/appliance.ts';
import { encryptionsOf } from '../../appliance/disks/encryption.ts';
import { type Architecture, architectures } from '../../architecture.ts';
import type { PlannedPackage } from '../plan.ts';
import { localeNeeds } from './debian-locale.ts';
import { ifupdownNeeds } from './ifupdown.ts';
import { askedFor, asksForFirewall, commonNeeds, hasGrubForUefi, type Need, neededPackages } from './need.ts';
import type { Selection } from './packages.ts';

/** What every Debian appliance gets beside the archive's essential and required packages, unless %packages --nocore. */
const debianCore: readonly Need[] = ['systemd-sysv', 'udev', 'dbus', 'kmod', 'iproute2', 'netbase', 'procps'].map(
  (name) => ({ package: name, reason: 'core', when: ({ packages }) => !withoutCore(packages) }),
);

const withoutCore = ({ noCore, excluded }: Appliance['packages']) =>
  noCore || excluded.some(({ name }) => name === '@core');

const signedGrub = (arch: Architecture) => `grub-efi-${architectures[arch].debian}-signed`;

/** Packages that the rest of the kickstart needs on a Debian root; anaconda adds its own the same way. */
const needsOf = ({ arch }: Appliance): readonly Need[] => [
  ...debianCore,
  {
    package: `linux-image-${architectures[arch].debian}`,
    reason: 'kernel',
    alternatives: ['linux-image-virtual', 'linux-image-generic'],
    when: (_, asked) => !askedFor(asked, /^linux-image-/),
  },
  { package: 'initramfs-tools', reason: 'initramfs', when: (_, asked) => !askedFor(asked, /^dracut/) },
  { package: 'zstd', reason: 'initramfs compression', when: () => true },
  ...commonNeeds,
  // A host of another architecture has no package with these modules of GRUB.
  {
    package: 'grub-efi-arm64-bin',
    reason: 'bootloader',
    when: (appliance) => appliance.arch === 'aarch64' && hasGrubForUefi(appliance),
  },
  // Neither serves Secure Boot alone.
  { package: signedGrub(arch), reason: 'shim-signed', when: (_, asked) => asked.has('shim-signed') },
  { package: 'shim-signed', reason: signedGrub(arch), when: (_, asked) => asked.has(signedGrub(arch)) },
  { package: 'systemd-boot', reason: 'bootloader', when: ({ bootLoader }) => bootLoader.loader === 'sdboot' },
  { package: 'extlinux', reason: 'bootloader', when: ({ bootLoader }) => bootLoader.loader === 'extlinux' },
  { package: 'syslinux-common', reason: 'bootloader', when: ({ bootLoader }) => bootLoader.loader === 'extlinux' },
  {
    package: 'systemd-resolved',
    reason: 'name resolution for network lines',
    optional: true,
    when: (appliance, asked) =>
      appliance.system.networks.length > 0 && !askedFor(asked, /^network-manager$/, /^ifupdown/),
  },
  ...ifupdownNeeds,
  {
    package: 'nftables',
    reason: 'firewall',
    when: (appliance, asked) => asksForFirewall(appliance) && !askedFor(asked, /^firewalld$/),
  },
  { package: 'kdump-tools', reason: '%addon com_redhat_kdump', when: ({ system }) => system.kdump?.enabled === true },
  {
    package: 'cryptsetup-initramfs',
    reason: 'encryption',
    when: (appliance) => encryptionsOf(appliance).length > 0,
  },
  // In Debian 12 and before it is a part of systemd.
  {
    package: 'systemd-cryptsetup',
    reason: 'encryption',
    optional: true,
    when: (appliance) => encryptionsOf(appliance).length > 0,
  },
  ...localeNeeds,
];

/** Debian's %packages: names alone; `@core` is what every appliance gets. */
export function selectDebian(appliance: Appliance): Selection {
  const plannedOf = (entries: Appliance['packages']['included']) =>
    entries
      .filter(({ name }) => name !== '@core')
      .map(({ name, position }): PlannedPackage => ({ name, reason: 'kickstart', position }));
  const own = plannedOf(appliance.packages.included);
  const excluded = plannedOf(appliance.packages.excluded);
  const asked = new Set(own.map(({ name }) => name));
  const added = neededPackages(
    needsOf(appliance),
    appliance,
    asked,
    excluded.map(({ name }) => name),
  );
  return {
    requested: [...own, ...added],
    excluded,
    groups: [],
    excludedGroups: [],
    environment: undefined,
    modules: [],
  };
}
