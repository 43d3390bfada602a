import type { CommandName } from '../kickstart/document.ts';

/** What a command of the language means for an appliance. */
export type Support =
  | {
      readonly is: 'honoured';
      /** What it does to the appliance, in a sentence, for the documentation. */
      readonly effect: string;
      /** Options that are read and refused. */
      readonly notYet?: readonly string[];
    }
  /** It steers the installer's own run: how it shows itself, logs, ends, is reached, which disks it must not touch. */
  | { readonly is: 'no-effect' }
  | { readonly is: 'not-yet' };

const noEffect: Support = { is: 'no-effect' };
const notYet: Support = { is: 'not-yet' };

const encryption = [
  '--encrypted',
  '--passphrase',
  '--cipher',
  '--escrowcert',
  '--backuppassphrase',
  '--luks-version',
  '--pbkdf',
  '--pbkdf-memory',
  '--pbkdf-time',
  '--pbkdf-iterations',
  '--hw-passphrase',
];
const sources = [
  '--metalink',
  '--mirrorlist',
  '--noverifyssl',
  '--proxy',
  '--sslcacert',
  '--sslclientcert',
  '--sslclientkey',
];

/** Every command of the language; docs/kickstart-support.md is written from this table. */
export const support: Readonly<Record<CommandName, Support>> = {
  part: {
    is: 'honoured',
    effect:
      'A partition with its filesystem; `/etc/fstab` by UUID. Sizes in MiB. `--fstype`: ext2, ext3, ext4 (default), xfs, btrfs, vfat, efi, swap, biosboot.',
    notYet: [
      '--active',
      '--fsoptions',
      '--fsprofile',
      '--hibernation',
      '--mkfsoptions',
      '--noformat',
      '--onbiosdisk',
      '--onpart',
      '--recommended',
      '--resize',
      ...encryption,
    ],
  },
  clearpart: {
    is: 'honoured',
    effect: '`--disklabel=gpt` (default) or `msdos` for every disk. Disks are always new, so the rest changes nothing.',
    notYet: ['--cdl'],
  },
  zerombr: { is: 'honoured', effect: 'Nothing: disks are always new.' },
  bootloader: {
    is: 'honoured',
    effect:
      'Kernel arguments and menu timeout of GRUB, in `grub.cfg` and `/etc/default/grub`. `--location=none`: no boot loader.',
    notYet: [
      '--boot-drive',
      '--default',
      '--disabled',
      '--driveorder',
      '--extlinux',
      '--iscrypted',
      '--md5pass',
      '--nombr',
      '--password',
      '--sdboot',
      '--upgrade',
    ],
  },
  rootpw: {
    is: 'honoured',
    effect: 'The password of root, hashed with SHA-512 if plain, or locked. Without the line root is locked.',
  },
  user: {
    is: 'honoured',
    effect: 'The user, its groups (missing ones are made), home, shell, password; without a password it is locked.',
  },
  sshkey: { is: 'honoured', effect: '`authorized_keys` of the user, who must exist.' },
  lang: {
    is: 'honoured',
    effect:
      '`/etc/locale.conf`, `/etc/default/locale`, the locale generated (the package `locales` is added if needed).',
  },
  keyboard: { is: 'honoured', effect: '`/etc/vconsole.conf`, `/etc/default/keyboard`.', notYet: ['--switch'] },
  timezone: {
    is: 'honoured',
    effect: '`/etc/localtime`, `/etc/timezone`, `/etc/adjtime`.',
    notYet: ['--nontp', '--ntpservers'],
  },
  network: {
    is: 'honoured',
    effect:
      'Host name; DHCP by NetworkManager, ifupdown or systemd-networkd, whichever the guest has, on the device or, without a name, on every Ethernet device. IPv6 by router advertisements stays on. One interface in the descriptor for each line.',
    notYet: [
      '--bindto',
      '--bondopts',
      '--bondslaves',
      '--bridgeopts',
      '--bridgeslaves',
      '--dhcpclass',
      '--essid',
      '--ethtool',
      '--gateway',
      '--interfacename',
      '--ip',
      '--ipv4-dns-search',
      '--ipv4-ignore-auto-dns',
      '--ipv6',
      '--ipv6-dns-search',
      '--ipv6-ignore-auto-dns',
      '--ipv6gateway',
      '--mtu',
      '--nameserver',
      '--netmask',
      '--no-activate',
      '--nodefroute',
      '--nodns',
      '--noipv4',
      '--noipv6',
      '--notksdevice',
      '--teamconfig',
      '--teamslaves',
      '--vlanid',
      '--wepkey',
      '--wpakey',
    ],
  },
  services: { is: 'honoured', effect: 'Units disabled, then enabled; one that is not installed is a warning.' },
  firewall: {
    is: 'honoured',
    effect:
      'nftables (added if needed), or firewalld if it is among the packages. IPv4 and IPv6 alike; ssh stays open.',
    notYet: ['--remove-service', '--use-system-defaults'],
  },
  selinux: { is: 'honoured', effect: '`/etc/selinux/config` where the guest has a policy; else a warning.' },
  url: {
    is: 'honoured',
    effect:
      'The package repository: a URL, optionally followed by a suite and components, `"http://HOST/debian bookworm main"`.',
    notYet: sources,
  },
  repo: {
    is: 'honoured',
    effect: 'A further repository, written like `url`.',
    notYet: [...sources, '--cost', '--excludepkgs', '--ignoregroups', '--includepkgs', '--install'],
  },
  autostep: noEffect,
  eula: noEffect,
  ignoredisk: noEffect,
  install: noEffect,
  logging: noEffect,
  mediacheck: noEffect,
  rdp: noEffect,
  reboot: noEffect,
  skipx: noEffect,
  sshpw: noEffect,
  text: noEffect,
  updates: noEffect,
  vnc: noEffect,
  auth: notYet,
  authselect: notYet,
  autopart: notYet,
  bootc: notYet,
  btrfs: notYet,
  cdrom: notYet,
  driverdisk: notYet,
  fcoe: notYet,
  firstboot: notYet,
  group: notYet,
  harddrive: notYet,
  hmc: notYet,
  iscsi: notYet,
  iscsiname: notYet,
  liveimg: notYet,
  logvol: notYet,
  method: notYet,
  module: notYet,
  mount: notYet,
  nfs: notYet,
  nvdimm: notYet,
  ostreecontainer: notYet,
  ostreesetup: notYet,
  raid: notYet,
  realm: notYet,
  reqpart: notYet,
  rescue: notYet,
  rhsm: notYet,
  snapshot: notYet,
  syspurpose: notYet,
  timesource: notYet,
  volgroup: notYet,
  xconfig: notYet,
  zfcp: notYet,
  zipl: notYet,
};
