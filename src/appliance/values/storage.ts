import { autopartTypes } from '../disks/automatic/autopart.ts';
import { type Checks, problem, range } from './problem.ts';

/** The first size in MiB whose bytes a double can't count exactly. */
const tooLargeMiB = 2 ** 33;
/** GRUB takes -1 for "wait for ever". */
const longestTimeout = 86_400;

/** As grub-mkpasswd-pbkdf2 writes it, and GRUB's password_pbkdf2 reads it: rounds, then salt and hash as pairs of digits. */
const isGrubHash = (text: string) =>
  /^grub\.pbkdf2\.sha512\.[1-9]\d{0,8}\.(?:[0-9A-Fa-f]{2})+\.(?:[0-9A-Fa-f]{2})+$/.test(text);

export const storageChecks: Checks = {
  autopart: ({ scheme, fsType, encrypted, noBoot }) => [
    ...problem(
      scheme === 'thinp',
      '--type=thinp is refused: the metadata of a thin pool are made by the kernel, and the building machine has no device-mapper',
      '--type',
      { code: 'refused', hint: 'write --type=lvm' },
    ),
    ...problem(
      Boolean(fsType) && !autopartTypes.includes(fsType ?? ''),
      `--fstype: "${fsType}" is not one of ${autopartTypes.join(', ')}`,
      '--fstype',
      { code: 'bad-filesystem' },
    ),
    ...problem(
      encrypted && noBoot,
      '--noboot: without a /boot of its own the encrypted root would hold the kernel, and boot loaders could not read it',
      '--noboot',
      { code: 'encrypted-boot', hint: 'leave out --noboot' },
    ),
  ],
  part: ({ mountPoint, sizeMiB, maxSizeMiB }) => [
    ...problem(
      !/^(?:\/|(?:swap|biosboot|prepboot)$|(?:pv|raid|btrfs)\.)/.test(mountPoint),
      `a part needs an absolute mount point, swap, biosboot or prepboot, not "${mountPoint}"`,
    ),
    ...range('--size', sizeMiB, 1, tooLargeMiB - 1),
    ...range('--maxsize', maxSizeMiB, 1, tooLargeMiB - 1),
  ],
  clearpart: ({ diskLabel }) =>
    problem(
      diskLabel !== undefined && diskLabel !== 'gpt' && diskLabel !== 'msdos',
      `--disklabel: "${diskLabel}" is not one of gpt, msdos`,
      '--disklabel',
    ),
  bootloader: ({ timeoutSeconds, location, append, password }) => [
    ...range('--timeout', timeoutSeconds, -1, longestTimeout),
    ...problem(
      location === 'partition' || location === 'boot',
      `--location=${location}: the boot sector of a partition is started by another boot loader, and an appliance has none`,
      '--location',
      { code: 'refused', hint: 'write --location=mbr, or none' },
    ),
    ...problem((append?.split('"').length ?? 1) % 2 === 0, '--append: a double quote has no second one', '--append', {
      hint: 'write --append=\'dyndbg="file a.c +p"\'',
    }),
    ...problem(
      password?.encrypted === true && !isGrubHash(password.text),
      '--iscrypted: the password is no hash of GRUB',
      '--password',
      { hint: 'grub-mkpasswd-pbkdf2 makes one: grub.pbkdf2.sha512.10000.SALT.HASH' },
    ),
  ],
};
