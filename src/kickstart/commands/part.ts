import { defineCommand, type Rule, wordAt } from './definition.ts';
import {
  deviceOf,
  ENCRYPTION,
  FORMATTING,
  formattingRules,
  HARDWARE_PASSPHRASE,
  hardwareNeedsLuks2,
  mountPointOf,
  NO_BTRFS,
  onePbkdfLimit,
  ruleFor,
} from './storage-options.ts';

const OPTIONS = {
  sizeMiB: { names: ['--size'], kind: 'integer' },
  grow: { names: ['--grow'], kind: 'flag' },
  maxSizeMiB: { names: ['--maxsize'], kind: 'integer' },
  onDisk: { names: ['--ondisk', '--ondrive'], kind: 'text' },
  onPart: { names: ['--onpart', '--usepart'], kind: 'text' },
  onBiosDisk: { names: ['--onbiosdisk'], kind: 'text' },
  fsType: { names: ['--fstype', '--type'], kind: 'text' },
  ...FORMATTING,
  asPrimary: { names: ['--asprimary'], kind: 'flag' },
  active: {
    names: ['--active'],
    kind: 'flag',
    life: { fedora: { removed: 34 }, rhel: { deprecated: 8, removed: 9 } },
  },
  recommended: { names: ['--recommended'], kind: 'flag' },
  hibernation: { names: ['--hibernation'], kind: 'flag' },
  resize: { names: ['--resize'], kind: 'flag' },
  ...ENCRYPTION,
  ...HARDWARE_PASSPHRASE,
} as const;

const rules: readonly Rule<typeof OPTIONS>[] = [
  {
    code: 'missing-option',
    at: 'resize',
    check: ({ values }) => (values.resize && !values.onPart ? '--resize needs --onpart' : undefined),
  },
  {
    code: 'missing-option',
    at: 'resize',
    check: ({ values }) => (values.resize && !values.sizeMiB ? '--resize needs --size' : undefined),
  },
  {
    code: 'conflicting-options',
    at: 'fsType',
    check: ({ values }) =>
      values.fsType === 'tmpfs' && (values.grow || values.maxSizeMiB)
        ? '--fstype=tmpfs takes neither --grow nor --maxsize'
        : undefined,
  },
  {
    life: NO_BTRFS,
    check: (line) =>
      wordAt(line, 0).startsWith('btrfs.') || line.values.fsType === 'btrfs' ? 'btrfs is not supported' : undefined,
    hint: 'use xfs or ext4',
  },
  ...formattingRules.map((rule) => ruleFor<typeof FORMATTING, typeof OPTIONS>(rule)),
  ruleFor(onePbkdfLimit),
  ruleFor(hardwareNeedsLuks2),
];

export const part = defineCommand({
  names: ['part', 'partition'],
  grammar: {
    options: OPTIONS,
    positionals: { minimum: 1, maximum: 1, name: 'a mount point' },
    secret: 'options',
  },
  rules,
  build: (line) => ({
    name: 'part',
    position: line.command.position,
    ...line.values,
    mountPoint: mountPointOf(wordAt(line, 0)),
    onDisk: deviceOf(line.values.onDisk),
    onPart: deviceOf(line.values.onPart),
  }),
});
