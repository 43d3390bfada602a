import assert from 'node:assert/strict';
import { writeFile } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { actionHead, outcomesOf, runMadeUp, stepOf } from '../../../support/actions-runner/made-up.ts';

const node24 = (more = '') => `${actionHead}runs:\n  using: node24\n  main: main.mjs\n${more}`;

test('pre runs first, post last and in reverse, with the state and what post-if says', async (t) => {
  const says = (part: string) => `
    import { appendFileSync } from 'node:fs';
    const who = process.env.INPUT_WHO;
    console.log('${part} ' + who + ' ' + process.env.STATE_seen);
    appendFileSync(process.env.GITHUB_STATE, 'seen=' + (process.env.STATE_seen ?? '') + '${part[0]}\\n');
    if (who === process.env.INPUT_FAIL) process.exitCode = 2;
  `;
  const nested = (postIf: string) => `${actionHead}
inputs: { who: { description: d }, fail: { description: d } }
runs: { using: node24, pre: pre.mjs, main: main.mjs, post: post.mjs, post-if: ${postIf} }`;
  const parts = { 'pre.mjs': says('pre'), 'main.mjs': says('main'), 'post.mjs': says('post') };
  const at = (name: string, postIf: string) =>
    Object.fromEntries([
      [`${name}/action.yml`, nested(postIf)],
      ...Object.entries(parts).map(([file, text]) => [`${name}/${file}`, text]),
    ]);
  const result = await runMadeUp(
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
      'inner/action.yml': `${actionHead}
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
  assert.deepEqual((await runMadeUp(t, yaml, action)).post, []);
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
  const result = await runMadeUp(t, yaml, files);
  assert.equal(result.conclusion, 'success', result.log.join('\n'));
  assert.deepEqual(
    result.log.filter((line) => /^(pre|main|post)$/.test(line)),
    ['main', 'post'],
  );
  assert.match(stepOf(result, 'local').log.join('\n'), /`pre` execution is not supported/);
});

test('what a job needs must be there before it starts', async (t) => {
  const uses = (what: string) => `runs: { using: composite, steps: [{ uses: "${what}", if: "false" }] }`;
  await assert.rejects(runMadeUp(t, uses('$/absent')), /there is no action\.yml/);
  await assert.rejects(runMadeUp(t, uses('actions/checkout@v7')), /fetches nothing/);
  await assert.rejects(runMadeUp(t, uses('$/')), /nest deeper than 9/);
  const broken = { 'a/action.yml': `${actionHead}runs: { using: node24 }` };
  await assert.rejects(runMadeUp(t, uses('$/a'), broken), /action\.yml:3:\d+: .*main/);
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
  const result = await runMadeUp(t, yaml, files, {
    onLine: (line, { cancel }) => {
      if (line === 'waiting') cancel();
    },
  });
  assert.equal(result.conclusion, 'cancelled');
  assert.deepEqual(outcomesOf(result), [
    'long cancelled',
    'next skipped',
    'failed skipped',
    'cancelled success',
    'always success',
  ]);
  assert.deepEqual(stepOf(result, 'long').outputs, { x: 'y' });
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
  const result = await runMadeUp(t, yaml, {}, (site) => ({
    onLine: (line, { cancel }) => {
      if (line !== 'working') return;
      cancel();
      writeFile(path.join(site.workspace, 'f'), 'it\n', () => undefined);
    },
  }));
  assert.deepEqual([result.conclusion, stepOf(result, 'publish').outcome], ['cancelled', 'success']);
  assert.equal(stepOf(result, 'publish').log.at(-1), 'got it');
  assert.deepEqual(result.cancellations, []);
});
