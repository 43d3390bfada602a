import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { readOrder } from '../../../src/action/build/order.ts';
import { type Job, jobFacts } from '../../../src/action/job.ts';
import { createActionLog } from '../../../src/action/log/action-log.ts';
import { ApplianceError, ApplianceErrors } from '../../../src/errors.ts';

const workspace = await fs.mkdtemp(path.join(os.tmpdir(), 'order-'));
after(() => fs.rm(workspace, { recursive: true }));
for (const file of ['one.ks', 'two.ks', 'old.json']) await fs.writeFile(path.join(workspace, file), '');

async function job(inputs: Readonly<Record<string, string>>, variables = {}): Promise<Job> {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const environment = { GITHUB_WORKSPACE: workspace, ...Object.fromEntries(given), ...variables };
  const facts = await jobFacts({ variables: environment, currentDirectory: workspace, isRoot: true });
  return {
    ...facts,
    log: createActionLog({ stream: { write: () => true } }),
    signal: new AbortController().signal,
    setOutput: () => undefined,
    addSummary: async () => undefined,
  };
}

const problemsOf = async (inputs: Readonly<Record<string, string>>) => {
  try {
    await readOrder(await job(inputs));
    return [];
  } catch (error) {
    if (error instanceof ApplianceErrors) return error.errors.map(({ message }) => message);
    assert.ok(error instanceof ApplianceError);
    return [error.message];
  }
};

test('an order is what the inputs say, with the defaults of the table', async () => {
  const order = await readOrder(
    await job({ kickstart: '*.ks', 'previous-manifest': 'old.json', 'boot-test': 'never' }),
  );
  assert.deepEqual(order, {
    directory: workspace,
    kickstarts: ['one.ks', 'two.ks'],
    options: ['--backend=auto'],
    bootTest: false,
    cache: { mode: 'read-write', prefix: 'appliance-build', layers: true },
    trusted: true,
    previousManifest: path.join(workspace, 'old.json'),
  });
});

test('the first run of a release has no previous manifest, and need not know', async () => {
  const order = await readOrder(await job({ kickstart: 'one.ks', 'previous-manifest': 'none.json' }));
  assert.equal(order.previousManifest, undefined);
});

test('everything that is wrong is told at once: values, files and what does not go together', async () => {
  assert.deepEqual(await problemsOf({ kickstart: 'none.ks', memory: 'x', cache: 'perhaps' }), [
    'input memory: "x" is not a whole number, 64 or more',
    'input cache: "perhaps" is not one of true, false, read-only',
    'input kickstart: no file matches none.ks',
  ]);
  assert.deepEqual(
    await problemsOf({
      kickstart: '*.ks',
      name: 'web',
      'extra-args': '--json',
      'previous-manifest': '../../etc/passwd',
    }),
    [
      'input extra-args: --json is set by the action itself',
      'input previous-manifest: ../../etc/passwd leads out of the workspace',
      'input name: 2 kickstarts cannot share one',
    ],
  );
});

test('what strangers bring to a runner that stays is refused, and on hosted ones not trusted', async () => {
  const event = path.join(workspace, 'event.json');
  await fs.writeFile(event, JSON.stringify({ pull_request: { head: { repo: { full_name: 'mallory/app' } } } }));
  const variables = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event, GITHUB_REPOSITORY: 'org/app' };
  const inputs = { kickstart: 'one.ks' };
  await assert.rejects(
    readOrder(await job(inputs, variables)),
    /refused: the pull request comes from the fork mallory/,
  );
  const hosted = await readOrder(await job(inputs, { ...variables, RUNNER_ENVIRONMENT: 'github-hosted' }));
  assert.equal(hosted.trusted, false);
  const allowed = await readOrder(await job({ ...inputs, 'allow-untrusted': 'true' }, variables));
  assert.equal(allowed.trusted, false);
});
