import { type Family, familyOf, releaseOf, VERSIONS, type Version } from './versions.ts';

/** Releases of one family: from `since` on it works, from `deprecated` on it does nothing, from `removed` on it is refused. */
export interface Span {
  readonly since?: number;
  readonly deprecated?: number;
  readonly removed?: number;
}

/** Where something of the language lives. A family that is not named has it in all its releases. */
export interface Life {
  readonly fedora?: Span | 'never';
  readonly rhel?: Span | 'never';
  /** What takes its place, for hints. */
  readonly instead?: string;
}

export type Status = 'works' | 'deprecated' | 'removed' | 'absent';

export function statusIn(life: Life | undefined, version: Version): Status {
  const span = life?.[familyOf(version)];
  if (span === undefined) return 'works';
  if (span === 'never') return 'absent';
  const release = releaseOf(version);
  if (release < (span.since ?? 0)) return 'absent';
  if (release >= (span.removed ?? Number.POSITIVE_INFINITY)) return 'removed';
  return release >= (span.deprecated ?? Number.POSITIVE_INFINITY) ? 'deprecated' : 'works';
}

export interface VersionRemark {
  readonly code: 'removed' | 'deprecated' | 'version-dependent';
  readonly message: string;
  readonly hint: string | undefined;
}

const remarks = new WeakMap<Life, readonly VersionRemark[]>();

/**
 * What to say of something that not all versions accept alike, when no version was chosen.
 *
 * @param subject how the message calls it: `auth`, `part --active`
 */
export function remarkOn(subject: string, life: Life | undefined): VersionRemark | undefined {
  if (life === undefined) return undefined;
  const [known] = remarks.get(life) ?? [makeRemark(life)].flatMap((remark) => remark ?? []);
  remarks.set(life, known === undefined ? [] : [known]);
  return known === undefined ? undefined : { ...known, message: `${subject} ${known.message}` };
}

function makeRemark(life: Life): VersionRemark | undefined {
  const hint = life.instead === undefined ? undefined : `use ${life.instead}`;
  const has = (status: Status) => VERSIONS.some((version) => statusIn(life, version) === status);
  if (has('removed')) return { code: 'removed', message: `was removed in ${releases(life, 'removed')}`, hint };
  if (has('deprecated'))
    return { code: 'deprecated', message: `is deprecated since ${releases(life, 'deprecated')}`, hint };
  if (!has('absent')) return undefined;
  const where = listVersions(VERSIONS.filter((version) => statusIn(life, version) === 'works'));
  return { code: 'version-dependent', message: `is in the language of ${where} only`, hint };
}

function releases(life: Life, key: 'deprecated' | 'removed'): string {
  const names: readonly (readonly [Family, string])[] = [
    ['fedora', 'F'],
    ['rhel', 'RHEL'],
  ];
  const texts = names.flatMap(([family, prefix]) => {
    const span = life[family];
    const release = span === undefined || span === 'never' ? undefined : span[key];
    return release === undefined ? [] : [`${prefix}${release}`];
  });
  return texts.join(' and ');
}

/** `F43 to F45 and RHEL10`. */
export function listVersions(versions: readonly Version[]): string {
  const runs = (['fedora', 'rhel'] as const).flatMap((family) => {
    const own = versions.filter((version) => familyOf(version) === family);
    const [first] = own;
    const last = own.at(-1);
    if (first === undefined || last === undefined) return [];
    const isRun = releaseOf(last) - releaseOf(first) === own.length - 1;
    return own.length > 2 && isRun ? [`${first} to ${last}`] : [own.join(', ')];
  });
  return runs.join(' and ');
}
