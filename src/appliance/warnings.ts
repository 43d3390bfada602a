import { formatPosition, type Warning } from '../errors.ts';
import type { Document } from '../kickstart/document.ts';
import type { Appliance } from './appliance.ts';

type Unwarned = Omit<Appliance, 'warnings'>;
type Rule = (document: Document, appliance: Unwarned) => readonly Warning[];

/** What is legal and yet hardly meant. */
const rules: readonly Rule[] = [
  (_, { bootLoader }) =>
    bootLoader.kernelArguments.some((argument) => argument.startsWith('console=ttyS')) || bootLoader.loader === 'none'
      ? []
      : [
          {
            code: 'no-serial-console',
            message: 'the appliance has no serial console, so a boot test can see nothing of it',
            position: bootLoader.position,
            hint:
              bootLoader.position === undefined
                ? 'add the line: bootloader --append="console=tty0 console=ttyS0"'
                : `add console=tty0 console=ttyS0 to --append of the bootloader line at ${formatPosition(bootLoader.position)}`,
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
  ({ scripts }) =>
    scripts
      .filter(({ section }) => section === 'pre-install')
      .map(({ section, position }) => ({
        code: 'script-not-run',
        message: `the %${section} script is not run when an appliance is built`,
        position,
        hint: 'what must happen to the appliance belongs into %post',
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
