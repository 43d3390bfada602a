import { createHash } from 'node:crypto';

/** What the service keeps for us, each under keys of its own. */
export type Part = 'packages' | 'metadata' | 'layer' | 'initramfs' | 'manifest';

/** What packages are asked for, as far as it is known before they are resolved. */
export interface PackageRequest {
  /** Such as `debian` or `fedora`. */
  readonly distribution: string;
  readonly release: string;
  readonly arch: string;
  /** SHA-256 over all that decides which packages are asked for and where from: repositories, names, groups, options. */
  readonly sha256: string;
}

/** What the service is asked for: the key itself, else the newest entry whose key begins with the first restore key, … */
export interface LookUp {
  readonly key: string;
  readonly restoreKeys: readonly string[];
}

/** Of the files within an entry: raised when they are laid out in another way, so that old entries are left alone. */
const layoutVersion = 'v1';
const defaultPrefix = 'appliance-build';
const longestPart = 80;
const shownDigits = 16;

/** The same set, asked for in the same way, has the same key on every machine. */
export function packagesKey(prefix: string, request: PackageRequest, setSha256: string): string {
  return joined(prefix, 'packages', [...wordsOf(request), short(setSha256)]);
}

/** Metadata is what the repositories say today, so that its key goes by its content. */
export function metadataKey(prefix: string, request: PackageRequest, contentSha256: string): string {
  return joined(prefix, 'metadata', [...wordsOf(request), short(contentSha256)]);
}

export function layerEntryKey(prefix: string, request: PackageRequest, layerKey: string): string {
  return joined(prefix, 'layer', [request.arch, short(request.sha256), short(layerKey)]);
}

/** What goes into an initramfs is known when it is made, so that its key goes by its content. */
export function initramfsEntryKey(prefix: string, request: PackageRequest, contentSha256: string): string {
  return joined(prefix, 'initramfs', [request.arch, short(request.sha256), short(contentSha256)]);
}

/** Every run keeps its own, as there is no overwriting: the newest is found by its prefix. */
export function manifestKey(prefix: string, name: string, runId: string, attempt: string): string {
  return joined(prefix, 'manifest', [name, runId, attempt]);
}

/**
 * How to find the best entry before the set of packages is known: the newest for the same request, else, for packages and
 * metadata, the newest of the distribution, which holds most of what another request needs. A layer or an initramfs of another
 * request is of no use.
 */
export function lookUp(prefix: string, part: Exclude<Part, 'manifest'>, request: PackageRequest): LookUp {
  const isOfOneRequest = part === 'layer' || part === 'initramfs';
  const words = isOfOneRequest ? [request.arch, short(request.sha256)] : wordsOf(request);
  return newestOf(prefix, part, isOfOneRequest ? [words] : [words, words.slice(0, -1)]);
}

export function manifestLookUp(prefix: string, name: string): LookUp {
  return newestOf(prefix, 'manifest', [[name]]);
}

/** Whether an entry was made for this very request, though perhaps for another set of packages. */
export function isOfRequest(key: string, { restoreKeys: [nearest = ''] }: LookUp): boolean {
  return key.startsWith(nearest);
}

function newestOf(prefix: string, part: Part, alternatives: readonly (readonly string[])[]): LookUp {
  const restoreKeys = alternatives.map((words) => `${joined(prefix, part, words)}-`);
  // No entry has this key: only restore keys are promised to be taken as prefixes.
  return { key: `${restoreKeys[0]}newest`, restoreKeys };
}

function wordsOf({ distribution, release, arch, sha256 }: PackageRequest): string[] {
  return [distribution, release, arch, short(sha256)];
}

function short(digest: string): string {
  return digest.slice(0, shownDigits);
}

/** Keys have no commas and at most 512 characters (@actions/cache, checkKey). */
function joined(prefix: string, part: Part, words: readonly string[]): string {
  const first = encoded(prefix === '' ? defaultPrefix : prefix);
  return [bounded(first), part, layoutVersion, ...words.map(safe)].join('-');
}

/** A hyphen parts the words, so that none may be within: `web-` must not find what belongs to `web-server`. */
function safe(word: string): string {
  return bounded(encoded(word).replaceAll('-', '%2D'));
}

function encoded(text: string): string {
  // By way of UTF-8, which has nothing for half a surrogate pair, and encodeURIComponent would throw.
  return encodeURIComponent(Buffer.from(text).toString());
}

function bounded(text: string): string {
  if (text.length <= longestPart) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, shownDigits);
  return `${text.slice(0, longestPart - shownDigits - 1)}~${digest}`;
}
