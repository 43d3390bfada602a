import { randomUUID } from 'node:crypto';
import type { Blobs } from './blobs.ts';
import type { Claims } from './token.ts';
import { type Message, type Method, Refusal } from './twirp.ts';

export interface CacheEntry {
  readonly id: number;
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  readonly blob: string;
  /** Undefined while the entry is only reserved. */
  bytes: number | undefined;
}

const may = { read: 1, write: 2 } as const;

/**
 * The methods of GitHub's CacheService, version 2. Entries are immutable and belong to a scope; a key is looked up in each
 * scope that the token may read, exactly first, then as a prefix with the newest entry winning.
 *
 * @param entries in the order in which they were finished; grows
 * @param quotaBytes of all entries together: what goes over it is refused when it is finished, and then at once
 */
export function cacheMethods(
  blobs: Blobs,
  entries: CacheEntry[],
  quotaBytes: number,
): Readonly<Record<string, Method>> {
  const reserved: CacheEntry[] = [];
  let nextId = 1;
  const used = () => entries.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  const overQuota = { ok: false, message: 'Cache storage quota has been hit. Unable to save any new cache entries.' };

  return {
    CreateCacheEntry(request, { scopes }) {
      const scope = writableScope(scopes);
      if (scope === undefined) return { ok: false, message: 'cache write denied: token is read-only' };
      const { key, version } = wanted(request);
      if (used() >= quotaBytes) return overQuota;
      const taken = [...entries, ...reserved].some(
        (entry) => entry.scope === scope && entry.key === key && entry.version === version,
      );
      if (taken) {
        throw new Refusal(409, 'already_exists', 'cache entry with the same key, version, and scope already exists');
      }
      const entry = { id: nextId, scope, key, version, blob: randomUUID(), bytes: undefined };
      nextId += 1;
      reserved.push(entry);
      return { ok: true, signed_upload_url: blobs.uploadUrl('cache', entry.blob) };
    },

    FinalizeCacheEntryUpload(request, { scopes }) {
      const { key, version } = wanted(request);
      const index = reserved.findIndex(
        (entry) => entry.scope === writableScope(scopes) && entry.key === key && entry.version === version,
      );
      const [entry] = index < 0 ? [] : reserved.splice(index, 1);
      if (entry === undefined) throw new Refusal(404, 'not_found', 'no such reservation');
      const bytes = Number(request['size_bytes'] ?? request['sizeBytes'] ?? 0);
      if (used() + bytes > quotaBytes) return overQuota;
      entry.bytes = bytes;
      entries.push(entry);
      return { ok: true, entry_id: String(entry.id) };
    },

    GetCacheEntryDownloadURL(request, { scopes }) {
      const readable = scopes.filter(({ Permission }) => (Permission & may.read) !== 0);
      if (readable.length === 0) throw new Refusal(403, 'permission_denied', 'cache read denied: no readable scope');
      const { key, version, restoreKeys } = wanted(request);
      const tries = readable.flatMap(({ Scope }) => [key, ...restoreKeys].map((text) => ({ scope: Scope, text })));
      for (const { scope, text } of tries) {
        const pool = entries.filter((entry) => entry.scope === scope && entry.version === version);
        const found =
          pool.findLast((entry) => entry.key === text) ?? pool.findLast((entry) => entry.key.startsWith(text));
        if (found !== undefined) {
          return { ok: true, signed_download_url: blobs.downloadUrl('cache', found.blob), matched_key: found.key };
        }
      }
      return { ok: false };
    },
  };
}

function writableScope(scopes: Claims['scopes']): string | undefined {
  return scopes.find(({ Permission }) => (Permission & may.write) !== 0)?.Scope;
}

function wanted(request: Message) {
  return {
    key: String(request['key']),
    version: String(request['version']),
    restoreKeys: (request['restore_keys'] ?? request['restoreKeys'] ?? []) as readonly string[],
  };
}
