import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createActionLog } from '../../../src/action/log/action-log.ts';
import { followBuild } from '../../../src/action/progress/progress.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { runnerCommands } from '../../support/runner-log.ts';

function follow(appliance?: string) {
  const written: string[] = [];
  let nowMs = 0;
  const now = () => nowMs;
  const log = createActionLog({ stream: { write: (text) => written.push(text) }, now, token: () => 'token' });
  const folders = { workspace: '/ws', directory: '/ws/images' };
  const progress = followBuild({ log, folders, appliance, now });
  return {
    progress,
    text: () => written.join(''),
    commands: () => runnerCommands(written.join('')),
    send: (...events: readonly unknown[]) => events.forEach(progress.onEvent),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const position = { file: 'hello.ks', line: 12, column: 3 };

describe('steps', () => {
  test('are groups, with their result behind them', () => {
    const { send, text } = follow();
    send(
      { event: 'step-start', name: 'resolve', description: 'find the packages' },
      { event: 'note', text: 'using the mirror\nof the day' },
      { event: 'step-end', name: 'resolve', ok: true, seconds: 3.24, detail: '142 packages' },
    );
    assert.equal(
      text(),
      [
        '::group::resolve – find the packages',
        '│ using the mirror',
        '│ of the day',
        '::endgroup::',
        '✓ resolve        3.2 s  142 packages',
        '',
      ].join('\n'),
    );
  });

  test('several appliances in one step are told apart', () => {
    const { send, text } = follow('web');
    send(
      { event: 'step-start', name: 'disk', description: 'assemble' },
      { event: 'step-end', name: 'disk', ok: false, seconds: 1 },
    );
    assert.match(text(), /^::group::web: disk – assemble\n::endgroup::\n✗ web: disk {11}1\.0 s\n$/);
  });

  test('the record has when they began, also of one that never ended', () => {
    const { send, pass, progress } = follow();
    send({ event: 'step-start', name: 'resolve', description: '' });
    pass(2000);
    send({ event: 'step-end', name: 'resolve', ok: true, seconds: 2 });
    pass(500);
    send({ event: 'step-start', name: 'install', description: '' });
    pass(1000);
    send({ event: 'error', kind: 'build', errors: [] });
    assert.deepEqual(
      progress.record.steps.map(({ name, startSeconds, seconds }) => [name, startSeconds, seconds]),
      [
        ['resolve', 0, 2],
        ['install', 2.5, undefined],
      ],
    );
    assert.equal(progress.record.failure?.kind, 'build');
  });
});

describe('what a build says of the kickstart stands on its line', () => {
  test('warnings and notes', () => {
    const { send, commands, text, progress } = follow();
    send(
      { event: 'warning', severity: 'warning', code: 'no-console', message: 'no console', position, hint: 'add one' },
      { event: 'warning', severity: 'note', code: 'old', message: 'old style', position },
      { event: 'warning', severity: 'note', code: 'no-policy', message: 'no policy' },
      {
        event: 'warning',
        severity: 'warning',
        code: 'far',
        message: 'far',
        position: { ...position, file: '/etc/a.ks' },
      },
    );
    const place = { file: 'images/hello.ks', line: '12', col: '3' };
    assert.deepEqual(commands(), [
      { name: 'warning', properties: { ...place, title: 'no-console' }, data: 'no console\nhint: add one' },
      { name: 'notice', properties: { ...place, title: 'old' }, data: 'old style' },
      { name: 'warning', properties: { title: 'far' }, data: '/etc/a.ks:12:3: far' },
    ]);
    assert.match(text(), /^note: no policy$/m);
    assert.deepEqual(
      progress.record.remarks.map(({ severity, where, place }) => [severity, where, place?.file]),
      [
        ['warning', 'hello.ks:12:3', 'images/hello.ks'],
        ['note', 'hello.ks:12:3', 'images/hello.ks'],
        ['note', undefined, undefined],
        ['warning', '/etc/a.ks:12:3', undefined],
      ],
    );
  });

  test('errors, with what the tool said last and where the log is', () => {
    const { send, commands, text } = follow();
    send(
      { event: 'step-start', name: 'scripts', description: 'run the %post scripts' },
      {
        event: 'error',
        kind: 'build',
        log: 'out.failed.log',
        errors: [
          {
            code: 'script-failed',
            message: 'the %post script failed',
            position,
            hint: 'look at it',
            detail: ['1', '2', '3', '4', '5', '::error::forged', '\r::error::forged'],
          },
        ],
      },
    );
    assert.deepEqual(
      commands().map(({ name, data }) => [name, data]),
      [
        ['group', 'scripts – run the %post scripts'],
        ['endgroup', ''],
        ['error', 'the %post script failed\n│ 4\n│ 5\n│ ::error::forged\n│ \n│ ::error::forged\nhint: look at it'],
      ],
    );
    assert.match(text(), /\nthe whole log of the build is out\.failed\.log\n$/);
    assert.match(text(), /^│ 1$/m);
  });

  test('an interrupted build is no error of the kickstart', () => {
    const { send, commands, text } = follow();
    send({ event: 'error', kind: 'interrupted', errors: [{ code: 'interrupted', message: 'SIGINT ended the build' }] });
    assert.deepEqual(commands(), []);
    assert.equal(text(), 'SIGINT ended the build\n');
  });
});

test('secrets are masked from the first event on', () => {
  const { send, text } = follow();
  send(
    { event: 'secrets', secrets: ['hunter22', 'a', 7] },
    { event: 'note', text: 'echo hunter22' },
    { event: 'warning', severity: 'warning', code: 'x', message: 'hunter22', position },
  );
  assert.equal(text(), '::add-mask::hunter22\n│ echo ***\n::warning file=images/hello.ks,line=12,col=3,title=x::***\n');
});

describe('what is no event known here is for the debug log alone', () => {
  for (const event of [
    undefined,
    null,
    7,
    'text',
    [],
    {},
    { event: 'later' },
    { event: 'constructor' },
    { event: 'step-start', name: 'resolve' },
    { event: 'step-end', name: 'resolve', ok: 'yes', seconds: 1 },
    { event: 'secrets', secrets: 'text' },
    { event: 'error', kind: 'build', errors: ['text'] },
    { event: 'error', kind: 'build', errors: [{ code: 'x', message: 'y', position: 3 }] },
    { event: 'warning', severity: 'warning', code: 'x', message: 'y', position: { file: 'a.ks' } },
    { event: 'built', directory: 'x', manifest: null, exitCode: 0 },
  ]) {
    test(JSON.stringify(event) ?? 'undefined', () => {
      const { send, commands, progress } = follow();
      const before = progress.record;
      send(event);
      assert.deepEqual(
        commands().map(({ name }) => name),
        ['debug'],
      );
      assert.deepEqual(progress.record, before);
    });
  }
});

test('whatever text events hold, every command is ours', () => {
  const said = fc.record({
    code: hostileText,
    message: hostileText,
    hint: fc.option(hostileText, { nil: undefined }),
    position: fc.option(fc.record({ file: hostileText, line: fc.integer(), column: fc.integer() }), { nil: undefined }),
    detail: fc.option(fc.array(hostileText, { maxLength: 12 }), { nil: undefined }),
  });
  const event = fc.oneof(
    fc.record({ event: fc.constant('step-start'), name: hostileText, description: hostileText }),
    fc.record({
      event: fc.constant('step-end'),
      name: hostileText,
      ok: fc.boolean(),
      seconds: fc.double({ noNaN: true, min: 0, max: 1e6 }),
      detail: hostileText,
    }),
    fc.record({ event: fc.constant('note'), text: hostileText }),
    said.map((one) => ({ event: 'warning', severity: 'warning', ...one })),
    fc.record({
      event: fc.constant('error'),
      kind: hostileText,
      log: hostileText,
      errors: fc.array(said, { maxLength: 3 }),
    }),
    fc.record({ event: hostileText, text: hostileText }),
  );
  const ours = new Set(['group', 'endgroup', 'debug', 'warning', 'error', 'notice']);
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (events) => {
      const { send, text, commands } = follow();
      send(...events);
      assert.doesNotMatch(text(), /##\[|[\r\u0085\u2028\u2029\u001b]/);
      assert.deepEqual(
        commands().filter(({ name }) => !ours.has(name)),
        [],
      );
      const annotations = commands().filter(({ name }) => name === 'error').length;
      const told = events.flatMap((one) => ('errors' in one ? one.errors : [])).length;
      assert.ok(annotations <= told);
    }),
    { seed: 6, numRuns: 300 },
  );
});
