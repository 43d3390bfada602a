import { ApplianceError } from '../errors.ts';
import type { KeyedStore } from './cache.ts';

/**
 * What to tell of a cache that cannot be written. That costs time in the next build, so it must not end this one.
 *
 * @param what as in `the packages`
 */
export function notKept(what: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'ENOSPC' ? 'its disk is full' : (code ?? message);
  return `the cache cannot keep ${what}: ${why}; the next build takes longer`;
}

/**
 * The same store, but what it cannot keep is only noted. Errors of what writes, such as an interruption, are thrown.
 *
 * @param what as in `notKept`
 */
export function forgiving(store: KeyedStore, what: string, note: (text: string) => void): KeyedStore {
  return {
    get: store.get,
    async put(key, write) {
      try {
        await store.put(key, write);
      } catch (error) {
        if (error instanceof ApplianceError) throw error;
        note(notKept(what, error));
      }
    },
  };
}
