// What the runner of the tests does with processes that do not obey, and as a user that is not root.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionHead, outcomesOf, runMadeUp, stepOf } from '../../support/actions-runner/made-up.ts';
import { makeRunnerUser } from '../../support/actions-runner/make-user.ts';

const oneAction = `
runs:
  using: composite
  steps:
    - { id: nested, uses: $/nested }
    - { id: cancelled, shell: bash, if: cancelled(), run: echo }
`;
const nested = (main: string) => ({
  'nested/action.yml': `${actionHead}runs: { using: node24, main: main.mjs }`,
  'nested/main.mjs': main,
});

test('a cancelled process gets SIGINT, SIGTERM 7.5 s later, and is killed after 10 s', async (t) => {
  const stubborn = `
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => console.log('ignored ' + signal));
    setInterval(() => {}, 1000);
    console.log('waiting');`;
  const result = await runMadeUp(t, oneAction, nested(stubborn), {
    onLine: (line, { cancel }) => {
      if (line === 'waiting') cancel();
    },
  });
  assert.deepEqual(outcomesOf(result), ['nested cancelled', 'cancelled success']);
  assert.deepEqual(
    result.log.filter((line) => line.startsWith('ignored')),
    ['ignored SIGINT', 'ignored SIGTERM'],
  );
  const [cancellation] = result.cancellations;
  assert.deepEqual(cancellation?.signals, ['SIGINT', 'SIGTERM', 'SIGKILL']);
  assert.ok(cancellation.seconds >= 9.9, `${cancellation.seconds} s`);
});

test('an unprivileged runner becomes root by sudo only, and what root leaves in RUNNER_TEMP stays', async (t) => {
  using user = await makeRunnerUser();
  const main = `
    import { execFileSync } from 'node:child_process';
    const run = (...words) => console.log(execFileSync(words[0], words.slice(1), { encoding: 'utf8' }).trim());
    run('id', '--user', '--name');
    run('sudo', '-n', 'id', '--user', '--name');
    run('sudo', '-n', 'mkdir', '-p', process.env.RUNNER_TEMP + '/of-root/inside');
    run('mkdir', process.env.RUNNER_TEMP + '/of-user');`;
  const result = await runMadeUp(t, oneAction, nested(main), { user });
  assert.equal(result.conclusion, 'success', result.log.join('\n'));
  assert.deepEqual(
    stepOf(result, 'nested').log.filter((line) => /^(root|runner-.*)$/.test(line)),
    [user.name, 'root'],
  );
  assert.deepEqual(result.leftovers, ['of-root', 'of-root/inside']);
  assert.equal(stepOf(result, 'nested').environment['HOME'], user.home);
});
