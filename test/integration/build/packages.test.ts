// What the options of %packages keep out of the root, and what runs when a build fails: one build shows both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { warmSharedCache, writeKickstart } from '../../support/small-appliance.ts';
import { makeSite } from '../../support/traces.ts';

const look = [
  'cd "$INSTALL_ROOT" || exit',
  'echo "docs: $(find usr/share/doc -type f ! -name copyright | wc -l)"',
  'echo "licences: $(find usr/share/doc -name copyright | wc -l)"',
  'echo "manuals: $(find usr/share/man ! -type d | wc -l) in $(ls -d usr/share/man/man1)"',
  'echo "messages: $(find usr/share/locale -type f | cut -d/ -f4 | sort -u | tr "\\n" " ")"',
  'echo "settings of dpkg: $(ls etc/dpkg/dpkg.cfg.d | wc -l)"',
];

test('documentation and other languages stay away, and %onerror sees the root of a build that fails', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  const file = writeKickstart(site, 'lean.ks', {
    packagesOptions: '--excludedocs --inst-langs=pt_BR --exclude-weakdeps --ignoremissing --retries=1 --timeout=30',
    packages: ['no-such-package'],
    sections: [
      ...['%post --erroronfail', 'exit 7', '%end'],
      ...['%onerror', ...look, '%end'],
      ...['%traceback', 'echo traceback ran', '%end'],
    ],
  });
  const result = await runCli(['build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', site.out], {
    env: { TMPDIR: site.temporary },
  });
  assert.equal(result.code, 1, result.stderr);
  assert.match(result.stderr, /warning: no repository has a package named no-such-package; it is left out\n/);
  assert.match(result.stderr, /error: the %post script failed with exit code 7\n/);
  const log = readFileSync(`${site.out}.failed.log`, 'utf8');
  const said = (what: string) => new RegExp(`^ *[\\d.]+ {2}${what}: (.*)$`, 'm').exec(log)?.[1]?.trim();
  assert.equal(said('docs'), '0');
  assert.ok(Number(said('licences')) > 100);
  assert.equal(said('manuals'), '0 in usr/share/man/man1');
  assert.equal(said('messages'), 'pt pt_BR');
  assert.equal(said('settings of dpkg'), '0');
  assert.doesNotMatch(log, /traceback ran/);
});
