import type { Appliance } from '../appliance/appliance.ts';
import { installOptionsOf } from './install-options.ts';
import { localeNeeds } from './locale-packages.ts';
import { askedFor, type Need } from './need.ts';
import { ifupdownNeeds } from './network-packages.ts';
import type { PackagePlan, PlannedPackage } from './plan.ts';

/** What every Debian appliance gets beside the archive's essential and required packages, unless %packages --nocore. */
const debianCore = ['systemd-sysv', 'udev', 'dbus', 'kmod', 'iproute2', 'netbase', 'procps'] as const;

const hasFilesystem = (type: string) => (appliance: Appliance) => appliance.parts.some(({ fsType }) => fsType === type);

const asksForFirewall = ({ system: { firewall } }: Appliance) =>
  firewall?.enabled === true && !firewall.useSystemDefaults;

/**
 * Packages that the rest of the kickstart needs on a Debian root; anaconda adds its own the same way. A package that
 * %packages excludes is never added.
 */
const debianNeeds: readonly Need[] = [
  {
    package: 'linux-image-amd64',
    reason: 'kernel',
    alternatives: ['linux-image-virtual', 'linux-image-generic'],
    when: (_, asked) => !askedFor(asked, /^linux-image-/),
  },
  { package: 'initramfs-tools', reason: 'initramfs', when: (_, asked) => !askedFor(asked, /^dracut/) },
  { package: 'zstd', reason: 'initramfs compression', when: () => true },
  {
    package: 'e2fsprogs',
    reason: 'filesystem ext',
    when: (appliance) => appliance.parts.some(({ fsType }) => fsType?.startsWith('ext')),
  },
  { package: 'dosfstools', reason: 'filesystem vfat', when: hasFilesystem('vfat') },
  { package: 'xfsprogs', reason: 'filesystem xfs', when: hasFilesystem('xfs') },
  { package: 'btrfs-progs', reason: 'filesystem btrfs', when: hasFilesystem('btrfs') },
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
  {
    package: 'ca-certificates',
    reason: '%certificate',
    when: ({ system }) => system.certificates.some(({ type }) => type === 'anchor'),
  },
  { package: 'kdump-tools', reason: '%addon com_redhat_kdump', when: ({ system }) => system.kdump?.enabled === true },
  ...localeNeeds,
];

/** The packages to ask the backend for: the kickstart's own, the core, and what other lines need. */
export function planPackages(appliance: Appliance): PackagePlan {
  const { packages } = appliance;
  const own = packages.included
    .filter(({ name }) => name !== '@core')
    .map(({ name, position }): PlannedPackage => ({ name, reason: 'kickstart', position }));
  const excluded = packages.excluded
    .filter(({ name }) => name !== '@core')
    .map(({ name, position }): PlannedPackage => ({ name, reason: 'kickstart', position }));
  const withoutCore = packages.noCore || packages.excluded.some(({ name }) => name === '@core');
  const asked = new Set(own.map(({ name }) => name));
  const unwanted = new Set(excluded.map(({ name }) => name));
  const core = withoutCore
    ? []
    : debianCore.map((name): PlannedPackage => ({ name, reason: 'core', position: undefined }));
  const needs = debianNeeds
    .filter(({ when }) => when(appliance, asked))
    .map(
      (need): PlannedPackage => ({
        name: need.package,
        reason: need.reason,
        position: undefined,
        ...(need.alternatives === undefined ? {} : { alternatives: need.alternatives }),
        ...(need.optional === undefined ? {} : { optional: need.optional }),
      }),
    );
  const added = [...core, ...needs].filter(({ name }) => !asked.has(name) && !unwanted.has(name));
  return {
    requested: [...own, ...added],
    excluded,
    groups: [],
    excludedGroups: [],
    environment: undefined,
    modules: [],
    options: installOptionsOf(packages.flags),
  };
}
