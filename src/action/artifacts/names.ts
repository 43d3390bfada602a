import { createHash } from 'node:crypto';

/**
 * What the artifact service takes as the name of an artifact, and as a part of a path in one: not empty, and none of
 * `" : < > | * ? \ /`, CR and LF. (@actions/artifact checks that itself, and fails the upload.) Beyond that a name must
 * do as the name of a file on every system that downloads it, and be harmless in the log of a job, where the client
 * prints it: no control or direction characters, no `##[`, no dot or blank at either end, no device name of Windows.
 */
const separators = /[":<>|*?\\/\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const invisible = /\p{Cf}/gu;
const ends = /^[.\s-]+|[.\s-]+$/gu;
const deviceOfWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const fallbackName = 'appliance';

/** With `.zip` and what is added against clashes it is still a file name of at most 255 bytes. */
const mostBytes = 200;

/**
 * The nearest name that is legal for the artifact service. A legal name stays as it is; one that is too long is cut,
 * and ends in a part of its checksum, so that two long names stay two.
 */
export function legalName(text: string): string {
  const name = text
    .normalize('NFC')
    .replaceAll(invisible, '')
    .replaceAll(separators, '-')
    .replaceAll('##[', '##-[')
    .replaceAll(ends, '');
  const usable = name === '' ? fallbackName : deviceOfWindows.test(name) ? `_${name}` : name;
  return cutTo(usable, mostBytes, text);
}

/** A path in an archive, made legal part by part; `.` and `..` do not survive it. */
export function legalPath(text: string): string {
  return text
    .split('/')
    .map((part) => legalName(part))
    .join('/');
}

function cutTo(name: string, bytes: number, origin: string): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  const end = `-${shortHash(origin)}`;
  let cut = '';
  for (const character of name) {
    if (Buffer.byteLength(cut + character) + end.length > bytes) break;
    cut += character;
  }
  return cut.replaceAll(ends, '') + end;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** How names are told apart: some systems do not tell upper from lower case. */
function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/**
 * The n-th name to try: `web`, `web-2`, `web-3`; with `keepEnding`, for a file that is an artifact of its own,
 * `web-os.qcow2`, `web-os-2.qcow2`.
 */
export function nthName(name: string, n: number, keepEnding: boolean): string {
  return n === 1 ? name : withSuffix(name, String(n), keepEnding);
}

/** Puts `-SUFFIX` behind a name, or before its ending. An empty suffix changes nothing. */
export function withSuffix(name: string, suffix: string, keepEnding: boolean): string {
  if (suffix === '') return name;
  const ending = keepEnding ? (/(?<=[^/])\.[^./]+$/.exec(name)?.[0] ?? '') : '';
  return `${name.slice(0, name.length - ending.length)}-${suffix}${ending}`;
}

/** @returns the first of the name's variants that is not taken yet; it counts as taken from then on */
export function takeName(name: string, taken: Set<string>, keepEnding = false): string {
  for (let n = 1; ; n += 1) {
    const candidate = nthName(name, n, keepEnding);
    if (taken.has(nameKey(candidate))) continue;
    taken.add(nameKey(candidate));
    return candidate;
  }
}

/** Long enough for three or four values of a matrix. */
const mostSuffixBytes = 60;
/** These say where a job runs, not what it makes. */
const placeKeys = new Set(['runs-on', 'runner']);

/**
 * What tells this job of a matrix from its sisters, as a part of a name: the values of the matrix in its own order,
 * without those that say no more than the appliance's name, such as its kickstart. Empty outside a matrix.
 *
 * It depends on the job alone, not on which job comes first: the same job gives the same names in every run.
 */
export function matrixSuffix(
  matrix: Readonly<Record<string, unknown>> | undefined,
  appliances: readonly string[],
): string {
  const known = new Set(appliances.map(nameKey));
  const values = Object.entries(matrix ?? {})
    .filter(([key]) => !placeKeys.has(key))
    .map(([, value]) => (isScalar(value) ? String(value) : shortHash(JSON.stringify(value ?? null))))
    .filter((value) => value.trim() !== '' && !namesOf(value).some((name) => known.has(nameKey(name))));
  if (values.length === 0) return '';
  const text = values.map((value) => legalName(value).replaceAll(/\s+/g, '-')).join('-');
  return cutTo(text, mostSuffixBytes, values.join('\n'));
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** How a kickstart names its appliance: `images/web.ks` → `web`, or `images-web` where another folder has a `web`. */
function namesOf(value: string): readonly string[] {
  const stem = value.replace(/\.[^./]*$/, '');
  return [value, stem.split('/').at(-1) ?? '', stem.replaceAll('/', '-')];
}
