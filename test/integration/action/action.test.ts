// The action as shipped, run step by step: what is kept between runs, what is published of failures, and who may run it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { events } from '../../support/actions-runner/events.ts';
import { outcomesOf, stepOf } from '../../support/actions-runner/made-up.ts';
import { type Mirror, startMirror } from '../../support/mirror.ts';
import { smallKickstart } from '../../support/small-appliance.ts';
import { assertCleanAfter, openRootAction, type RootAction, type RunOptions, tailOf } from './root-action.ts';

let root: RootAction;
let mirror: Mirror;
/** Of a runner that stays: the first test fills it. */
let toolCache: string | undefined;
before(async () => {
  [root, mirror] = await Promise.all([openRootAction(), startMirror(() => 'forward')]);
});
after(async () => await Promise.all([root.close(), mirror[Symbol.asyncDispose]()]));

const kickstart = (changes: Parameters<typeof smallKickstart>[0] = {}) =>
  smallKickstart({ ...changes, commands: [...(changes.commands ?? []), `url --url="${mirror.url}"`] });

const inputs = { kickstart: 'small.ks', formats: 'qcow2', 'boot-test': 'never' };
/** Panics before init, in seconds. */
const panics = { append: 'console=ttyS0,115200 init=/bin/false panic=-1' };

test('later runs take all from the cache, and on a runner that stays are over in 0.4 of the time', async (t) => {
  const files = { 'small.ks': kickstart() };
  const packages = () => mirror.asked.filter((file) => file.endsWith('.deb')).length;
  const run = async (what: string, options: Partial<RunOptions>) => {
    const result = await root.run(t, inputs, { files, ...options });
    assert.equal(result.conclusion, 'success', tailOf(result));
    assertCleanAfter(result, what);
    return result;
  };

  const first = await run('first run', { environment: 'self-hosted' });
  assert.equal(first.outputs['cache-hit'], 'false');
  const downloaded = packages();
  assert.ok(downloaded > 50, `${downloaded} packages`);

  const elsewhere = await run('on another machine', { environment: 'github-hosted' });
  assert.equal(elsewhere.outputs['cache-hit'], 'true');
  ({ toolCache } = first.site);
  const again = await run('on the same machine', { environment: 'self-hosted', toolCache });
  assert.equal(again.outputs['cache-hit'], 'true');
  assert.equal(packages(), downloaded, 'later runs download packages');

  const seconds = [first, elsewhere, again].map((one) => one.seconds.toFixed(1));
  t.diagnostic(`first run ${seconds[0]} s, on another machine ${seconds[1]} s, on the same one ${seconds[2]} s`);
  assert.ok(again.seconds <= 0.4 * first.seconds, `${again.seconds} s after ${first.seconds} s`);
  // Compressed disks may hold secrets and stay where they are: making them anew is most of what is left.
  assert.ok(elsewhere.seconds <= 0.6 * first.seconds, `${elsewhere.seconds} s after ${first.seconds} s`);
});

test('an appliance that does not boot fails the job, and its logs are published still', async (t) => {
  const files = { 'small.ks': kickstart(panics) };
  const already = root.service.artifacts.length;
  const result = await root.run(
    t,
    { ...inputs, 'boot-test': 'always', 'boot-firmware': 'bios' },
    { ...stays(), files },
  );
  assert.deepEqual(outcomesOf(result), ['build success', 'boot-test failure', 'publish success'], tailOf(result));
  assert.equal(result.conclusion, 'failure');
  assert.equal(result.outputs['verdict'], 'panic');
  const names = root.service.artifacts.slice(already).map(({ name }) => name);
  assert.deepEqual(names, ['appliance-small-logs']);
  assert.ok(result.annotations.some(({ kind, message }) => kind === 'error' && /panic/i.test(message)));
  assertCleanAfter(result, 'failed boot');
});

/** On the runner that the first test ran on: not everything is made anew. */
function stays(): Partial<RunOptions> {
  return { environment: 'self-hosted', ...(toolCache === undefined ? {} : { toolCache }) };
}

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
  const scenario = 'steps:\n  - login: {user: root, password: small-root}\n  - run: id -u\n    output: ^0$\n';
  const files = { 'small.ks': kickstart({ sections: [post.join('\n')] }), 'boot.yaml': scenario };
  const result = await root.run(
    t,
    { ...inputs, 'boot-test': 'always', 'boot-firmware': 'bios', 'boot-scenario': 'boot.yaml' },
    { ...stays(), files },
  );
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
