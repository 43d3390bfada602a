import type { Cache, KeyedStore } from './cache.ts';

const empty: KeyedStore = { get: async () => undefined, put: async () => undefined };

/** The same cache without what builds made of packages, and nothing of that goes into it: package files and metadata alone. */
export function withoutResults(cache: Cache): Cache {
  return { ...cache, layers: empty, initramfs: empty, grains: empty };
}
