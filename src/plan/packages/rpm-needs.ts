import type { Appliance } from '../../appliance/appliance.ts';
import { timeServiceOf } from '../../appliance/locale/time-sources.ts';
import { type ArchitectureTraits, architectures } from '../../architecture.ts';
import { loaderTraitsOf } from '../boot/loaders.ts';
import { askedFor, asksForFirewall, commonNeeds, hasGrubForUefi, type Need } from './need.ts';

const hasLoader =
  (loader: Appliance['bootLoader']['loader']): Need['when'] =>
  ({ bootLoader }) =>
    bootLoader.loader === loader;

const hasGrubForBios: Need['when'] = (appliance) =>
  appliance.bootLoader.loader === 'grub' && loaderTraitsOf(appliance).bios;

/** Names, versions and patterns of what holds a kernel; kernel-devel, kernel-headers and kernel-tools hold none. */
const kernel = /^kernel(?:-(?:core|default|lt|ml|64k|rt|uek|uki-virt|debug)(?:-core)?)?(?:$|[.*]|-\d)/;
const timeServices = [/^chrony\b/, /^ntp(?:sec)?$/, /^openntpd$/, /^systemd-timesyncd$/];

const bootOf = (suffix: ArchitectureTraits['efi']): readonly Need[] => [
  { package: 'kernel', reason: 'kernel', when: (_, asked) => !askedFor(asked, kernel) },
  { package: 'dracut', reason: 'initramfs', when: () => true },
  // Without it the initramfs is for the machine that it was made on.
  { package: 'dracut-config-generic', reason: 'initramfs', optional: true, when: () => true },
  { package: 'grub2-pc', reason: 'bootloader', when: hasGrubForBios },
  { package: 'grub2-pc-modules', reason: 'bootloader', when: hasGrubForBios },
  { package: 'grub2-tools', reason: 'bootloader', when: hasLoader('grub') },
  { package: `grub2-efi-${suffix}`, reason: 'bootloader for UEFI', optional: true, when: hasGrubForUefi },
  { package: `shim-${suffix}`, reason: 'bootloader for UEFI', optional: true, when: hasGrubForUefi },
  { package: `grub2-efi-${suffix}-modules`, reason: 'bootloader for UEFI', when: hasGrubForUefi },
  {
    package: 'systemd-boot-unsigned',
    reason: 'bootloader',
    alternatives: ['systemd-boot', 'systemd-udev'],
    when: hasLoader('sdboot'),
  },
  { package: 'syslinux-extlinux', reason: 'bootloader', alternatives: ['syslinux'], when: hasLoader('extlinux') },
  { package: 'syslinux-nonlinux', reason: 'bootloader', optional: true, when: hasLoader('extlinux') },
];

/** What configures the guest; optional where it can do without, with a warning of its own then. */
const configuration: readonly Need[] = [
  {
    package: 'kbd',
    reason: 'keyboard',
    optional: true,
    when: ({ system }) => system.keyboard !== undefined,
  },
  {
    package: 'chrony',
    reason: 'time servers',
    when: ({ system }, asked) => {
      const time = timeServiceOf(system);
      return time?.disabledAt === undefined && (time?.sources ?? []).length > 0 && !askedFor(asked, ...timeServices);
    },
  },
  {
    package: 'ca-certificates',
    reason: 'time servers with NTS',
    when: ({ system }) => (timeServiceOf(system)?.sources ?? []).some(({ nts }) => nts),
  },
  {
    package: 'NetworkManager',
    reason: 'network',
    alternatives: ['systemd-networkd'],
    optional: true,
    when: ({ system }, asked) => system.networks.length > 0 && !askedFor(asked, /^systemd-networkd\b/),
  },
  {
    package: 'firewalld',
    reason: 'firewall',
    when: (appliance, asked) => asksForFirewall(appliance) && !askedFor(asked, /^nftables\b/),
  },
  { package: 'selinux-policy-targeted', reason: 'selinux', optional: true, when: asksForSelinux },
  { package: 'policycoreutils', reason: 'selinux', optional: true, when: asksForSelinux },
  {
    package: 'authselect',
    reason: 'authselect',
    when: ({ system }) => system.authentication?.name === 'authselect',
  },
  {
    package: 'shadow-utils',
    reason: 'accounts',
    alternatives: ['shadow'],
    optional: true,
    when: ({ system: { rootpw, users, groups } }) => rootpw !== undefined || users.length > 0 || groups.length > 0,
  },
  {
    package: 'initial-setup',
    reason: 'firstboot',
    optional: true,
    when: ({ system: { firstboot } }) => firstboot?.mode === 'enable' || firstboot?.mode === 'reconfig',
  },
  {
    package: 'kdump-utils',
    reason: '%addon com_redhat_kdump',
    alternatives: ['kexec-tools'],
    when: ({ system }, asked) => system.kdump?.enabled === true && !asked.has('kexec-tools'),
  },
];

function asksForSelinux({ system: { selinux } }: Appliance): boolean {
  return selinux?.mode === 'enforcing' || selinux?.mode === 'permissive';
}

const builtIn = /^(?:C|POSIX)(?:\.|$)/;

/** The languages of the lang line whose locales glibc does not bring itself. */
function languagesOf({ system: { lang } }: Appliance): string[] {
  return [lang?.lang, ...(lang?.addSupport ?? [])]
    .filter((locale) => locale !== undefined && !builtIn.test(locale))
    .flatMap((locale) => /^[A-Za-z]+/.exec(locale ?? '')?.[0] ?? []);
}

const localesOf = (appliance: Appliance): readonly Need[] =>
  [...new Set(languagesOf(appliance))].map((language) => ({
    package: `glibc-langpack-${language}`,
    reason: 'lang',
    alternatives: ['glibc-all-langpacks'],
    optional: true,
    when: (_, asked) => !asked.has('glibc-all-langpacks'),
  }));

/**
 * Packages that the rest of the kickstart needs on an RPM root: what anaconda adds itself, by the names of Fedora and EL.
 */
export const rpmNeedsOf = (appliance: Appliance): readonly Need[] => [
  ...bootOf(architectures[appliance.arch].efi),
  ...commonNeeds,
  ...localesOf(appliance),
  ...configuration,
];
