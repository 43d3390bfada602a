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
