// The action as shipped, run step by step: what is kept between runs, what is published of failures, and who may run it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { events } from '../../support/actions-runner/events.ts';
import { outcomesOf, stepOf } from '../../support/actions-runner/made-up.ts';
import { startMirror } from '../../support/mirror.ts';
import { smallKickstart } from '../../support/small-appliance.ts';
import { assertCleanAfter, openRootAction, type RootAction, tailOf } from './root-action.ts';

let root: RootAction;
before(async () => {
  root = await openRootAction();
});
after(async () => await root.close());

const inputs = { kickstart: 'small.ks', formats: 'qcow2', 'boot-test': 'never' };
/** Panics before init, in seconds. */
const panics = { append: 'console=ttyS0,115200 init=/bin/false panic=-1' };

test('a second run takes all from the cache, downloads no package, and is over in 0.4 of the time', async (t) => {
  await using mirror = await startMirror(() => 'forward');
  const files = { 'small.ks': smallKickstart({ commands: [`url --url="${mirror.url}"`] }) };
  const packages = () => mirror.asked.filter((file) => file.endsWith('.deb')).length;

  const first = await root.run(t, inputs, { files });
  assert.equal(first.conclusion, 'success', tailOf(first));
  assert.equal(first.outputs['cache-hit'], 'false');
  const downloaded = packages();
  assert.ok(downloaded > 50, `${downloaded} packages`);
  assertCleanAfter(first, 'first run');

  const second = await root.run(t, inputs, { files });
  assert.equal(second.conclusion, 'success', tailOf(second));
  assert.equal(second.outputs['cache-hit'], 'true');
  assert.equal(packages(), downloaded, 'the second run downloads packages');
  assertCleanAfter(second, 'second run');
  t.diagnostic(`first run ${first.seconds.toFixed(1)} s, second run ${second.seconds.toFixed(1)} s`);
  assert.ok(second.seconds <= 0.4 * first.seconds, `${second.seconds} s after ${first.seconds} s`);
});

test('an appliance that does not boot fails the job, and its logs are published still', async (t) => {
  const files = { 'small.ks': smallKickstart(panics) };
  const already = root.service.artifacts.length;
  const result = await root.run(t, { ...inputs, 'boot-test': 'always', 'boot-firmware': 'bios' }, { files });
  assert.deepEqual(outcomesOf(result), ['build success', 'boot-test failure', 'publish success'], tailOf(result));
  assert.equal(result.conclusion, 'failure');
  assert.equal(result.outputs['verdict'], 'panic');
  const names = root.service.artifacts.slice(already).map(({ name }) => name);
  assert.deepEqual(names, ['appliance-small-logs']);
  assert.ok(result.annotations.some(({ kind, message }) => kind === 'error' && /panic/i.test(message)));
  assertCleanAfter(result, 'failed boot');
});

/** What a hostile guest and a hostile script try: each way to begin a line, and each command that acts. */
const commands = [
  '::set-output name=descriptor::evil',
  '\\r::set-output name=verdict::evil',
  '\\033[2K::error::boo',
  '[ 1.0] ##[error]boo',
  '##[set-output name=json]evil',
  '::add-mask::login',
  '::add-matcher::matcher.json',
  '::stop-commands::everything',
];

test('commands on the guest’s console and in %post’s output change nothing', async (t) => {
  const print = commands.map((command) => `printf '${command}\\n'`);
  const unit = [
    '[Service]',
    'Type=oneshot',
    'ExecStart=/usr/local/bin/shout',
    'StandardOutput=tty',
    'TTYPath=/dev/ttyS0',
    '[Install]',
    'WantedBy=sysinit.target',
  ];
  const post = [
    '%post --erroronfail',
    ...print,
    "cat > /usr/local/bin/shout <<'END_OF_SCRIPT'",
    '#!/bin/sh',
    ...print,
    'END_OF_SCRIPT',
    'chmod +x /usr/local/bin/shout',
    "cat > /etc/systemd/system/shout.service <<'END_OF_UNIT'",
    ...unit,
    'END_OF_UNIT',
    'systemctl enable shout.service',
    '%end',
  ];
  const files = { 'small.ks': smallKickstart({ sections: [post.join('\n')] }) };
  const result = await root.run(t, { ...inputs, 'boot-test': 'always', 'boot-firmware': 'bios' }, { files });
  assert.equal(result.conclusion, 'success', tailOf(result));
  assert.equal(result.outputs['verdict'], 'passed');
  assert.doesNotMatch(JSON.stringify(result.outputs), /evil/);
  assert.deepEqual(
    result.annotations.filter(({ message }) => /boo|set-output/.test(message)),
    [],
  );
  assert.equal(
    result.log.some((line) => line.includes('*** login')),
    false,
  );
  assert.match(result.log.join('\n'), /login:/, 'nothing is masked that the guest asked to mask');
  assert.match(result.summaries.join('\n'), /passed/);
});

const foreign = [
  'pull-request-from-fork',
  'pull-request-from-deleted-fork',
  'pull-request-review-from-fork',
  'pull-request-target',
  'workflow-run',
] as const;
for (const name of foreign) {
  test(`on a self-hosted runner ${name} is refused before anything of it runs`, async (t) => {
    const files = { 'small.ks': smallKickstart({ sections: ['%pre\ntouch /tmp/pwned\n%end'] }) };
    const calls = root.service.calls.length;
    const result = await root.run(t, inputs, { files, event: events[name], environment: 'self-hosted' });
    assert.equal(result.conclusion, 'failure');
    assert.equal(stepOf(result, 'build').outcome, 'failure');
    assert.equal(stepOf(result, 'boot-test').outcome, 'skipped');
    const [first] = result.annotations;
    assert.match(first?.message ?? '', /^refused: .*allow-untrusted/s);
    assert.equal(
      root.service.calls.slice(calls).some(({ method }) => /Cache/.test(method)),
      false,
    );
    assert.deepEqual(readdirSync(result.site.toolCache), []);
    assert.deepEqual(readdirSync(result.site.workspace), ['small.ks']);
    assertCleanAfter(result, name);
  });
}

test('a pull request of the same repository is built on a self-hosted runner', async (t) => {
  const result = await root.run(
    t,
    { kickstart: '*.ks' },
    {
      action: 'actions/plan',
      files: { 'a.ks': smallKickstart(), 'b.ks': smallKickstart() },
      event: events['pull-request'],
      environment: 'self-hosted',
    },
  );
  assert.equal(result.conclusion, 'success', tailOf(result));
  assert.equal(result.outputs['count'], '2');
});
