import type { RootFiles } from '../host/root/root-files.ts';
import { readVariable } from './shell-variables.ts';
import { debianUnits, fedoraUnits, type UnitAliases } from './unit-aliases.ts';

/**
 * Everything that differs between families of guests, in one place: names of packages for hints, files, units.
 * Paths are the guest's.
 */
export interface Family {
  readonly name: 'debian' | 'fedora';
  /** Files besides /etc/locale.conf that hold LANG. */
  readonly localeFiles: readonly string[];
  /** X layout and console keymap in one file, if the family has one. */
  readonly keyboardFile: string | undefined;
  /** Holds the zone's name beside the /etc/localtime link. */
  readonly timezoneFile: string | undefined;
  /** The machine's own name in /etc/hosts (Debian reference, 5.1.1). */
  readonly ownAddress: string | undefined;
  readonly nftablesFile: string;
  /** Adds a kernel argument of its own to those of the boot loader when the menu is made anew. */
  readonly crashKernelFile: string | undefined;
  /** Name of the initramfs of a kernel. */
  readonly initramfs: (version: string) => string;
  /** Whether its ssh server makes missing host keys by itself when it starts. */
  readonly sshMakesHostKeys: boolean;
  /** Names that kickstarts use for units which this family calls otherwise. */
  readonly unitAliases: UnitAliases;
  /** What asks the user at the first boot, the one to enable first. */
  readonly firstBootUnits: readonly string[];
  /** Whether scripts read settings from /etc/sysconfig. */
  readonly hasSysconfig: boolean;
  /** Packages named in hints. */
  readonly packages: {
    readonly kernel: string;
    readonly initramfs: string;
    readonly locales: string;
    readonly timezones: string;
    readonly oldTimezones: string | undefined;
    readonly firewall: string;
    readonly resolver: string;
    readonly keymaps: string;
    readonly displayManager: string;
    readonly accounts: string;
    readonly kdump: string;
  };
  /**
   * Where a trusted authority's certificate goes, the ending that its name must have, whether each needs a file of its
   * own, and what then makes the store.
   */
  readonly trustedAuthorities: {
    readonly folder: string;
    readonly suffix: string;
    readonly oneToAFile: boolean;
    readonly program: string;
    readonly args: readonly string[];
  };
}

const debian: Family = {
  name: 'debian',
  localeFiles: ['/etc/default/locale'],
  keyboardFile: '/etc/default/keyboard',
  timezoneFile: '/etc/timezone',
  ownAddress: '127.0.1.1',
  nftablesFile: '/etc/nftables.conf',
  crashKernelFile: '/etc/default/grub.d/kdump-tools.cfg',
  initramfs: (version) => `/boot/initrd.img-${version}`,
  sshMakesHostKeys: false,
  unitAliases: debianUnits,
  firstBootUnits: [],
  hasSysconfig: false,
  packages: {
    kernel: 'linux-image-amd64 or linux-image-arm64',
    initramfs: 'initramfs-tools',
    locales: 'locales',
    timezones: 'tzdata',
    oldTimezones: 'tzdata-legacy',
    firewall: 'nftables',
    resolver: 'systemd-resolved',
    keymaps: 'console-setup',
    displayManager: 'gdm3, lightdm or sddm',
    accounts: 'passwd',
    kdump: 'kdump-tools',
  },
  trustedAuthorities: {
    folder: '/usr/local/share/ca-certificates',
    suffix: '.crt',
    oneToAFile: true,
    program: 'update-ca-certificates',
    args: [],
  },
};

const families: readonly { readonly ids: readonly string[]; readonly family: Family }[] = [
  { ids: ['debian'], family: debian },
  { ids: ['ubuntu'], family: { ...debian, packages: { ...debian.packages, kernel: 'linux-image-generic' } } },
  {
    ids: ['fedora', 'rhel', 'centos'],
    family: {
      name: 'fedora',
      localeFiles: [],
      keyboardFile: undefined,
      timezoneFile: undefined,
      ownAddress: undefined,
      nftablesFile: '/etc/sysconfig/nftables.conf',
      crashKernelFile: undefined,
      initramfs: (version) => `/boot/initramfs-${version}.img`,
      sshMakesHostKeys: true,
      unitAliases: fedoraUnits,
      // The last two in old releases.
      firstBootUnits: ['initial-setup', 'initial-setup-graphical', 'initial-setup-text'],
      hasSysconfig: true,
      packages: {
        kernel: 'kernel',
        initramfs: 'dracut',
        locales: 'glibc-all-langpacks',
        timezones: 'tzdata',
        oldTimezones: undefined,
        firewall: 'firewalld',
        resolver: 'systemd-resolved',
        keymaps: 'kbd',
        displayManager: 'gdm, lightdm or sddm',
        accounts: 'shadow-utils',
        kdump: 'kexec-tools (kdump-utils in Fedora)',
      },
      trustedAuthorities: {
        folder: '/etc/pki/ca-trust/source/anchors',
        suffix: '',
        oneToAFile: false,
        program: 'update-ca-trust',
        args: ['extract'],
      },
    },
  },
];

/** Family of a guest from its os-release(5) text: ID first, then ID_LIKE. Debian if it tells nothing. */
export function familyOf(osRelease: string): Family {
  const value = (name: string) => new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  for (const id of [value('ID'), ...value('ID_LIKE').split(/\s+/)]) {
    const known = families.find(({ ids }) => ids.includes(id));
    if (known !== undefined) return known.family;
  }
  return debian;
}

export async function detectFamily(files: RootFiles): Promise<Family> {
  return familyOf(await osRelease(files));
}

/** @returns the text of os-release(5), or none */
export async function osRelease(files: RootFiles): Promise<string> {
  return (await files.read('/etc/os-release')) ?? (await files.read('/usr/lib/os-release')) ?? '';
}

/** @returns ID of os-release(5): `fedora` */
export const systemId = async (files: RootFiles): Promise<string> => readVariable(await osRelease(files), 'ID') ?? '';

/** What the guest says it is, by ID and VERSION_ID (rolling ones have only a codename, or none) of os-release(5). */
export async function distributionOf(files: RootFiles): Promise<{ id: string; version: string | undefined }> {
  const text = await osRelease(files);
  const version = readVariable(text, 'VERSION_ID') ?? readVariable(text, 'VERSION_CODENAME');
  return { id: readVariable(text, 'ID') ?? '', version: version === '' ? undefined : version };
}
