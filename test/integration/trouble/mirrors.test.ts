// Mirrors that answer wrongly or not at all. All these builds wait for a mirror, so they run side by side.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { type Answer, startMirror } from '../../support/mirror.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { writeKickstart } from '../../support/small-appliance.ts';
import { assertNothingLeft, makeSite, partialFiles } from '../../support/traces.ts';

interface Fault {
  readonly name: string;
  readonly answer: (file: string) => Answer;
  readonly says: RegExp;
  /** Also said, below the error. */
  readonly because: RegExp;
  /** Seconds that the build may take. */
  readonly within: number;
}

const isPackage = (file: string) => file.endsWith('.deb');
const isSignature = (file: string) => /\/(?:InRelease|Release\.gpg)$/.test(file);
const isList = (file: string) => file.includes('/by-hash/') || /\/Packages[.\w]*$/.test(file);
const onlyIf = (condition: (file: string) => boolean, fault: Answer) => (file: string) =>
  condition(file) ? fault : 'forward';

/**
 * Seconds, for nine builds at once beside a neighbour: apt waits 15 for an answer and asks once more. For package lists it then
 * tries another of their names, and before package files it has its lists. Without a neighbour that is 33, 64 and 41. Left to
 * itself it takes two minutes, four, and more than two.
 */
const silence = 90;
const silenceOfLists = 180;
const silenceOfPackages = 120;
const soon = 90;
const unusable = /error: a package repository gave no usable package lists\n/;
const unreachable = /error: no package repository can be reached, and the cache holds no package lists for them\n/;
const faults: readonly Fault[] = [
  {
    name: 'knows no file',
    answer: () => 'not-found',
    says: unusable,
    because: /does not have a Release file/,
    within: soon,
  },
  {
    name: 'answers with garbage',
    answer: () => 'garbage',
    says: unusable,
    because: /Clearsigned file isn't valid/,
    within: soon,
  },
  { name: 'says nothing', answer: () => 'silence', says: unreachable, because: /InRelease/, within: silence },
  {
    name: 'has no signature',
    answer: onlyIf(isSignature, 'not-found'),
    says: unusable,
    because: /is not signed/,
    within: soon,
  },
  {
    name: 'has package lists that are not those of its signature',
    answer: onlyIf(isList, 'garbage'),
    says: unusable,
    because: /Hash Sum mismatch|unexpected size/,
    within: soon,
  },
  {
    name: 'says nothing when asked for package lists',
    answer: onlyIf(isList, 'silence'),
    says: unreachable,
    because: /Packages/,
    within: silenceOfLists,
  },
  {
    name: 'has no package files',
    answer: onlyIf(isPackage, 'not-found'),
    says: /error: cannot download /,
    because: /404 +Not Found/,
    within: soon,
  },
  {
    name: 'says nothing when asked for package files',
    answer: onlyIf(isPackage, 'silence'),
    says: /error: cannot download /,
    because: /Connection (?:failed|timed out)/,
    within: silenceOfPackages,
  },
  {
    name: 'sends package files that are not those of its lists',
    answer: onlyIf(isPackage, 'flip-bytes'),
    says: /error: cannot download /,
    because: /differs from the signed list/,
    within: soon,
  },
];

describe('a build ends with a clear error when the mirror', { concurrency: true }, () => {
  for (const { name, answer, says, because, within } of faults) {
    test(name, async (t) => {
      const site = makeSite(temporaryDirectory(t));
      await using mirror = await startMirror(answer);
      const cache = path.join(site.directory, 'cache');
      const file = writeKickstart(site, 'small.ks', { commands: [`url --url="${mirror.url}"`] });
      const result = await runCli(['build', file, '--format', 'raw', '--cache-dir', cache, '--out', site.out], {
        env: { TMPDIR: site.temporary },
      });
      assert.equal(result.code, 1, result.stderr);
      assert.match(result.stderr, says);
      assert.match(result.stderr, because);
      assert.match(result.stderr, /\n {2}hint: /);
      assert.ok(result.seconds < within, `it took ${result.seconds} s`);
      assertNothingLeft(site, name, ['out.failed.log']);
      if (existsSync(cache)) assert.deepEqual(partialFiles(cache), []);
      const kept = path.join(cache, 'packages');
      assert.equal(existsSync(kept) ? readdirSync(kept).length : 0, 0, 'nothing of such a mirror is kept');
    });
  }
});
