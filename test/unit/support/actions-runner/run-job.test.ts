import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFile, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { events } from '../../../support/actions-runner/events.ts';
import type { JobOptions } from '../../../support/actions-runner/job.ts';
import { jobOptions, makeJobSite, writeTree } from '../../../support/actions-runner/job-site.ts';
import type { JobResult, StepResult } from '../../../support/actions-runner/result.ts';
import { runAction } from '../../../support/actions-runner/run-job.ts';

const head = 'name: made up\ndescription: for a test\n';
const node24 = (more = '') => `${head}runs:\n  using: node24\n  main: main.mjs\n${more}`;

/** Runs made-up actions: action.yml of the root, and further files of its repository. */
async function run(
  t: TestContext,
  yaml: string,
  files: Readonly<Record<string, string>> = {},
  options: Partial<JobOptions> | ((site: ReturnType<typeof makeJobSite>) => Partial<JobOptions>) = {},
): Promise<JobResult> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'runner-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const action = writeTree(path.join(directory, 'actions'), { 'action.yml': head + yaml, ...files });
  const site = makeJobSite(directory);
  const more = typeof options === 'function' ? options(site) : options;
  return await runAction({ ...jobOptions(site, action), ...more });
}

function step(result: JobResult, id: string): StepResult {
  const found = result.steps.find((one) => one.id === id);
  assert.ok(found !== undefined, `no step ${id}`);
  return found;
}

const outcomes = (result: JobResult) => result.steps.map(({ id, outcome }) => `${id} ${outcome}`);

test('each step is judged by its if, and outputs are mapped even when a step failed', async (t) => {
  const result = await run(
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
  assert.deepEqual(outcomes(result), [
    'may failure',
    'fails failure',
    'skips skipped',
    'plain skipped',
    'failed success',
    'always success',
    'cancelled skipped',
  ]);
  assert.equal(step(result, 'may').conclusion, 'success');
  assert.match(step(result, 'fails').log.join('\n'), /##\[error\]Process completed with exit code 1\./);
});

test('inputs have defaults that may be expressions; scripts get none of them', async (t) => {
  const result = await run(
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
  const { environment, log } = step(result, 'env');
  assert.deepEqual(
    Object.keys(environment).filter((name) => /^(INPUT|ACTIONS|STATE|NODE)_/.test(name)),
    [],
  );
  assert.deepEqual([environment['OF_WORKFLOW'], environment['GITHUB_EVENT_NAME']], ['1', 'push']);
  assert.equal(log.includes(environment['GITHUB_WORKSPACE'] ?? ''), true);
  assert.match(result.annotations.map(({ message }) => message).join('\n'), /Unexpected input\(s\) 'other'/);
});

const printEnvironment = `
  import { writeFileSync } from 'node:fs';
  console.log('cwd ' + process.cwd());
  console.log('node ' + process.version);
`;

test('a nested JavaScript action gets its inputs and the tokens; GITHUB_ACTION_PATH is of the composite', async (t) => {
  const result = await run(
    t,
    `
runs:
  using: composite
  steps:
    - { id: nested, uses: $/actions/nested, with: { Some input: a, boot-test: b } }
`,
    {
      'actions/nested/action.yml': `${head}
inputs:
  Some input: { description: d }
  boot-test: { description: d }
  unset: { description: d }
  default: { description: d, default: x }
runs: { using: node24, main: ../../dist/main.mjs }`,
      'dist/main.mjs': printEnvironment,
    },
    {
      services: { resultsUrl: 'http://127.0.0.1:1/', runtimeToken: 'e30.e30.e30', cacheMode: 'read' },
      environment: 'self-hosted',
      debug: true,
    },
  );
  assert.equal(result.conclusion, 'success', result.log.join('\n'));
  const { environment, log } = step(result, 'nested');
  const expected = {
    INPUT_SOME_INPUT: 'a',
    'INPUT_BOOT-TEST': 'b',
    INPUT_UNSET: '',
    INPUT_DEFAULT: 'x',
    ACTIONS_RUNTIME_TOKEN: 'e30.e30.e30',
    ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/',
    ACTIONS_CACHE_SERVICE_V2: 'True',
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

test('pre runs first, post last and in reverse, with the state and what post-if says', async (t) => {
  const says = (part: string) => `
    import { appendFileSync } from 'node:fs';
    const who = process.env.INPUT_WHO;
    console.log('${part} ' + who + ' ' + process.env.STATE_seen);
    appendFileSync(process.env.GITHUB_STATE, 'seen=' + (process.env.STATE_seen ?? '') + '${part[0]}\\n');
    if (who === process.env.INPUT_FAIL) process.exitCode = 2;
  `;
  const nested = (postIf: string) => `${head}
inputs: { who: { description: d }, fail: { description: d } }
runs: { using: node24, pre: pre.mjs, main: main.mjs, post: post.mjs, post-if: ${postIf} }`;
  const parts = { 'pre.mjs': says('pre'), 'main.mjs': says('main'), 'post.mjs': says('post') };
  const at = (name: string, postIf: string) =>
    Object.fromEntries([
      [`${name}/action.yml`, nested(postIf)],
      ...Object.entries(parts).map(([file, text]) => [`${name}/${file}`, text]),
    ]);
  const result = await run(
    t,
    `
inputs: { fail: { description: d } }
runs:
  using: composite
  steps:
    - { id: one, uses: $/one, with: { who: "1" } }
    - { id: two, uses: $/two, with: { who: "\${{ steps.one.outcome }}", fail: "\${{ inputs.fail }}" } }
    - { id: three, uses: $/inner, if: always() }
    - { id: four, uses: $/one, with: { who: "4" } }
`,
    {
      ...at('one', 'always()'),
      ...at('two', 'success()'),
      ...at('three', 'failure()'),
      'inner/action.yml': `${head}
runs: { using: composite, steps: [{ id: in, uses: $/three, with: { who: "3" } }] }`,
    },
    { inputs: { fail: 'success' } },
  );
  assert.deepEqual(
    result.log.filter((line) => /^(pre|main|post) /.test(line)),
    [
      'pre 1 undefined',
      'pre  undefined',
      'pre 3 undefined',
      'pre 4 undefined',
      'main 1 p',
      'main success p',
      'main 3 p',
      'post 4 p',
      'post 3 pm',
      'post 1 pm',
    ],
  );
  assert.equal(result.conclusion, 'failure');
  assert.deepEqual(
    result.post.map(({ id, outcome }) => `${id} ${outcome}`),
    ['four success', 'three success', 'two skipped', 'one success'],
  );
});

test('post runs only for steps that were reached', async (t) => {
  const action = {
    'a/action.yml': node24('  post: post.mjs\n'),
    'a/main.mjs': '',
    'a/post.mjs': 'console.log("post")',
  };
  const yaml = `
runs:
  using: composite
  steps:
    - { id: fails, shell: bash, run: "false" }
    - { id: a, uses: $/a }
`;
  assert.deepEqual((await run(t, yaml, action)).post, []);
});

test('local actions come from the workspace when they are reached, without their pre', async (t) => {
  const yaml = `
runs:
  using: composite
  steps:
    - { shell: bash, run: 'mkdir -p local; cp -r "$GITHUB_ACTION_PATH/copied/." local' }
    - { id: local, uses: ./local }
`;
  const files = {
    'copied/action.yml': node24('  pre: pre.mjs\n  post: post.mjs\n'),
    'copied/pre.mjs': 'console.log("pre")',
    'copied/main.mjs': 'console.log("main")',
    'copied/post.mjs': 'console.log("post")',
  };
  const result = await run(t, yaml, files);
  assert.equal(result.conclusion, 'success', result.log.join('\n'));
  assert.deepEqual(
    result.log.filter((line) => /^(pre|main|post)$/.test(line)),
    ['main', 'post'],
  );
  assert.match(step(result, 'local').log.join('\n'), /`pre` execution is not supported/);
});

test('what a job needs must be there before it starts', async (t) => {
  const uses = (what: string) => `runs: { using: composite, steps: [{ uses: "${what}", if: "false" }] }`;
  await assert.rejects(run(t, uses('$/absent')), /there is no action\.yml/);
  await assert.rejects(run(t, uses('actions/checkout@v7')), /fetches nothing/);
  await assert.rejects(run(t, uses('$/')), /nest deeper than 9/);
  const broken = { 'a/action.yml': `${head}runs: { using: node24 }` };
  await assert.rejects(run(t, uses('$/a'), broken), /action\.yml:3:\d+: .*main/);
});

test('GITHUB_ENV and GITHUB_PATH reach later steps; NODE_OPTIONS does not', async (t) => {
  const result = await run(
    t,
    `
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        mkdir bin; printf '#!/bin/sh\\necho found it\\n' > bin/my-tool; chmod +x bin/my-tool
        echo "$PWD/bin" >> "$GITHUB_PATH"
        printf 'A=one\\nNODE_OPTIONS=--bad\\n' >> "$GITHUB_ENV"
    - { id: later, shell: bash, run: 'my-tool; echo "A is $A, $B"', env: { B: "\${{ env.A }}" } }
`,
  );
  assert.match(step(result, 'later').log.join('\n'), /^found it\nA is one, one$/m);
  assert.equal(step(result, 'later').environment['NODE_OPTIONS'], undefined);
  assert.match(result.annotations[0]?.message ?? '', /Can't store NODE_OPTIONS/);
});

test('commands act from both streams, at each line end; a bad command file fails a step that exited well', async (t) => {
  const result = await run(
    t,
    `
runs:
  using: composite
  steps:
    - { id: out, shell: bash, run: 'printf "dots...\\r::set-output name=x::y\\n"' }
    - { id: err, shell: bash, run: 'printf "[ 1.0] ##[set-output name=x]z" >&2' }
    - { id: bad, shell: bash, run: 'echo nonsense >> "$GITHUB_OUTPUT"' }
`,
  );
  assert.deepEqual(step(result, 'out').outputs, { x: 'y' });
  assert.deepEqual(step(result, 'err').outputs, { x: 'z' });
  assert.equal(step(result, 'bad').outcome, 'failure');
  assert.match(step(result, 'bad').log.join('\n'), /Unable to process file command 'output'/);
});

test('a summary above 1 MiB is dropped with an error; annotations above 10 of a kind are not shown', async (t) => {
  const result = await run(
    t,
    `
runs:
  using: composite
  steps:
    - { id: small, shell: bash, run: 'echo "::add-mask::hunter2"; echo "# hunter2" >> "$GITHUB_STEP_SUMMARY"' }
    - { id: large, shell: bash, run: 'head -c 1048577 /dev/zero | tr "\\0" x >> "$GITHUB_STEP_SUMMARY"' }
    - { id: many, shell: bash, run: 'for i in $(seq 12); do echo "::error::$i"; echo "::notice::$i"; done' }
`,
  );
  assert.equal(result.conclusion, 'success');
  assert.deepEqual(result.summaries, ['# ***\n']);
  assert.match(step(result, 'large').annotations[0]?.message ?? '', /upload aborted/);
  assert.equal(step(result, 'many').annotations.length, 24);
  assert.deepEqual(
    ['error', 'notice'].map((kind) => result.annotations.filter((one) => one.kind === kind).length),
    [10, 10],
  );
});

test('the runner empties RUNNER_TEMP before and after, and tells what it could not', async (t) => {
  const yaml = `
runs:
  using: composite
  steps:
    - { id: look, shell: bash, run: 'ls -A "$RUNNER_TEMP"; mkdir "$RUNNER_TEMP/dir"; touch "$RUNNER_TEMP/dir/file"' }
`;
  let temporary = '';
  const result = await run(t, yaml, {}, (site) => {
    temporary = site.temporary;
    mkdirSync(path.join(temporary, 'old'));
    writeFileSync(path.join(temporary, 'old/file'), '');
    return {};
  });
  assert.equal(step(result, 'look').log.includes('old'), false);
  assert.deepEqual([result.leftovers, readdirSync(temporary)], [[], []]);
});

test('processes that outlive the job are reported and killed', async (t) => {
  const yaml = `
runs: { using: composite, steps: [{ shell: bash, run: 'sleep 300 > /dev/null 2>&1 & echo "pid $!"' }] }`;
  const result = await run(t, yaml);
  const pid = /^pid (\d+)$/m.exec(result.log.join('\n'))?.[1] ?? '';
  assert.deepEqual(result.orphans, [`${pid} sleep 300`]);
});

test('each event has its payload and variables', async (t) => {
  const yaml = `
outputs:
  head: { value: "\${{ github.event.pull_request.head.repo.full_name }}" }
  ref: { value: "\${{ github.event_name }} \${{ github.ref }} \${{ github.base_ref }}" }
runs: { using: composite, steps: [{ shell: bash, run: 'cat "$GITHUB_EVENT_PATH"' }] }`;
  const outputs = async (event: keyof typeof events) => (await run(t, yaml, {}, { event: events[event] })).outputs;
  assert.deepEqual(await outputs('pull-request-from-fork'), {
    head: 'stranger/appliances',
    ref: 'pull_request refs/pull/7/merge main',
  });
  assert.equal((await outputs('pull-request-from-deleted-fork'))['head'], '');
  assert.deepEqual(await outputs('schedule'), { head: '', ref: 'schedule refs/heads/main ' });
});

test('hashFiles, github.token, matrix and GITHUB_ARTIFACTS', async (t) => {
  const result = await run(
    t,
    `
outputs:
  some: { value: "\${{ steps.hash.outputs.some }}" }
  matrix: { value: "\${{ matrix.name }} \${{ toJSON(strategy.job-index) }}" }
runs:
  using: composite
  steps:
    - { shell: bash, run: 'echo a > a.ks; echo a.ks >> "$GITHUB_ARTIFACTS"' }
    - id: hash
      shell: bash
      env: { SOME: "\${{ hashFiles('*.ks') }}", NONE: "\${{ hashFiles('absent') }}", TOKEN: "\${{ github.token }}" }
      run: |
        echo "none=[$NONE] token $TOKEN"; cat "$GITHUB_ARTIFACTS_LIST"
        echo "some=$SOME" >> "$GITHUB_OUTPUT"
`,
    {},
    { matrix: { name: 'web' } },
  );
  assert.match(result.outputs['some'] ?? '', /^[0-9a-f]{64}$/);
  assert.equal(result.outputs['matrix'], 'web 0');
  const log = step(result, 'hash').log.join('\n');
  assert.match(log, /^none=\[\] token \*\*\*$/m);
  assert.match(log, /"subjects":\[\{"name":"a.ks","digest":"sha256:/);
  assert.deepEqual(Object.keys(result.artifactSubjects), ['a.ks']);
});

test('a cancelled job stops the step, runs what cancelled() and always() ask for, and posts', async (t) => {
  const yaml = `
runs:
  using: composite
  steps:
    - { id: long, uses: $/long }
    - { id: next, shell: bash, run: echo }
    - { id: failed, shell: bash, if: failure(), run: echo }
    - { id: cancelled, shell: bash, if: cancelled(), run: echo }
    - { id: always, shell: bash, if: always(), run: echo }
`;
  const files = {
    'long/action.yml': node24('  post: post.mjs\n'),
    'long/main.mjs': `
      import { appendFileSync } from 'node:fs';
      process.on('SIGINT', () => { console.log('cleaned'); process.exit(0); });
      setInterval(() => {}, 1000);
      appendFileSync(process.env.GITHUB_OUTPUT, 'x=y\\n');
      console.log('waiting');`,
    'long/post.mjs': 'console.log("post")',
  };
  const result = await run(t, yaml, files, {
    onLine: (line, { cancel }) => {
      if (line === 'waiting') cancel();
    },
  });
  assert.equal(result.conclusion, 'cancelled');
  assert.deepEqual(outcomes(result), [
    'long cancelled',
    'next skipped',
    'failed skipped',
    'cancelled success',
    'always success',
  ]);
  assert.deepEqual(step(result, 'long').outputs, { x: 'y' });
  assert.deepEqual(
    result.log.filter((line) => /^(cleaned|post)$/.test(line)),
    ['cleaned', 'post'],
  );
  const [{ signals, seconds } = { signals: [], seconds: 99 }] = result.cancellations;
  assert.deepEqual(signals, ['SIGINT']);
  assert.ok(seconds < 5, `${seconds} s`);
});

test('a step whose condition holds in a cancelled job is let run', async (t) => {
  const yaml = `
runs:
  using: composite
  steps:
    - { id: publish, shell: bash, if: always(), run: 'mkfifo f; echo working; read -r line < f; echo "got $line"' }
`;
  const result = await run(t, yaml, {}, (site) => ({
    onLine: (line, { cancel }) => {
      if (line !== 'working') return;
      cancel();
      writeFile(path.join(site.workspace, 'f'), 'it\n', () => undefined);
    },
  }));
  assert.deepEqual([result.conclusion, step(result, 'publish').outcome], ['cancelled', 'success']);
  assert.equal(step(result, 'publish').log.at(-1), 'got it');
  assert.deepEqual(result.cancellations, []);
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
  const result = await run(t, yaml);
  assert.match(step(result, 'sh').log.join('\n'), /appliances\/a\/b$/);
  assert.equal(step(result, 'own').log.at(-1), 'on');
  assert.match(step(result, 'none').annotations[0]?.message ?? '', /Invalid shell option/);
});
