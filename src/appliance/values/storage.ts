import { type Checks, problem, range } from './problem.ts';

/** The first size in MiB whose bytes a double can't count exactly. */
const tooLargeMiB = 2 ** 33;
/** GRUB takes -1 for "wait for ever". */
const longestTimeout = 86_400;

export const storageChecks: Checks = {
  part: ({ mountPoint, sizeMiB, maxSizeMiB }) => [
    ...problem(
      /^(?:pv|raid|btrfs)\.|^prepboot$/.test(mountPoint),
      `part ${mountPoint} is not supported yet`,
      undefined,
      { code: 'not-supported-yet' },
    ),
    ...problem(
      !/^(?:\/|swap$|biosboot$|(?:pv|raid|btrfs)\.|prepboot$)/.test(mountPoint),
      `a part needs an absolute mount point, swap or biosboot, not "${mountPoint}"`,
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
  bootloader: ({ timeoutSeconds }) => range('--timeout', timeoutSeconds, -1, longestTimeout),
};
