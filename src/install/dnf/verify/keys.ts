import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import type { RepositorySpec } from '../../../appliance/appliance.ts';
import type { KeyedStore } from '../../../cache/cache.ts';
import { ApplianceError, type Position } from '../../../errors.ts';
import { throwIfInterrupted } from '../../../host/program/run.ts';
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
 * @throws ApplianceError code `key-unusable`, kind `interrupted` if the signal was aborted
 */
export async function keysOf(
  repositories: readonly RepositorySpec[],
  store: KeyedStore,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Key[]>> {
  const found = new Map<string, readonly Key[]>();
  for (const { name, keys = [], position } of repositories) {
    const read = keys.map((source) => readKey(source, { store, signal, position }));
    if (read.length > 0) found.set(name, await Promise.all(read));
  }
  return found;
}

interface Reading {
  readonly store: KeyedStore;
  readonly signal: AbortSignal;
  readonly position: Position | undefined;
}

async function readKey(source: string, { store, signal, position }: Reading): Promise<Key> {
  try {
    const text = await textOf(source, store, signal);
    if (armor.test(text)) return { source, text };
    throw new Error('it holds no public key in ASCII armor');
  } catch (error) {
    throwIfInterrupted(signal);
    throw new ApplianceError({
      kind: 'input',
      code: 'key-unusable',
      message: `the key ${withoutCredentials(source)} cannot be used: ${(error as Error).message}`,
      position,
      hint: 'export it with: gpg --armor --export KEY-ID',
    });
  }
}

async function textOf(source: string, store: KeyedStore, signal: AbortSignal): Promise<string> {
  if (/^https?:/i.test(source)) return await fetchKey(source, store, signal);
  return await fs.readFile(/^file:/i.test(source) ? new URL(source) : source, 'utf8');
}

async function fetchKey(url: string, store: KeyedStore, signal: AbortSignal): Promise<string> {
  // Names of the cache may be seen by many; from a digest with a password in it that could be guessed.
  const key = createHash('sha256').update(withoutCredentials(url)).digest('hex');
  // Held to the end: Node 20 collects a timeout that only AbortSignal.any() refers to, and it never comes.
  const late = AbortSignal.timeout(fetchTimeoutMilliseconds);
  try {
    const { address, headers } = withAuthorization(url);
    const response = await fetch(address, { headers, signal: AbortSignal.any([late, signal]) });
    if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
    const text = await response.text();
    if (text.length > largestBytes) throw new Error('it is too large for a key');
    // A cache that cannot be written is told of by the metadata; a login page is not kept in the place of a key.
    if (armor.test(text)) await store.put(key, (part) => fs.writeFile(part, text)).catch(() => undefined);
    return text;
  } catch (error) {
    // Nobody answered (fetch() throws a TypeError), as against an answer that is wrong.
    const isSilence = late.aborted || (error as Error).name === 'TypeError';
    const kept = isSilence ? await store.get(key) : undefined;
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
