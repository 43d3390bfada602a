import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import type { RepositorySpec } from '../../../appliance/appliance.ts';
import type { KeyedStore } from '../../../cache/cache.ts';
import { ApplianceError, type Position } from '../../../errors.ts';
import { withoutCredentials } from '../ask/refusals.ts';

/** A key that packages are signed with, as the file that holds it says it. */
export interface Key {
  readonly source: string;
  readonly text: string;
}

/** RFC 9580, §6.2. */
export const armor = /-----BEGIN PGP PUBLIC KEY BLOCK-----/;
const largestBytes = 1 << 20;
const fetchTimeoutMilliseconds = 30_000;

/**
 * The keys of each repository that names some.
 *
 * @param store where keys from the network are kept for a build without network
 * @returns by the repository's name
 * @throws ApplianceError code `key-unusable`
 */
export async function keysOf(
  repositories: readonly RepositorySpec[],
  store: KeyedStore,
): Promise<ReadonlyMap<string, readonly Key[]>> {
  const found = new Map<string, readonly Key[]>();
  for (const { name, keys = [], position } of repositories) {
    if (keys.length > 0) found.set(name, await Promise.all(keys.map((source) => readKey(source, store, position))));
  }
  return found;
}

async function readKey(source: string, store: KeyedStore, position: Position | undefined): Promise<Key> {
  try {
    const text = await textOf(source, store);
    if (armor.test(text)) return { source, text };
    throw new Error('it holds no public key in ASCII armor');
  } catch (error) {
    throw new ApplianceError({
      kind: 'input',
      code: 'key-unusable',
      message: `the key ${withoutCredentials(source)} cannot be used: ${(error as Error).message}`,
      position,
      hint: 'export it with: gpg --armor --export KEY-ID',
    });
  }
}

async function textOf(source: string, store: KeyedStore): Promise<string> {
  if (/^https?:/i.test(source)) return await fetchKey(source, store);
  return await fs.readFile(/^file:/i.test(source) ? new URL(source) : source, 'utf8');
}

/** What says that nobody answered (fetch(), AbortSignal.timeout()), as against an answer that is wrong. */
const silences: ReadonlySet<string> = new Set(['TypeError', 'TimeoutError']);

async function fetchKey(url: string, store: KeyedStore): Promise<string> {
  // Names of the cache may be seen by many; from a digest with a password in it that could be guessed.
  const key = createHash('sha256').update(withoutCredentials(url)).digest('hex');
  try {
    const { address, headers } = withAuthorization(url);
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(fetchTimeoutMilliseconds) });
    if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
    const text = await response.text();
    if (text.length > largestBytes) throw new Error('it is too large for a key');
    // A cache that cannot be written is told of by the metadata; a login page is not kept in the place of a key.
    if (armor.test(text)) await store.put(key, (part) => fs.writeFile(part, text)).catch(() => undefined);
    return text;
  } catch (error) {
    const kept = silences.has((error as Error).name) ? await store.get(key) : undefined;
    if (kept !== undefined) return await fs.readFile(kept, 'utf8');
    const { cause, message } = error as Error;
    throw new Error(cause instanceof Error ? cause.message : message, { cause: error });
  }
}

/** fetch() takes no address with a user name in it; they go into a header (RFC 7617). */
function withAuthorization(url: string): { readonly address: URL; readonly headers: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  if (username === '' && password === '') return { address, headers: {} };
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  address.username = '';
  address.password = '';
  return { address, headers: { authorization: `Basic ${Buffer.from(words).toString('base64')}` } };
}
