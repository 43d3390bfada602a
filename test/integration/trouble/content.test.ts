// What only a build can find wrong in a kickstart: packages that no repository has, and scripts that fail.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { type Changes, lineOf, warmSharedCache, writeKickstart } from '../../support/small-appliance.ts';
import { assertNothingLeft, makeSite } from '../../support/traces.ts';

interface Case {
  readonly name: string;
  readonly changes: Changes;
  readonly code: number;
  /** The line to blame holds this. */
  readonly line: string;
  /** After `FILE:LINE:COLUMN: `. */
  readonly says: RegExp;
  readonly also: readonly RegExp[];
}

const cases: readonly Case[] = [
  {
    name: 'an unknown package',
    changes: { packages: ['sudo', 'openssh-sevrer'] },
    code: 2,
    line: 'openssh-sevrer',
    says: /error: no repository has a package named openssh-sevrer\n/,
    also: [/hint: did you mean openssh-server\?/],
  },
  {
    name: 'a script that fails under --erroronfail',
    changes: { sections: ['%post --erroronfail', 'echo before', 'echo the reason >&2', 'exit 7', '%end'] },
    code: 1,
    line: '%post',
    says: /error: the %post script failed with exit code 7/,
    also: [/\| the reason\n/, /hint: correct the script/],
  },
  {
    name: 'a script whose interpreter names the line that is wrong',
    changes: { sections: ['%post --erroronfail', 'set -u', '', 'echo "$nothing_of_that_name"', '%end'] },
    code: 1,
    line: '%post',
    says: /error: the %post script failed with exit code \d+ at \S+\.ks:15:1\n/,
    also: [/nothing_of_that_name/],
  },
  {
    name: 'a script with an interpreter that the guest lacks',
    changes: { sections: ['%post --interpreter=/usr/bin/tclsh', 'puts hello', '%end'] },
    code: 1,
    line: '--interpreter',
    says: /error: the guest has no \/usr\/bin\/tclsh to run the %post script with\n/,
    also: [/hint: add the package that brings it to %packages/],
  },
];

for (const { name, changes, code, line, says, also } of cases) {
  test(`${name} ends the build at its line`, async (t) => {
    const site = makeSite(temporaryDirectory(t));
    await warmSharedCache(site);
    const file = writeKickstart(site, 'wrong.ks', changes);
    const result = await runCli(['build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', site.out], {
      env: { TMPDIR: site.temporary },
    });
    assert.equal(result.code, code, result.stderr);
    const place = `${file}:${lineOf(readFileSync(file, 'utf8'), line)}:`;
    const error = result.stderr.slice(result.stderr.indexOf(place));
    assert.ok(result.stderr.includes(`\n${place}`), result.stderr);
    for (const words of [says, ...also]) assert.match(error, words);
    assert.equal(result.stdout, '');
    assertNothingLeft(site, name, ['out.failed.log']);
  });
}

test('a script that fails without --erroronfail is a warning at its line', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  const file = writeKickstart(site, 'warns.ks', { sections: ['%post', 'exit 7', '%end'] });
  const result = await runCli(['build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', site.out], {
    env: { TMPDIR: site.temporary },
  });
  assert.equal(result.code, 0, result.stderr);
  const place = `${file}:${lineOf(readFileSync(file, 'utf8'), '%post')}:1`;
  assert.ok(result.stderr.includes(`${place}: warning: the %post script failed with exit code 7`), result.stderr);
});
