import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { TestContext } from 'node:test';

type Name = 'copyFile' | 'cp' | 'readdir' | 'rename' | 'utimes';

/**
 * Has something happen right before the next call of a function of node:fs/promises, as another process may do it at any time.
 *
 * @returns whether that call has come
 */
export function beforeNext(t: TestContext, name: Name, happen: () => Promise<void>): () => boolean {
  const functions = promises as unknown as Record<Name, (...args: unknown[]) => Promise<unknown>>;
  const original = functions[name];
  const restore = () => {
    functions[name] = original;
    syncBuiltinESMExports();
  };
  let came = false;
  functions[name] = async (...args) => {
    restore();
    came = true;
    await happen();
    return await original(...args);
  };
  syncBuiltinESMExports();
  t.after(restore);
  return () => came;
}
