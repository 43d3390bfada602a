import { defineCommand, type Rule, wordAt, wordsFrom } from './definition.ts';
import { ENCRYPTION, FORMATTING, formattingRules, mountPointOf, onePbkdfLimit, ruleFor } from './storage-options.ts';

const MEMBERS = 1000;
/** A level may be given with or without `RAID`, in any case. */
const LEVELS = {
  raid0: 'raid0',
  raid1: 'raid1',
  raid4: 'raid4',
  raid5: 'raid5',
  raid6: 'raid6',
  raid10: 'raid10',
  '0': 'raid0',
  '1': 'raid1',
  '4': 'raid4',
  '5': 'raid5',
  '6': 'raid6',
  '10': 'raid10',
} as const;

const RAID = {
  device: { names: ['--device'], kind: 'text', required: true },
  level: { names: ['--level'], kind: 'text', map: LEVELS },
  spares: { names: ['--spares'], kind: 'integer' },
  useExisting: { names: ['--useexisting'], kind: 'flag' },
  chunkSizeKiB: { names: ['--chunksize'], kind: 'integer' },
  fsType: { names: ['--fstype'], kind: 'text' },
  ...FORMATTING,
  ...ENCRYPTION,
} as const;

const rules: readonly Rule<typeof RAID>[] = [
  {
    code: 'missing-argument',
    check: ({ values, positionals }) =>
      positionals.length < 2 && !values.useExisting && !values.noFormat
        ? 'raid needs members, or --useexisting'
        : undefined,
  },
  {
    code: 'unexpected-argument',
    check: ({ values, positionals }) =>
      positionals.length > 1 && (values.useExisting || values.noFormat)
        ? 'an array that exists takes no members'
        : undefined,
  },
  {
    code: 'missing-option',
    check: ({ values }) =>
      values.level === undefined && !values.useExisting && !values.noFormat ? 'raid needs --level' : undefined,
  },
  {
    code: 'missing-option',
    at: 'device',
    check: ({ values }) =>
      values.device === '' && (values.useExisting || values.noFormat) ? '--device is empty' : undefined,
  },
  {
    // RHEL 10 lets it through here, and here alone.
    life: { fedora: 'never', rhel: { since: 8, removed: 10 } },
    at: 'fsType',
    check: ({ values }) => (values.fsType === 'btrfs' ? 'btrfs is not supported' : undefined),
  },
  ...formattingRules.map((rule) => ruleFor<typeof FORMATTING, typeof RAID>(rule)),
  ruleFor(onePbkdfLimit),
];

export const raid = defineCommand({
  names: ['raid'],
  grammar: {
    options: RAID,
    positionals: { minimum: 1, maximum: MEMBERS, name: 'a mount point' },
    secret: 'options',
  },
  rules,
  build: (line) => ({
    name: 'raid',
    position: line.command.position,
    ...line.values,
    mountPoint: mountPointOf(wordAt(line, 0)),
    members: wordsFrom(line, 1),
  }),
});

const BTRFS_LEVELS = {
  raid0: 'raid0',
  raid1: 'raid1',
  raid10: 'raid10',
  single: 'single',
  '0': 'raid0',
  '1': 'raid1',
  '10': 'raid10',
} as const;

export const btrfs = defineCommand({
  names: ['btrfs'],
  life: { rhel: { deprecated: 8, removed: 10 }, instead: 'part --fstype=xfs or logvol' },
  grammar: {
    options: {
      label: { names: ['--label'], kind: 'text' },
      dataLevel: { names: ['--data'], kind: 'text', map: BTRFS_LEVELS },
      metadataLevel: { names: ['--metadata'], kind: 'text', map: BTRFS_LEVELS },
      subvolume: { names: ['--subvol'], kind: 'flag' },
      subvolumeName: { names: ['--name'], kind: 'text' },
      parent: { names: ['--parent'], kind: 'text' },
      noFormat: { names: ['--noformat'], kind: 'flag' },
      useExisting: { names: ['--useexisting'], kind: 'flag' },
      mkfsOptions: { names: ['--mkfsoptions'], kind: 'text' },
    },
    positionals: { minimum: 1, maximum: MEMBERS, name: 'a mount point' },
  },
  rules: [
    {
      code: 'missing-argument',
      check: ({ values, positionals }) =>
        positionals.length > 1
          ? undefined
          : values.subvolume
            ? 'a btrfs subvolume needs its parent volume'
            : 'btrfs needs partitions',
    },
    {
      code: 'missing-option',
      at: 'subvolume',
      check: ({ values }) => (values.subvolume && !values.subvolumeName ? '--subvol needs --name' : undefined),
    },
    {
      code: 'conflicting-options',
      at: 'mkfsOptions',
      check: ({ values }) =>
        values.mkfsOptions && (values.noFormat || values.useExisting)
          ? '--mkfsoptions has no effect with --noformat or --useexisting'
          : undefined,
    },
  ],
  build: (line) => ({
    name: 'btrfs',
    position: line.command.position,
    ...line.values,
    mountPoint: mountPointOf(wordAt(line, 0)),
    members: wordsFrom(line, 1),
  }),
});
