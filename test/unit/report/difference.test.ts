import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compareManifests } from '../../../src/report/difference/difference.ts';
import { differenceMarkdown, differenceText } from '../../../src/report/difference/difference-text.ts';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { manifestOf, packageOf, sha } from '../../support/manifests.ts';

const disk = (name: string, gibibytes: number): Manifest['disks'][number] => ({
  disk: name,
  format: 'qcow2',
  file: `box-${name}.qcow2`,
  virtualBytes: gibibytes * 2 ** 30,
  fileBytes: 1,
  sha256: sha('d'),
});

const old = manifestOf({
  packages: [packageOf('bash', '5.1-2'), packageOf('curl'), packageOf('kernel', '6.1'), packageOf('zlib')],
  disks: [disk('os', 2), disk('swap', 1)],
});
const current = manifestOf({
  version: '1.1',
  kickstart: { file: 'box.ks', sha256: sha('e') },
  packages: [
    packageOf('bash', '5.2-1', '2'),
    packageOf('jq'),
    packageOf('kernel', '6.1'),
    packageOf('kernel', '6.2', '3'),
    packageOf('zlib', '1.0-1', '4'),
  ],
  disks: [disk('os', 3), disk('data', 1)],
});
const difference = compareManifests(old, current);

describe('two builds', () => {
  test('that are the same', () => {
    const same = compareManifests(old, { ...old, timings: [], boot: [] });
    assert.equal(same.different, false);
    assert.equal(differenceText(same), 'box 1.0: no difference');
    assert.match(differenceMarkdown(same), /^Nothing changed/);
  });
  test('packages: came, went, changed, were built anew; a second version is no change of the first', () => {
    assert.deepEqual(difference.added, [packageOf('jq'), packageOf('kernel', '6.2', '3')]);
    assert.deepEqual(difference.removed, [packageOf('curl')]);
    assert.deepEqual(difference.changed, [
      { name: 'bash', arch: 'amd64', oldVersion: '5.1-2', newVersion: '5.2-1' },
      { name: 'zlib', arch: 'amd64', oldVersion: '1.0-1', newVersion: '1.0-1' },
    ]);
  });
  test('the same name for two architectures is two packages', () => {
    const both = manifestOf({ packages: [packageOf('libc6'), packageOf('libc6', '1.0-1', '1', 'i386')] });
    const one = manifestOf({ packages: [packageOf('libc6')] });
    assert.deepEqual(compareManifests(both, one).removed, [packageOf('libc6', '1.0-1', '1', 'i386')]);
  });
  test('disks and kickstart', () => {
    assert.deepEqual(difference.disks, [
      { disk: 'data', oldBytes: undefined, newBytes: 2 ** 30 },
      { disk: 'os', oldBytes: 2 * 2 ** 30, newBytes: 3 * 2 ** 30 },
      { disk: 'swap', oldBytes: 2 ** 30, newBytes: undefined },
    ]);
    assert.equal(difference.kickstartChanged, true);
  });
  test('as text', () =>
    assert.equal(
      differenceText(difference),
      [
        'box 1.0 → box 1.1',
        'the kickstart changed',
        'disk data: new, 1 GiB',
        'disk os: 2 GiB → 3 GiB',
        'disk swap: removed',
        '2 added, 1 removed, 2 changed',
        '-  curl.amd64    1.0-1',
        '+  jq.amd64      1.0-1',
        '+  kernel.amd64  6.2',
        '~  bash.amd64    5.1-2 → 5.2-1',
        '~  zlib.amd64    1.0-1 (rebuilt)',
      ].join('\n'),
    ));
  test('as Markdown, cut where asked', () => {
    const lines = differenceMarkdown(difference, 2).split('\n');
    assert.deepEqual(lines, [
      '- `box 1.0` became `box 1.1`',
      '- The kickstart changed',
      '- Disk `data`: new, 1 GiB',
      '- Disk `os`: 2 GiB → 3 GiB',
      '- Disk `swap`: removed',
      '- Packages: 2 added, 1 removed, 2 changed',
      '',
      '| | package | before | now |',
      '| --- | --- | --- | --- |',
      '| added | `jq.amd64` |  | `1.0-1` |',
      '| added | `kernel.amd64` |  | `6.2` |',
      '',
      '… and 3 more.',
      '',
    ]);
    assert.match(differenceMarkdown(difference), /\| rebuilt \| `zlib.amd64` \| `1.0-1` \| `1.0-1` \|\n$/);
  });
});

test('text of a manifest stays in its code span and its cell', () => {
  const hostile = '`</details>| @everyone ![x](http://x) `';
  const markdown = differenceMarkdown(
    compareManifests(manifestOf({ packages: [] }), manifestOf({ packages: [packageOf(hostile)] })),
  );
  const row = markdown.split('\n').find((line) => line.startsWith('| added'));
  assert.equal(row, "| added | `'</details>\\| @everyone ![x](http://x) '.amd64` |  | `1.0-1` |");
});

test('there and back, whatever the packages: what came has gone', () => {
  const some = fc.uniqueArray(
    fc.record({ name: fc.constantFrom('a', 'b', 'c'), version: fc.constantFrom('1', '2', '3') }),
    { selector: ({ name, version }) => `${name} ${version}` },
  );
  fc.assert(
    fc.property(some, some, (before, after) => {
      const make = (list: typeof before) =>
        manifestOf({ packages: list.map(({ name, version }) => packageOf(name, version)) });
      const there = compareManifests(make(before), make(after));
      const back = compareManifests(make(after), make(before));
      assert.deepEqual(there.added, back.removed);
      assert.deepEqual(there.removed, back.added);
      const turned = back.changed.map((one) => ({ ...one, oldVersion: one.newVersion, newVersion: one.oldVersion }));
      assert.deepEqual(there.changed, turned);
      const grown = before.length + there.added.length - there.removed.length;
      assert.equal(grown, after.length);
    }),
    { seed: 6, numRuns: 300 },
  );
});
