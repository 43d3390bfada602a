import type { PackageFlags, Word } from '../document.ts';
import { defineGrammar, interpret, type Judge, type Values } from '../options/options.ts';
import type { Life } from '../versions/life.ts';

/** The spelling with capitals: new names came with F32 and RHEL9. */
const OLD = { fedora: { deprecated: 40 }, rhel: { deprecated: 9, removed: 10 } } as const;
const NEW: Life = { fedora: { since: 32 }, rhel: { since: 9 } };

const PACKAGES_HEADER = defineGrammar({
  options: {
    defaultEnvironment: { names: ['--default'], kind: 'flag' },
    excludeDocs: { names: ['--excludedocs'], kind: 'flag' },
    noCore: { names: ['--nocore'], kind: 'flag' },
    ignoreMissing: { names: ['--ignoremissing'], kind: 'flag' },
    ignoreBroken: { names: ['--ignorebroken'], kind: 'flag', life: { fedora: { since: 32 }, rhel: 'never' } },
    multilib: { names: ['--multilib'], kind: 'flag' },
    excludeWeakDeps: { names: ['--exclude-weakdeps'], kind: 'flag', life: NEW },
    oldExcludeWeakDeps: {
      names: ['--excludeWeakdeps'],
      kind: 'flag',
      life: { ...OLD, instead: '--exclude-weakdeps' },
    },
    instLangs: { names: ['--inst-langs'], kind: 'text', life: NEW },
    oldInstLangs: { names: ['--instLangs'], kind: 'text', life: { ...OLD, instead: '--inst-langs' } },
    timeoutSeconds: { names: ['--timeout'], kind: 'integer' },
    retries: { names: ['--retries'], kind: 'integer' },
  },
  exclusive: [['defaultEnvironment', 'noCore']],
});

type HeaderValues = Values<typeof PACKAGES_HEADER.options>;

export interface Header {
  readonly noCore: boolean;
  readonly flags: PackageFlags;
}

/** What an earlier header said and a later one takes back by its silence: only --default and --inst-langs stick. */
const LOST: readonly (readonly [name: string, said: (header: Header) => boolean])[] = [
  ['--nocore', ({ noCore }) => noCore],
  ['--excludedocs', ({ flags }) => flags.excludeDocs],
  ['--ignoremissing', ({ flags }) => flags.ignoreMissing],
  ['--ignorebroken', ({ flags }) => flags.ignoreBroken],
  ['--multilib', ({ flags }) => flags.multilib],
  ['--exclude-weakdeps', ({ flags }) => flags.excludeWeakDeps],
  ['--timeout', ({ flags }) => flags.timeoutSeconds !== undefined],
  ['--retries', ({ flags }) => flags.retries !== undefined],
];

/**
 * Reads the header of one %packages section.
 *
 * @param before what the header before it said
 * @returns what counts from now on; `before` after an error
 */
export function readPackagesHeader(
  words: readonly [Word, ...Word[]],
  before: Header | undefined,
  judge: Judge,
): Header | undefined {
  const line = interpret(words, PACKAGES_HEADER, judge);
  if (line === undefined) return before;
  const options = Object.entries(line.positions).flatMap(([key, position]) => {
    const [name] = PACKAGES_HEADER.options[key as keyof HeaderValues].names;
    return position === undefined ? [] : [[name, position] as const];
  });
  const header = headerOf(line.values, before, Object.fromEntries(options));
  for (const [name, said] of before === undefined ? [] : LOST) {
    if (before === undefined || !said(before) || said(header)) continue;
    judge.warn({
      code: 'header-flag-lost',
      message: `an earlier %packages has ${name}; only the last header counts, and this one lacks it`,
      position: words[0].position,
      hint: `repeat ${name} here`,
    });
  }
  return header;
}

function headerOf(values: HeaderValues, before: Header | undefined, options: PackageFlags['options']): Header {
  const { noCore, oldExcludeWeakDeps, oldInstLangs, ...flags } = values;
  return {
    noCore,
    flags: {
      ...flags,
      defaultEnvironment: flags.defaultEnvironment || before?.flags.defaultEnvironment === true,
      excludeWeakDeps: flags.excludeWeakDeps || oldExcludeWeakDeps,
      instLangs: flags.instLangs ?? oldInstLangs ?? before?.flags.instLangs,
      options,
    },
  };
}
