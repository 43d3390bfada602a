import type { Interpreted, OptionTable } from '../options/options.ts';
import type { Life } from '../versions/life.ts';
import type { Rule } from './definition.ts';

/** RHEL dropped btrfs with its release 8. */
export const NO_BTRFS: Life = { fedora: 'never', rhel: { since: 8 } };
const HW_PASSPHRASE: Life = { fedora: { since: 41 }, rhel: 'never' };

export const ENCRYPTION = {
  encrypted: { names: ['--encrypted'], kind: 'flag' },
  passphrase: { names: ['--passphrase'], kind: 'text', secret: true },
  cipher: { names: ['--cipher'], kind: 'text' },
  escrowCert: { names: ['--escrowcert'], kind: 'text' },
  backupPassphrase: { names: ['--backuppassphrase'], kind: 'flag' },
  luksVersion: { names: ['--luks-version'], kind: 'text' },
  pbkdf: { names: ['--pbkdf'], kind: 'text' },
  pbkdfMemory: { names: ['--pbkdf-memory'], kind: 'integer' },
  pbkdfTime: { names: ['--pbkdf-time'], kind: 'integer' },
  pbkdfIterations: { names: ['--pbkdf-iterations'], kind: 'integer' },
} as const satisfies OptionTable;

export const HARDWARE_PASSPHRASE = {
  hwPassphrase: { names: ['--hw-passphrase'], kind: 'text', secret: true, life: HW_PASSPHRASE },
} as const satisfies OptionTable;

export const FORMATTING = {
  label: { names: ['--label'], kind: 'text' },
  fsOptions: { names: ['--fsoptions'], kind: 'text' },
  mkfsOptions: { names: ['--mkfsoptions'], kind: 'text' },
  fsProfile: { names: ['--fsprofile'], kind: 'text' },
  noFormat: { names: ['--noformat'], kind: 'flag' },
} as const satisfies OptionTable;

export const onePbkdfLimit: Rule<typeof ENCRYPTION> = {
  code: 'conflicting-options',
  at: 'pbkdfIterations',
  check: ({ values: { pbkdfTime, pbkdfIterations } }) =>
    pbkdfTime && pbkdfIterations ? '--pbkdf-time and --pbkdf-iterations exclude each other' : undefined,
};

export const hardwareNeedsLuks2: Rule<typeof ENCRYPTION & typeof HARDWARE_PASSPHRASE> = {
  code: 'missing-option',
  at: 'hwPassphrase',
  check: ({ values: { hwPassphrase, encrypted, luksVersion } }) =>
    hwPassphrase && !(encrypted && luksVersion?.startsWith('luks2-'))
      ? '--hw-passphrase needs --encrypted and --luks-version=luks2-…'
      : undefined,
};

export const formattingRules: readonly Rule<typeof FORMATTING>[] = [
  {
    code: 'conflicting-options',
    at: 'mkfsOptions',
    check: ({ values: { mkfsOptions, noFormat } }) =>
      mkfsOptions && noFormat ? '--mkfsoptions has no effect with --noformat' : undefined,
  },
  {
    code: 'conflicting-options',
    at: 'mkfsOptions',
    check: ({ values: { mkfsOptions, fsProfile } }) =>
      mkfsOptions && fsProfile ? '--mkfsoptions and --fsprofile exclude each other' : undefined,
  },
];

/** A mount point as the reference stores it: `.`, `..`, doubled slashes and one at the end are resolved. */
export function mountPointOf(text: string): string {
  if (!text.startsWith('/')) return text;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A device as written, without `/dev/`. */
export function deviceOf(text: string | undefined): string | undefined {
  return text?.replace(/^\/dev\//, '');
}

/** The rule in a table with more options than it speaks of. */
export function ruleFor<T extends OptionTable, Wide extends T>(rule: Rule<T>): Rule<Wide> {
  return { ...rule, check: (line) => rule.check(line as unknown as Interpreted<T>) } as Rule<Wide>;
}
