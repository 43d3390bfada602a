import assert from 'node:assert/strict';
import { test } from 'node:test';
import { events } from '../../../support/actions-runner/events.ts';
import { actionHead, outcomesOf, runMadeUp, stepOf } from '../../../support/actions-runner/made-up.ts';

const printEnvironment = `
  import { writeFileSync } from 'node:fs';
  console.log('cwd ' + process.cwd());
  console.log('node ' + process.version);
`;

test('each step is judged by its if, and outputs are mapped even when a step failed', async (t) => {
  const result = await runMadeUp(
    t,
    `
outputs:
  log: { value: "\${{ steps.fails.outputs.log }}" }
  how: { value: "\${{ steps.fails.outcome }}/\${{ steps.may.outcome }}/\${{ steps.may.conclusion }}/\${{ steps.skips.outcome }}" }
runs:
  using: composite
  steps:
    - { id: may, shell: bash, continue-on-error: true, run: exit 3 }
    - { id: fails, shell: bash, run: 'echo "log=a b" >> "$GITHUB_OUTPUT"; false | true' }
    - { id: skips, shell: bash, run: echo }
    - { id: plain, shell: bash, if: "steps.may.outcome == 'failure'", run: echo }
    - { id: failed, shell: bash, if: failure(), run: echo }
    - { id: always, shell: bash, if: always(), run: echo }
    - { id: cancelled, shell: bash, if: cancelled(), run: echo }
`,
  );
  assert.equal(result.conclusion, 'failure');
  assert.deepEqual(result.outputs, { log: 'a b', how: 'failure/failure/success/skipped' });
  assert.deepEqual(outcomesOf(result), [
    'may failure',
    'fails failure',
    'skips skipped',
    'plain skipped',
    'failed success',
    'always success',
    'cancelled skipped',
  ]);
  assert.equal(stepOf(result, 'may').conclusion, 'success');
  assert.match(stepOf(result, 'fails').log.join('\n'), /##\[error\]Process completed with exit code 1\./);
});

test('inputs have defaults that may be expressions; scripts get none of them', async (t) => {
  const result = await runMadeUp(
    t,
    `
inputs:
  given: { description: d }
  repo: { description: d, default: "\${{ github.repository }} on \${{ runner.os }}" }
  none: { description: d, required: true }
outputs:
  all: { value: "\${{ inputs.given }}|\${{ inputs.repo }}|\${{ inputs.none }}" }
runs:
  using: composite
  steps:
    - id: env
      shell: bash
      env: { GIVEN: "\${{ inputs.given }}", AGAIN: "\${{ env.GIVEN }}" }
      run: env > "$GITHUB_WORKSPACE/env"; pwd; echo "$GIVEN"
`,
    {},
    { inputs: { given: '$(touch x) ##[error]', other: '1' }, env: { OF_WORKFLOW: '1' } },
  );
  assert.equal(result.outputs['all'], '$(touch x) ##[error]|someone/appliances on Linux|');
  const { environment, log } = stepOf(result, 'env');
  assert.deepEqual(
    Object.keys(environment).filter((name) => /^(INPUT|ACTIONS|STATE|NODE)_/.test(name)),
    [],
  );
  assert.deepEqual([environment['OF_WORKFLOW'], environment['GITHUB_EVENT_NAME']], ['1', 'push']);
  assert.equal(log.includes(environment['GITHUB_WORKSPACE'] ?? ''), true);
  assert.match(result.annotations.map(({ message }) => message).join('\n'), /Unexpected input\(s\) 'other'/);
});

test('a nested JavaScript action gets its inputs and the tokens; GITHUB_ACTION_PATH is of the composite', async (t) => {
  const result = await runMadeUp(
    t,
    `
runs:
  using: composite
  steps:
    - { id: nested, uses: $/actions/nested, with: { Some input: a, boot-test: b } }
`,
    {
      'actions/nested/action.yml': `${actionHead}
inputs:
  Some input: { description: d }
  boot-test: { description: d }
  unset: { description: d }
  default: { description: d, default: x }
runs: { using: node24, main: ../../dist/main.mjs }`,
      'dist/main.mjs': printEnvironment,
    },
    {
      services: { ACTIONS_RUNTIME_TOKEN: 'e30.e30.e30', ACTIONS_CACHE_MODE: 'read' },
      environment: 'self-hosted',
      debug: true,
    },
  );
  assert.equal(result.conclusion, 'success', result.log.join('\n'));
  const { environment, log } = stepOf(result, 'nested');
  const expected = {
    INPUT_SOME_INPUT: 'a',
    'INPUT_BOOT-TEST': 'b',
    INPUT_UNSET: '',
    INPUT_DEFAULT: 'x',
    ACTIONS_RUNTIME_TOKEN: 'e30.e30.e30',
    ACTIONS_CACHE_MODE: 'read',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_DEBUG: '1',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_REPOSITORY: 'appliance-build/appliance-build',
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(environment[name], value, name);
  assert.match(environment['GITHUB_ACTION_PATH'] ?? '', /\/actions\/?$/);
  assert.match(log.join('\n'), /^cwd .*work\/appliances\/appliances\nnode v24\./m);
});

test('each event has its payload and variables', async (t) => {
  const yaml = `
outputs:
  head: { value: "\${{ github.event.pull_request.head.repo.full_name }}" }
  ref: { value: "\${{ github.event_name }} \${{ github.ref }} \${{ github.base_ref }}" }
runs: { using: composite, steps: [{ shell: bash, run: 'cat "$GITHUB_EVENT_PATH"' }] }`;
  const outputs = async (event: keyof typeof events) =>
    (await runMadeUp(t, yaml, {}, { event: events[event] })).outputs;
  assert.deepEqual(await outputs('pull-request-from-fork'), {
    head: 'stranger/appliances',
    ref: 'pull_request refs/pull/7/merge main',
  });
  assert.equal((await outputs('pull-request-from-deleted-fork'))['head'], '');
  assert.deepEqual(await outputs('schedule'), { head: '', ref: 'schedule refs/heads/main ' });
});

test('scripts run in the shell and folder they name', async (t) => {
  const yaml = `
runs:
  using: composite
  steps:
    - { shell: bash, run: mkdir -p a/b }
    - { id: sh, shell: sh, working-directory: a/b, run: pwd }
    - { id: own, shell: 'bash -x {0}', run: 'false; echo on' }
    - { id: none, shell: perl, run: '1' }
`;
  const result = await runMadeUp(t, yaml);
  assert.match(stepOf(result, 'sh').log.join('\n'), /appliances\/a\/b$/);
  assert.equal(stepOf(result, 'own').log.includes('on'), true);
  assert.match(stepOf(result, 'none').annotations[0]?.message ?? '', /Invalid shell option/);
});
