// An RPM build that is ended in the thick of downloading and of rpm's transaction: the cache stays sound, and the next
// build works with it.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { serve } from '../../support/distribution/serve.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { assertNothingLeft, makeSite, partialFiles } from '../../support/traces.ts';
import { onLogged } from '../../support/watch-log.ts';

test('an interrupted RPM build leaves a sound cache and nothing else', async (t) => {
  const { repositories, key } = await testDistribution();
  const site = makeSite(temporaryDirectory(t));
  const cache = path.join(site.directory, 'cache');
  let stalled: (() => void) | undefined;
  await using server = await serve(repositories.base, (file) => {
    if (stalled === undefined || !/^\/systemd-\d.*\.rpm$/.test(file)) return 'file';
    stalled();
    return 'stall';
  });
  const kickstart = path.join(site.inputs, 'trial.ks');
  const addon = ['%addon org_appliance_build', `repo url --gpgkey=${key}`, '%end'];
  const lines = ['part / --size=1500', `url --url=${server.url}`, 'bootloader --location=none', '%packages', '%end'];
  writeFileSync(kickstart, [...lines, ...addon, ''].join('\n'));
  const args = ['build', kickstart, '--backend', 'dnf', '--format', 'raw', '--cache-dir', cache, '--out', site.out];
  const env = { TMPDIR: site.temporary };
  const interrupted = async (stage: string, how: Parameters<typeof runCli>[1]) => {
    const result = await runCli(args, { env, ...how });
    assert.equal(result.code, 143, result.stderr);
    assert.ok((result.secondsAfterSignal ?? 99) < 10);
    assertNothingLeft(site, stage, ['out.failed.log']);
    if (existsSync(cache)) assert.deepEqual(partialFiles(cache), []);
  };

  await t.test('while packages are downloaded', () =>
    interrupted('fetch', {
      onStart: (kill) => {
        stalled = () => kill('SIGTERM');
      },
    }),
  );
  stalled = undefined;
  await t.test("in the middle of rpm's transaction", () =>
    interrupted('install', {
      onLine: (line, kill) => {
        if (line.startsWith('install')) onLogged(site, /^.*systemd-\d\S*\.x86_64$/m, () => kill('SIGTERM'));
      },
    }),
  );
  await t.test('the next build works, with the packages that are there', async () => {
    const asked = server.asked.length;
    const result = await runCli(args, { env });
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stderr, /0 downloaded/);
    assert.deepEqual(server.asked.slice(asked), ['/repodata/repomd.xml']);
  });
});
