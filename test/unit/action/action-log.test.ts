import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createActionLog, type JobLog } from '../../../src/action/log/action-log.ts';
import { placeOf } from '../../../src/action/log/place.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { runnerCommands } from '../../support/runner-log.ts';

function collect() {
  const written: string[] = [];
  let nowMs = 0;
  let tokens = 0;
  const log = createActionLog({
    stream: { write: (text) => written.push(text) },
    now: () => nowMs,
    token: () => `token-${++tokens}`,
  });
  return {
    log,
    text: () => written.join(''),
    lines: () => written.join('').split('\n').slice(0, -1),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function commandsOf(work: (log: JobLog) => void) {
  const { log, text } = collect();
  work(log);
  return runnerCommands(text());
}

const forgeries = [
  '::set-output name=a::b',
  '  ::error::x',
  '\t::add-mask::a',
  '\u00a0::error::x',
  '\u2028::error::x',
  '\ufeff::error::x',
  'fine\r::error::x',
  'fine\n::error file=a.ks::x',
  'x ##[error]y',
  '##\u001b[0m[error]y',
  '#\u200b#[error]y',
  '##\u202e[error]y',
  '\u001b[2K::error::x',
  '\u001b]0;::error::x\u0007::error::y',
  '\u001b:::error::x',
  '\b::stop-commands::x',
  '::endgroup::',
];

describe('what others print commands nothing', () => {
  const ways: Readonly<Record<string, (log: JobLog, text: string) => void>> = {
    line: (log, text) => log.line(text),
    foreign: (log, text) => log.foreign(text),
    'title of a group': (log, text) => log.startGroup(text),
    'end of a group': (log, text) => log.endGroup(text),
    debug: (log, text) => log.debug(text),
    message: (log, text) => log.annotate('warning', text),
    title: (log, text) => log.annotate('error', 'message', undefined, text),
    file: (log, text) => log.annotate('error', 'message', { file: text, line: 1, column: 1 }),
  };
  const ours: Readonly<Record<string, string>> = {
    'title of a group': 'group',
    debug: 'debug',
    message: 'warning',
    title: 'error',
    file: 'error',
  };
  for (const [name, write] of Object.entries(ways)) {
    const check = (text: string) => {
      const { log, lines } = collect();
      write(log, text);
      for (const line of lines()) assert.doesNotMatch(line, /##\[|[\r\u0085\u2028\u2029\u001b]/);
      const own = ours[name];
      for (const command of runnerCommands(lines().join('\n'))) assert.equal(command.name, own);
      for (const line of lines()) if (/^\s*::/.test(line)) assert.ok(line.startsWith(`::${own}`), line);
    };
    test(`${name}: known forgeries`, () => forgeries.forEach(check));
    test(`${name}: whatever the text`, () => {
      fc.assert(fc.property(hostileText, check), { seed: 6, numRuns: 400 });
    });
  }

  test('each line of others is marked as theirs, once', () => {
    const { log, lines } = collect();
    log.foreign('one\rtwo\r\nthree\u2028four\n│ five\n');
    assert.deepEqual(lines(), ['│ one', '│ two', '│ three', '│ four', '│ five']);
  });

  test('a line of 10 MB is cut', () => {
    const { log, text } = collect();
    log.foreign(`${'x'.repeat(10_000_000)}\n::error::x`);
    assert.ok(text().length < 2200);
    assert.match(text(), /… \(9998000 more characters\)\n│ ::error::x\n$/);
  });

  test('among many lines no command would count even if the marks failed', () => {
    const { log, lines } = collect();
    log.foreign('line\n'.repeat(20));
    assert.equal(lines()[0], '::stop-commands::token-1');
    assert.equal(lines().at(-1), '::token-1::');
    assert.equal(lines().length, 22);
  });
});

describe('work with commands switched off', () => {
  test('our own commands still count, and a token is used once', async () => {
    const { log, text } = collect();
    await log.guarded(async () => {
      log.foreign('guest');
      log.annotate('error', 'ours');
      log.foreign('guest\n'.repeat(20));
    });
    log.annotate('notice', 'after');
    assert.deepEqual(
      runnerCommands(text()).map(({ name, data }) => [name, data]),
      [
        ['error', 'ours'],
        ['notice', 'after'],
      ],
    );
    assert.match(text(), /^::stop-commands::token-1\n│ guest\n::token-1::\n::error::ours\n::stop-commands::token-2\n/);
  });

  test('they are on again after an error', async () => {
    const { log, text } = collect();
    await assert.rejects(log.guarded(() => Promise.reject(new Error('no'))));
    assert.equal(text(), '::stop-commands::token-1\n::token-1::\n');
  });

  test('without tokens of ours nobody can guess them', () => {
    const written: string[] = [];
    const log = createActionLog({ stream: { write: (text) => written.push(text) } });
    log.foreign('x\n'.repeat(10));
    log.foreign('x\n'.repeat(10));
    const tokens = written.flatMap((line) => /^::stop-commands::([0-9a-f-]{36})\n$/.exec(line)?.[1] ?? []);
    assert.equal(new Set(tokens).size, 2);
  });
});

describe('groups', () => {
  test('do not nest, and tell their time where it is seen when they are folded', () => {
    const { log, lines, pass } = collect();
    log.startGroup('first');
    log.line('inside');
    pass(1500);
    log.startGroup('second');
    log.endGroup('✓ second');
    log.endGroup();
    assert.deepEqual(lines(), [
      '::group::first',
      'inside',
      '::endgroup::',
      'first: 1.5 s',
      '::group::second',
      '::endgroup::',
      '✓ second',
    ]);
  });

  test('an open one ends with the log', () => {
    const { log, lines } = collect();
    log.startGroup('open');
    log.close();
    assert.deepEqual(lines(), ['::group::open', '::endgroup::', 'open: 0.0 s']);
  });
});

describe('annotations', () => {
  test('names and messages arrive as they were', () => {
    const place = { file: 'a:b,c%2C.ks', line: 3, column: 7 };
    assert.deepEqual(
      commandsOf((log) => log.annotate('error', '50% of\nwhat, said: he', place, 'a: b, 100%')),
      [
        {
          name: 'error',
          properties: { file: 'a:b,c%2C.ks', line: '3', col: '7', title: 'a: b, 100%' },
          data: '50% of\nwhat, said: he',
        },
      ],
    );
  });

  test('a message has room for 4096 characters, and none is cut in two', () => {
    const [long] = commandsOf((log) => log.annotate('error', '😀'.repeat(4000)));
    assert.equal(long?.data.length, 4095);
    assert.match(long?.data ?? '', /😀…$/u);
  });

  test('beyond what the platform keeps they are plain lines, and one notice counts them', () => {
    const { log, text } = collect();
    for (let number = 1; number <= 12; number++) {
      for (const kind of ['error', 'warning', 'notice'] as const)
        log.annotate(kind, `${kind} ${number}`, { file: 'a.ks', line: number, column: 1 });
    }
    log.annotate('error', 'error 12', { file: 'a.ks', line: 12, column: 1 });
    log.close();
    const commands = runnerCommands(text());
    const numberOf = (kind: string) => commands.filter(({ name }) => name === kind).length;
    assert.deepEqual([numberOf('error'), numberOf('warning'), numberOf('notice')], [10, 10, 10]);
    assert.equal(commands.at(-1)?.data, '2 more errors, 2 more warnings, 3 more notices in the log of this step');
    assert.match(text(), /^a\.ks:12:1: error: error 12$/m);
  });

  test('the same one is kept once', () => {
    assert.equal(
      commandsOf((log) => {
        for (let time = 0; time < 20; time++) log.annotate('warning', 'same');
        log.close();
      }).length,
      1,
    );
  });
});

describe('secrets', () => {
  test('each line is masked by itself, and only once', () => {
    const commands = commandsOf((log) => {
      log.mask('first%line\r\nsecond line\n\n');
      log.mask('second line');
    });
    assert.deepEqual(
      commands.map(({ name, data }) => [name, data]),
      [
        ['add-mask', 'first%line'],
        ['add-mask', 'second line'],
      ],
    );
  });

  const hidden: readonly (readonly [secret: string, text: string, shown: string])[] = [
    ['hunter22', 'echo hunter22', '│ echo ***'],
    ['hunter22', 'echo hun\u001b[0mter22', '│ echo ***'],
    ['x##[y', 'echo x##[y', '│ echo ***'],
    ['a.c+', 'a.c+ abcc', '│ *** abcc'],
    ['abc', 'echo "abc" abcd', '│ echo "***" abcd'],
    ['a', 'a man, a-b', '│ *** man, ***-b'],
    ['two\nlines', 'of two, lines', '│ of ***, ***'],
  ];
  for (const [secret, text, shown] of hidden) {
    test(`${JSON.stringify(secret)} in ${JSON.stringify(text)}`, () => {
      const { log, lines } = collect();
      log.mask(secret);
      log.foreign(text);
      assert.equal(lines().at(-1), shown);
    });
  }

  test('one that is a letter does not black out the log: the runner never hears of it', () => {
    const { log, text } = collect();
    log.mask('a');
    log.mask(' ');
    assert.equal(text(), '');
  });

  test('no way of writing shows one, though it is cut or broken', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 12 })
      .filter((text) => /^[!-~]{4,}$/.test(text) && !/^[*│:]+$/.test(text));
    fc.assert(
      fc.property(secret, fc.nat(2100), (word, before) => {
        const { log, lines } = collect();
        log.mask(word);
        const told = lines().length;
        const text = `${' '.repeat(before)}${word}`;
        log.line(text);
        log.foreign(text);
        log.annotate('error', text, { file: 'a.ks', line: 1, column: 1 }, text);
        assert.deepEqual(
          lines()
            .slice(told)
            .filter((line) => line.includes(word) && word !== '****'),
          [],
        );
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe('the place of an annotation', () => {
  const folders = { workspace: '/home/runner/work/a/a', directory: '/home/runner/work/a/a/images' };
  const rows: readonly (readonly [file: string, inWorkspace: string | undefined])[] = [
    ['hello.ks', 'images/hello.ks'],
    ['../hello.ks', 'hello.ks'],
    ['/home/runner/work/a/a/x/../y.ks', 'y.ks'],
    ['../../hello.ks', undefined],
    ['/etc/hello.ks', undefined],
    ['/home/runner/work/a/abc.ks', undefined],
    ['..hello.ks', 'images/..hello.ks'],
    ['https://example.com/hello.ks', undefined],
    ['..', undefined],
  ];
  for (const [file, expected] of rows) {
    test(file, () => {
      const place = placeOf({ file, line: 2, column: 5 }, folders);
      assert.deepEqual(place, expected === undefined ? undefined : { file: expected, line: 2, column: 5 });
    });
  }
});
