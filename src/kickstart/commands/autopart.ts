import { defineCommand, type Rule } from './definition.ts';
import {
  ENCRYPTION,
  HARDWARE_PASSPHRASE,
  hardwareNeedsLuks2,
  NO_BTRFS,
  onePbkdfLimit,
  ruleFor,
} from './storage-options.ts';

const OPTIONS = {
  type: {
    names: ['--type'],
    kind: 'text',
    map: { lvm: 'lvm', thinp: 'thinp', plain: 'plain', partition: 'plain', btrfs: 'btrfs' },
  },
  noLvm: { names: ['--nolvm'], kind: 'flag' },
  fsType: { names: ['--fstype'], kind: 'text' },
  noHome: { names: ['--nohome'], kind: 'flag' },
  noBoot: { names: ['--noboot'], kind: 'flag' },
  noSwap: { names: ['--noswap'], kind: 'flag' },
  hibernation: {
    names: ['--hibernation'],
    kind: 'flag',
    life: { fedora: { since: 38 }, rhel: { since: 10 } },
  },
  ...ENCRYPTION,
  ...HARDWARE_PASSPHRASE,
} as const;

const rules: readonly Rule<typeof OPTIONS>[] = [
  {
    at: 'fsType',
    check: ({ values }) => (values.fsType === 'btrfs' ? '--fstype=btrfs is not valid' : undefined),
    hint: 'use --type=btrfs',
  },
  {
    code: 'conflicting-options',
    at: 'fsType',
    check: ({ values }) =>
      values.type === 'btrfs' && values.fsType ? '--fstype does not go with --type=btrfs' : undefined,
  },
  {
    life: NO_BTRFS,
    at: 'type',
    check: ({ values }) => (values.type === 'btrfs' ? 'btrfs is not supported' : undefined),
  },
  {
    code: 'conflicting-options',
    at: 'hibernation',
    check: ({ values }) =>
      values.hibernation && values.noSwap ? '--hibernation and --noswap exclude each other' : undefined,
  },
  ruleFor(onePbkdfLimit),
  ruleFor(hardwareNeedsLuks2),
];

export const autopart = defineCommand({
  names: ['autopart'],
  grammar: { options: OPTIONS, secret: 'options' },
  rules,
  build: ({ command, values: { type, noLvm, ...values }, positions }) => {
    const noLvmCounts = noLvm && (positions.type?.column ?? 0) < (positions.noLvm?.column ?? 0);
    return {
      name: 'autopart',
      position: command.position,
      ...values,
      scheme: noLvmCounts ? 'plain' : (type ?? 'lvm'),
    };
  },
});

export const reqpart = defineCommand({
  names: ['reqpart'],
  grammar: { options: { addBoot: { names: ['--add-boot'], kind: 'flag' } } },
  build: ({ command, values }) => ({ name: 'reqpart', position: command.position, ...values }),
});
