import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import * as path from 'node:path';
import type { Site } from './traces.ts';

/** Calls back once, when the log of the build that is under way matches. */
export function onLogged(site: Site, pattern: RegExp, callback: () => void): void {
  const staging = readdirSync(site.outParent).find((name) => name.startsWith('.out.partial-'));
  assert.ok(staging !== undefined, 'no build is under way');
  const log = path.join(site.outParent, staging, 'build.log');
  const watcher = watch(log, () => look());
  const look = () => {
    if (!existsSync(log)) watcher.close();
    else if (pattern.test(readFileSync(log, 'utf8'))) {
      watcher.close();
      callback();
    }
  };
  look();
}
