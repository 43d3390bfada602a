// A job that is cancelled has ten seconds; whatever it is at, nothing of it may be left.
import assert from 'node:assert/strict';
import { chmodSync, chownSync } from 'node:fs';
import * as path from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { repositoryName } from '../../support/actions-runner/events.ts';
import { stepOf } from '../../support/actions-runner/made-up.ts';
import { makeRunnerUser } from '../../support/actions-runner/make-user.ts';
import type { RunnerUser } from '../../support/actions-runner/user.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { seedCache, smallKickstart } from '../../support/small-appliance.ts';
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
const inputs = { kickstart: 'small.ks', formats: 'qcow2', 'boot-test': 'always', 'boot-firmware': 'bios' };

const isStage = (line: string) => line.startsWith('##[group]');
/** Sizes of logs differ from run to run. */
const titleOf = (line: string) => line.replace(/ \([^()]*\)$/, '');

interface Moment {
  readonly at: (line: string) => boolean;
  /** Inputs. */
  readonly more?: Readonly<Record<string, string>>;
  /** Of a runner that stays. */
  readonly toolCache?: string;
}

async function cancelled(t: TestContext, { at, more = {}, toolCache }: Moment) {
  const job = await root.run(
    t,
    { ...inputs, ...more },
    {
      files,
      user,
      environment: 'self-hosted',
      ...(toolCache === undefined ? {} : { toolCache }),
      onLine: (line, { cancel }) => {
        if (at(line)) cancel();
      },
    },
  );
  assert.equal(job.conclusion, 'cancelled', tailOf(job));
  const [{ signals, seconds } = { signals: [], seconds: 0 }] = job.cancellations;
  assert.deepEqual(signals, ['SIGINT'], `${seconds} s`);
  assertCleanAfter(job, 'cancelled job');
  t.diagnostic(`over ${seconds.toFixed(1)} s after it was cancelled`);
}

/** RUNNER_TOOL_CACHE of a runner that built the small appliance before. */
function seededToolCache(parent: string): string {
  chmodSync(parent, 0o755);
  const toolCache = path.join(parent, 'tools');
  const folders = ['appliance-build', ...repositoryName.split('/'), 'branch'];
  seedCache(path.join(toolCache, ...folders, 'cache'), ['packages', 'layers', 'apt-lists', 'initramfs']);
  for (let depth = 0; depth <= folders.length; depth += 1)
    chownSync(path.join(toolCache, ...folders.slice(0, depth)), user.uid, user.gid);
  return toolCache;
}

for (const stage of ['fetch', 'install']) {
  test(`an unprivileged runner without a cache that cancels a job at ${stage} finds nothing left`, async (t) => {
    const line = new RegExp(`^##\\[group\\].*\\b${stage}\\b`);
    await cancelled(t, { at: (text) => line.test(text), more: { cache: 'false' } });
  });
}

test('an unprivileged runner that cancels a job at any stage finds nothing left', async (t) => {
  const unbooted = { 'boot-test': 'never' };
  const toolCache = seededToolCache(temporaryDirectory(t));
  const run = async () => {
    const job = await root.run(t, { ...inputs, ...unbooted }, { files, user, environment: 'self-hosted', toolCache });
    assert.equal(job.conclusion, 'success', tailOf(job));
    return job;
  };
  await run();
  const whole = await run();
  assertCleanAfter(whole, 'whole job');
  // The first group of a step is the runner's own.
  const stages = ['build', 'publish'].flatMap((id) => stepOf(whole, id).log.filter(isStage).slice(1).map(titleOf));
  assert.ok(stages.length >= 10, `stages: ${stages.join(', ')}`);
  for (const stage of new Set(stages)) {
    await t.test(stage.replace('##[group]', 'cancelled at '), async (t) => {
      await cancelled(t, { at: (line) => titleOf(line) === stage, more: unbooted, toolCache });
    });
  }
  await t.test('cancelled while it boots', async (t) => {
    await cancelled(t, { at: (line) => line.startsWith('##[group]boot-test'), toolCache });
  });
});
