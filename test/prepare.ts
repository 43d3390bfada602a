// Makes what several files of integration tests share before they run side by side: else two of them would make the same thing
// at the same time. Each of them makes it, too, if it runs by itself.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import pLimit from 'p-limit';
import { installSudo } from './support/actions-runner/make-user.ts';
import { testDistribution } from './support/distribution/distribution.ts';
import { type KeptRoot, keptRoot, keptRoots } from './support/kept-roots.ts';
import { repository } from './support/run-cli.ts';
import { warmSharedCache } from './support/small-appliance.ts';
import { makeSite } from './support/traces.ts';

async function fillSharedCache(): Promise<void> {
  const parent = path.join(repository, '.cache/test-tmp');
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(path.join(parent, 'prepare-'));
  try {
    await warmSharedCache(makeSite(directory));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

// Before all else: it renews apt's lists, which what follows reads.
await installSudo();

/** The longest first. */
const preparations: readonly (readonly [what: string, make: () => Promise<unknown>])[] = [
  ['the test distribution', () => testDistribution()],
  ...(Object.keys(keptRoots) as KeptRoot[]).map((name) => [`the root ${name}`, () => keptRoot(name)] as const),
  ['packages and layer of the small appliance', fillSharedCache],
];

const atOnce = pLimit(2);
await Promise.all(
  preparations.map(([what, make]) =>
    atOnce(async () => {
      const start = performance.now();
      await make();
      console.log(`${what}: ready after ${((performance.now() - start) / 1000).toFixed(0)} s`);
    }),
  ),
);
