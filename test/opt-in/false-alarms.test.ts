// A healthy appliance is booted twenty times: no boot may be condemned, and no rule may find anything. It takes minutes, so it is
// run when rules change.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import type { BootVerdict } from '../../src/boottest/boot.ts';
import { runCli, sharedCache, temporaryDirectory } from '../support/run-cli.ts';

const rounds = 10;

test('twenty boots of a healthy appliance give no false alarm', async (t) => {
  const out = path.join(temporaryDirectory(t), 'out');
  const built = await runCli(['build', 'examples/hello.ks', '--cache-dir', sharedCache, '--out', out]);
  assert.equal(built.code, 0, built.stderr);
  for (let round = 1; round <= rounds; round++) {
    const args = ['boot', path.join(out, 'hello.xml'), '--format', 'qcow2,vmdk', '--json', '--cache-dir', sharedCache];
    const { stdout } = await runCli(args);
    const { results } = JSON.parse(stdout) as { results: readonly BootVerdict[] };
    assert.equal(results.length, 2);
    for (const { verdict, reason, counts, seconds, format } of results) {
      assert.equal(verdict, 'passed', reason);
      assert.deepEqual(counts, []);
      t.diagnostic(`round ${round}, ${format}: ${seconds.toFixed(1)} s`);
    }
  }
});
