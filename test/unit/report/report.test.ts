import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { openBuildLog } from '../../../src/report/build-log.ts';
import { formatBytes, formatSeconds, formatTable } from '../../../src/report/format.ts';
import { jsonLine, printable } from '../../../src/report/printable.ts';
import { displayForPeople } from '../../../src/report/progress/for-people.ts';
import { createReporter } from '../../../src/report/progress/reporter.ts';

describe('numbers for people', () => {
  for (const [bytes, text] of [
    [0, '0 B'],
    [17, '17 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [5 * 2 ** 30, '5 GiB'],
    [144048128, '137 MiB'],
  ] as const) {
    test(text, () => assert.equal(formatBytes(bytes), text));
  }
  for (const [seconds, text] of [
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [17.4, '17 s'],
    [125, '2 min 5 s'],
    [119.9, '2 min 0 s'],
  ] as const) {
    test(text, () => assert.equal(formatSeconds(seconds), text));
  }
  test('a table', () =>
    assert.equal(
      formatTable(
        [
          ['a', '1'],
          ['bcd', '22'],
        ],
        [false, true],
      ),
      'a     1\nbcd  22',
    ));
});

describe('what is printed can command neither a terminal nor a CI service', () => {
  test('control sequences go', () => assert.equal(printable('\u001b[31mred\u001b[0m\u0007'), 'red '));
  test('workflow commands are broken', () => {
    assert.doesNotMatch(printable('::error::x'), /^\s*::/);
    assert.doesNotMatch(printable('  ::set-output name=a::b'), /^\s*::/);
    assert.doesNotMatch(printable('x ##[error]y'), /##\[/);
  });
  test('what reorders or hides text goes, and hides no command', () => {
    assert.equal(printable('a\u202eb\u2067c\u200dd\u00ade\u061cf\ufeff'), 'abcdef');
    assert.doesNotMatch(printable('#\u200b#[error]x'), /##\[/);
    assert.doesNotMatch(printable('\u202e::error::x'), /^\s*::/);
    const once = printable('##[error]x');
    assert.equal(printable(once), once);
  });
  test('whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = printable(text);
        assert.doesNotMatch(line, /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]|##\[|^\s*::/);
      }),
      { seed: 5, numRuns: 1000 },
    );
  });
  test('nor can data, which stay what they are', () => {
    const line = jsonLine({ label: '##[error]x', name: 'a\u009b31m\u202e\u2028\u200b\u0085', lists: ['##', ['[']] });
    assert.doesNotMatch(line, /##\[|[\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
    assert.ok(line.includes('##\\u005berror]x') && line.includes('a\\u009b31m\\u202e'), line);
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        assert.deepEqual(JSON.parse(jsonLine({ value })), JSON.parse(JSON.stringify({ value })));
      }),
      { seed: 5 },
    );
  });
});

const logIn = (folder: string, secrets: readonly string[] = []) =>
  openBuildLog(path.join(folder, 'build.log'), secrets);

describe('progress', () => {
  const collect = () => {
    const written: string[] = [];
    return { written, write: (text: string) => written.push(text) };
  };

  test('plain lines where there is no terminal', async (t) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const stream = collect();
    const log = logIn(folder);
    const reporter = createReporter(displayForPeople(stream), log);
    assert.equal(
      await reporter.step('fetch', 'fetch the files', async (detail) => {
        detail('3 files');
        return 7;
      }),
      7,
    );
    await assert.rejects(reporter.step('install', 'install', () => Promise.reject(new Error('no'))));
    reporter.warn({ code: 'x', message: 'careful', position: { file: 'a.ks', line: 3, column: 1 }, hint: 'do that' });
    await log.close();
    const text = stream.written.join('');
    assert.doesNotMatch(text, /[\r\u001b]/);
    assert.match(text, /^fetch {6}fetch the files …\n✓ fetch {6} +0\.0 s {2}3 files\n/);
    assert.match(text, /✗ install/);
    assert.match(text, /a\.ks:3:1: warning: careful\n {2}hint: do that\n/);
    assert.deepEqual(
      reporter.timings.map(({ name, detail }) => [name, detail]),
      [['fetch', '3 files']],
    );
    assert.match(fs.readFileSync(path.join(folder, 'build.log'), 'utf8'), /== fetch: 3 files/);
  });

  test('a live line in a terminal, gone when the step ends', async (t) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const stream = { ...collect(), isTTY: true, columns: 20 };
    const log = logIn(folder);
    await createReporter(displayForPeople(stream), log).step('fetch', 'fetch very many files', async () => undefined);
    await log.close();
    assert.equal(stream.written[0], `\r\u001b[Kfetch      fetch ve`);
    assert.match(stream.written.at(-1) ?? '', /^\r\u001b\[K✓ fetch/);
  });
});

test('passwords of the kickstart never reach the log', async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const log = logIn(folder, ['s3cret', 's3cret-and-more']);
  log.line('echo s3cret s3cret-and-more');
  await log.close();
  assert.match(fs.readFileSync(path.join(folder, 'build.log'), 'utf8'), / echo \*\*\* \*\*\*\n$/);
});
