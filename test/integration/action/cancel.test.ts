// A job that is cancelled has ten seconds; whatever it is at, nothing of it may be left.
import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { stepOf } from '../../support/actions-runner/made-up.ts';
import { makeRunnerUser } from '../../support/actions-runner/make-user.ts';
import type { RunnerUser } from '../../support/actions-runner/user.ts';
import { smallKickstart } from '../../support/small-appliance.ts';
import { assertCleanAfter, openRootAction, type RootAction, tailOf } from './root-action.ts';

let root: RootAction;
let user: RunnerUser & Disposable;
before(async () => {
  root = await openRootAction();
  user = await makeRunnerUser();
});
after(async () => {
  await root.close();
  user[Symbol.dispose]();
});

const files = { 'small.ks': smallKickstart({ sections: ['%post\nsleep 1\n%end'] }) };
// With packages from the service and without a layer, each run goes through the same stages.
const inputs = {
  kickstart: 'small.ks',
  formats: 'qcow2',
  'layer-cache': 'false',
  'boot-test': 'always',
  'boot-firmware': 'bios',
};

const isStage = (line: string) => line.startsWith('##[group]');

/** Cancels a job at a line of its log. @param more inputs */
async function cancelAt(t: TestContext, stage: (line: string) => boolean, more: Readonly<Record<string, string>> = {}) {
  const job = await root.run(
    t,
    { ...inputs, ...more },
    {
      files,
      user,
      onLine: (line, { cancel }) => {
        if (stage(line)) cancel();
      },
    },
  );
  assert.equal(job.conclusion, 'cancelled', tailOf(job));
  const [{ signals, seconds } = { signals: [], seconds: 0 }] = job.cancellations;
  assert.deepEqual(signals, ['SIGINT'], `${seconds} s`);
  assertCleanAfter(job, 'cancelled job');
  t.diagnostic(`over ${seconds.toFixed(1)} s after it was cancelled`);
}

test('an unprivileged runner that cancels a job while packages are downloaded finds nothing left', async (t) => {
  await cancelAt(t, (line) => /^##\[group\].*\bfetch\b/.test(line), { cache: 'false' });
});

test('an unprivileged runner that cancels a job at any stage finds nothing left', async (t) => {
  const whole = await root.run(t, inputs, { files, user });
  assert.equal(whole.conclusion, 'success', tailOf(whole));
  assertCleanAfter(whole, 'whole job');
  const again = await root.run(t, inputs, { files, user });
  assert.equal(again.conclusion, 'success', tailOf(again));
  // The first group of a step is the runner's own.
  const stages = (['build', 'boot-test', 'publish'] as const).flatMap((id) =>
    stepOf(again, id).log.filter(isStage).slice(1),
  );
  assert.ok(stages.length >= 8, `stages: ${stages.join(', ')}`);
  for (const stage of new Set(stages)) {
    await t.test(stage.replace('##[group]', 'cancelled at '), async (t) => await cancelAt(t, (line) => line === stage));
  }
});
