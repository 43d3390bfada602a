import assert from 'node:assert/strict';
import { readdirSync, readFileSync, watch } from 'node:fs';
import * as path from 'node:path';
import type { Site } from './traces.ts';

/** Calls back once, when the log of the build that is under way matches. */
export function onLogged(site: Site, pattern: RegExp, callback: () => void): void {
  const staging = readdirSync(site.outParent).find((name) => name.startsWith('.out.partial-'));
  assert.ok(staging !== undefined, 'no build is under way');
  const log = path.join(site.outParent, staging, 'build.log');
  // Not persistent: one that waits in vain must not keep the test's process.
  const watcher = watch(log, { persistent: false }, () => look());
  // Without the callback the build goes on to its end, which the test sees.
  watcher.once('error', () => watcher.close());
  const look = () => {
    const text = read(log);
    if (text === undefined) watcher.close();
    else if (pattern.test(text)) {
      watcher.close();
      callback();
    }
  };
  look();
}

/** @returns undefined when the build has ended: its log then has another name */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
