import { defineCommand, type Rule, wordAt, wordsFrom } from './definition.ts';
import {
  ENCRYPTION,
  FORMATTING,
  formattingRules,
  mountPointOf,
  NO_BTRFS,
  onePbkdfLimit,
  ruleFor,
} from './storage-options.ts';

const MEMBERS = 1000;

export const volgroup = defineCommand({
  names: ['volgroup'],
  grammar: {
    options: {
      peSizeKiB: { names: ['--pesize'], kind: 'integer' },
      reservedSpaceMiB: { names: ['--reserved-space'], kind: 'integer', minimum: 0 },
      reservedPercent: { names: ['--reserved-percent'], kind: 'integer', minimum: 1, maximum: 99 },
      noFormat: { names: ['--noformat'], kind: 'flag' },
      useExisting: { names: ['--useexisting'], kind: 'flag' },
    },
    positionals: { minimum: 1, maximum: MEMBERS, name: 'the name of a volume group' },
  },
  rules: [
    {
      code: 'missing-argument',
      check: ({ values, positionals }) =>
        positionals.length < 2 && !values.noFormat && !values.useExisting
          ? 'volgroup needs physical volumes, or --useexisting'
          : undefined,
    },
    {
      code: 'unexpected-argument',
      check: ({ values, positionals }) =>
        positionals.length > 1 && (values.noFormat || values.useExisting)
          ? 'a volume group that exists takes no physical volumes'
          : undefined,
    },
  ],
  build: (line) => ({
    name: 'volgroup',
    position: line.command.position,
    ...line.values,
    volumeGroup: wordAt(line, 0),
    members: wordsFrom(line, 1),
  }),
});

const LOGVOL = {
  volume: { names: ['--name'], kind: 'text', required: true },
  volumeGroup: { names: ['--vgname'], kind: 'text', required: true },
  sizeMiB: { names: ['--size'], kind: 'integer' },
  percent: { names: ['--percent'], kind: 'integer', minimum: 0, maximum: 100 },
  grow: { names: ['--grow'], kind: 'flag' },
  maxSizeMiB: { names: ['--maxsize'], kind: 'integer' },
  recommended: { names: ['--recommended'], kind: 'flag' },
  hibernation: { names: ['--hibernation'], kind: 'flag' },
  resize: { names: ['--resize'], kind: 'flag' },
  useExisting: { names: ['--useexisting'], kind: 'flag' },
  fsType: { names: ['--fstype'], kind: 'text' },
  ...FORMATTING,
  thinPool: { names: ['--thinpool'], kind: 'flag' },
  thin: { names: ['--thin'], kind: 'flag' },
  poolName: { names: ['--poolname'], kind: 'text' },
  chunkSizeKiB: { names: ['--chunksize'], kind: 'integer' },
  metadataSizeMiB: { names: ['--metadatasize'], kind: 'integer' },
  profile: { names: ['--profile'], kind: 'text' },
  cacheSizeMiB: { names: ['--cachesize'], kind: 'integer' },
  cacheMode: { names: ['--cachemode'], kind: 'text' },
  cachePvs: { names: ['--cachepvs'], kind: 'list' },
  ...ENCRYPTION,
} as const;

type LogvolRule = Rule<typeof LOGVOL>;
type LogvolValues = Parameters<LogvolRule['check']>[0]['values'];

const exists = ({ useExisting, noFormat }: LogvolValues) => useExisting || noFormat;
const isCached = ({ cacheSizeMiB, cacheMode, cachePvs }: LogvolValues) =>
  Boolean(cacheSizeMiB || cacheMode || cachePvs?.length);

const rules: readonly LogvolRule[] = [
  {
    code: 'missing-option',
    at: 'resize',
    check: ({ values }) => (values.resize && !exists(values) ? '--resize needs --useexisting' : undefined),
  },
  {
    code: 'missing-option',
    at: 'resize',
    check: ({ values }) => (values.resize && !values.sizeMiB ? '--resize needs --size' : undefined),
  },
  {
    code: 'conflicting-options',
    at: 'thin',
    check: ({ values }) => (values.thin && values.thinPool ? '--thin and --thinpool exclude each other' : undefined),
  },
  {
    code: 'missing-option',
    at: 'thin',
    check: ({ values }) => (values.thin && !values.poolName ? '--thin needs --poolname' : undefined),
  },
  {
    code: 'missing-option',
    check: ({ values }) =>
      (values.chunkSizeKiB || values.metadataSizeMiB) && !values.thinPool
        ? '--chunksize and --metadatasize need --thinpool'
        : undefined,
  },
  {
    code: 'missing-option',
    check: ({ values }) =>
      exists(values) || values.percent || values.sizeMiB || values.recommended || values.hibernation
        ? undefined
        : 'logvol needs a size',
    hint: 'add --size, --percent, --recommended, --hibernation, or --useexisting',
  },
  {
    code: 'conflicting-options',
    at: 'percent',
    check: ({ values }) => (values.sizeMiB && values.percent ? '--size and --percent exclude each other' : undefined),
  },
  {
    code: 'conflicting-options',
    check: ({ values }) =>
      isCached(values) && (exists(values) || values.thin)
        ? 'only a new volume that is not thin can have a cache'
        : undefined,
  },
  {
    code: 'missing-option',
    check: ({ values }) =>
      isCached(values) && !(values.cachePvs?.length && values.cacheSizeMiB)
        ? 'a cache needs --cachepvs and --cachesize'
        : undefined,
  },
  {
    at: 'cacheMode',
    check: ({ values: { cacheMode } }) =>
      cacheMode && cacheMode !== 'writeback' && cacheMode !== 'writethrough'
        ? '--cachemode is writeback or writethrough'
        : undefined,
  },
  {
    life: NO_BTRFS,
    at: 'fsType',
    check: ({ values }) => (values.fsType === 'btrfs' ? 'btrfs is not supported' : undefined),
  },
  ...formattingRules.map((rule) => ruleFor<typeof FORMATTING, typeof LOGVOL>(rule)),
  ruleFor(onePbkdfLimit),
];

export const logvol = defineCommand({
  names: ['logvol'],
  grammar: {
    options: LOGVOL,
    positionals: { minimum: 1, maximum: 1, name: 'a mount point' },
    secret: 'options',
  },
  rules,
  build: (line) => ({
    name: 'logvol',
    position: line.command.position,
    ...line.values,
    mountPoint: mountPointOf(wordAt(line, 0)),
  }),
});
