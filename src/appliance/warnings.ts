import { type Architecture, architectures } from '../architecture.ts';
import { formatPosition, type Warning } from '../errors.ts';
import type { Document } from '../kickstart/document.ts';
import type { Appliance } from './appliance.ts';
import { encryptionsOf } from './disks/encryption.ts';
import { growWarnings } from './disks/growing.ts';
import { driveWarnings } from './disks/naming/drives.ts';
import { kdumpWarnings } from './kdump.ts';
import { localeWarnings } from './locale/warnings.ts';
import { unstableNames } from './network/kernel-names.ts';

type Unwarned = Omit<Appliance, 'warnings'>;
type Rule = (document: Document, appliance: Unwarned) => readonly Warning[];

/** What crypt(5) lists, with `!` before it if locked; `!` and `*` alone lock an account. */
const cryptHash = /^!*(?:\$[a-z0-9]+\$.+|_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13}|\*|)$/;
/** sshd(8), "AUTHORIZED_KEYS FILE FORMAT": options may come before the type. */
const sshPublicKey = /(?:^|\s)(?:ssh-|sk-ssh-|ecdsa-sha2-|sk-ecdsa-sha2-)[a-z0-9@.-]+\s+AAAA[A-Za-z0-9+/=]*/;

/** Of `console=ttyS1,115200` the kind of port, `ttyS`, must be one that the machines have. */
const isSerialConsole = (arch: Architecture) => (argument: string) =>
  argument.startsWith(`console=${architectures[arch].serialPort.slice(0, -1)}`);
/** Debian's, for machines of clouds. */
const kernelWithoutLsiLogic = 'linux-image-cloud-amd64';

/** What is legal and yet hardly meant. */
const rules: readonly Rule[] = [
  (_, { arch, bootLoader }) =>
    bootLoader.kernelArguments.some(isSerialConsole(arch)) || bootLoader.loader === 'none'
      ? []
      : [
          {
            code: 'no-serial-console',
            message: 'the appliance has no serial console, so a boot test can see nothing of it',
            position: bootLoader.position,
            hint:
              bootLoader.position === undefined
                ? `add the line: bootloader --append="console=tty0 console=${architectures[arch].serialPort}"`
                : `add console=tty0 console=${architectures[arch].serialPort} to --append of the bootloader line at ${formatPosition(bootLoader.position)}`,
          },
        ],
  (_, { bootLoader: { loader, timeoutSeconds, position } }) =>
    timeoutSeconds === -1 && loader !== 'none'
      ? [
          {
            code: 'menu-waits',
            message:
              'the boot menu waits for ever, so the appliance does not boot by itself, not in a boot test either',
            position,
            hint: 'write --timeout=5, say, or 0 for no menu',
          },
        ]
      : [],
  (_, appliance) =>
    encryptionsOf(appliance)
      .slice(0, 1)
      .map(({ position }) => ({
        code: 'asks-for-passphrase',
        message: 'the appliance asks for a passphrase as it boots, and a boot test has nobody to answer',
        position,
      })),
  (_, { bootLoader: { loader, bootSector, position }, parts }) =>
    bootSector || loader === 'none' || loader === 'sdboot' || (loader === 'grub' && parts.some(({ efi }) => efi))
      ? []
      : [
          {
            code: 'nothing-boots',
            message: 'no firmware boots the appliance by itself: --nombr leaves the boot sector without code',
            position,
            hint: 'remove --nombr, or let GRUB boot through UEFI: part /boot/efi --fstype=efi --size=64',
          },
        ],
  (_, { system: { rootpw, users, sshKeys } }) =>
    rootpw?.password !== undefined || users.some(({ password }) => password !== undefined) || sshKeys.length > 0
      ? []
      : [
          {
            code: 'no-login',
            message: 'nobody can log in: there is no rootpw, no user with a password and no sshkey',
            hint: 'add a rootpw, user or sshkey line',
          },
        ],
  (_, { system: { rootpw, users } }) =>
    [...(rootpw === undefined ? [] : [rootpw]), ...users]
      .filter(({ password }) => password?.encrypted === true && !cryptHash.test(password.text))
      .map(({ name, position }) => ({
        code: 'not-a-hash',
        message: `the password of the ${name} line is no hash of crypt(3): nobody can log in with it`,
        position,
        hint: 'make one with "openssl passwd -6"; to lock the account write --lock',
      })),
  (_, { system: { sshKeys } }) =>
    sshKeys
      .filter(({ key }) => !sshPublicKey.test(key))
      .map(({ position }) => ({
        code: 'not-an-ssh-key',
        message: 'the sshkey line holds no public key that sshd knows',
        position,
        hint: 'copy the line of the .pub file: "ssh-ed25519 AAAA…"',
      })),
  (_, { backend, system: { users } }) =>
    users
      .filter(({ groups }) => backend === 'apt' && groups.includes('wheel') && !groups.includes('sudo'))
      .map(({ position }) => ({
        code: 'no-wheel',
        message: 'the group wheel gives no rights in Debian',
        position,
        hint: 'the group that may use sudo is called sudo there',
      })),
  (_, { bootLoader, system: { networks } }) => unstableNames(networks, bootLoader.kernelArguments),
  (document, { disks }) => driveWarnings(document, disks),
  (_, appliance) => growWarnings(appliance),
  (_, { bundles, packages: { included } }) =>
    included
      .filter(({ name }) => bundles.length > 0 && name === kernelWithoutLsiLogic)
      .map(({ position }) => ({
        code: 'no-lsilogic',
        message: `${kernelWithoutLsiLogic} has no driver for the LSI Logic controller that disks of ${bundles.join(' and ')} are on`,
        position,
        hint: 'write linux-image-amd64',
      })),
  (_, { system }) => localeWarnings(system),
  (_, { system, memoryMiB }) => kdumpWarnings(system.kdump, memoryMiB),
  ({ scripts }) =>
    scripts
      .filter(({ section }) => section === 'pre-install')
      .map(({ section, position }) => ({
        code: 'script-not-run',
        message: `the %${section} script is not run: it prepares disks and an empty root for the installer, and an appliance has neither before its packages are installed`,
        position,
        hint: 'files for the appliance belong into %post, mount points and filesystems into part lines',
      })),
  ({ commands }) => {
    const rootPasswords = commands.filter(({ name }) => name === 'rootpw');
    return rootPasswords
      .slice(0, -1)
      .map(({ position }) => ({ code: 'overridden', message: 'a later rootpw line replaces this one', position }));
  },
];

export function warningsFor(document: Document, appliance: Unwarned): Warning[] {
  return rules.flatMap((rule) => rule(document, appliance));
}
