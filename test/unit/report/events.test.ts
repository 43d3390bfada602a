import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorEvent } from '../../../src/cli/progress.ts';
import { ApplianceError, ApplianceErrors } from '../../../src/errors.ts';
import { displayForPrograms, openEventStream } from '../../../src/report/progress/for-programs.ts';
import { createReporter } from '../../../src/report/progress/reporter.ts';
import { readEvents } from '../../support/read-events.ts';

function open() {
  const written: string[] = [];
  const stream = openEventStream((line) => written.push(line));
  const log: string[] = [];
  const reporter = createReporter(displayForPrograms(stream), { line: (text) => void log.push(text) });
  return { stream, reporter, log, events: () => readEvents(written.join('')), written };
}

test('steps, warnings and notes are told as they come, a line each, and are in the log as ever', async () => {
  const { reporter, events, log, written } = open();
  await reporter.step('fetch', 'fetch the files', async (detail) => detail('3 files'));
  await assert.rejects(reporter.step('install', 'install them', () => Promise.reject(new Error('no'))));
  reporter.warn({ code: 'x', message: 'two\nlines', position: { file: 'a.ks', line: 3, column: 1 }, hint: 'do' });
  reporter.warn({ code: 'y', message: 'by the way', severity: 'note' });
  reporter.note('so it is');
  const withoutTimes = events().map((event) => ('seconds' in event ? { ...event, seconds: 0 } : event));
  assert.deepEqual(withoutTimes, [
    { event: 'step-start', name: 'fetch', description: 'fetch the files' },
    { event: 'step-end', name: 'fetch', ok: true, seconds: 0, detail: '3 files' },
    { event: 'step-start', name: 'install', description: 'install them' },
    { event: 'step-end', name: 'install', ok: false, seconds: 0 },
    {
      event: 'warning',
      severity: 'warning',
      ...{ code: 'x', message: 'two\nlines', position: { file: 'a.ks', line: 3, column: 1 }, hint: 'do' },
    },
    { event: 'warning', severity: 'note', code: 'y', message: 'by the way' },
    { event: 'note', text: 'so it is' },
  ]);
  for (const line of written) assert.match(line, /^\{.*\}\n$/);
  assert.match(log.join('\n'), /== fetch: 3 files .*\n(?:.*\n)*warning: a\.ks:3:1: two\nlines\nnote: by the way/);
});

test('secrets are told once and hidden from then on, but in names and paths', () => {
  const { stream, reporter, events } = open();
  stream.hide(['s3cret']);
  stream.emit({ event: 'secrets', secrets: ['s3cret'] });
  reporter.warn({ code: 'x', message: 'it is s3cret', hint: 's3cret?' });
  const error = new ApplianceError({ kind: 'build', code: 'tool-failed', message: 'm', detail: ['echo s3cret'] });
  stream.emit(errorEvent(error, '/out/s3cret.failed.log'));
  const [secrets, warning, failed] = events();
  assert.deepEqual(secrets, { event: 'secrets', secrets: ['s3cret'] });
  assert.deepEqual(warning, { event: 'warning', severity: 'warning', code: 'x', message: 'it is ***', hint: '***?' });
  assert.ok(failed?.event === 'error');
  assert.deepEqual(failed.errors[0]?.detail, ['echo ***']);
  assert.equal(failed.log, '/out/s3cret.failed.log');
});

test('an error event has every error with its place, and the exit code', () => {
  const position = { file: 'a.ks', line: 3, column: 7 };
  const one = new ApplianceError({ kind: 'input', code: 'bad-value', message: 'no', position, hint: 'yes' });
  const other = new ApplianceError({ kind: 'input', code: 'refused', message: 'never' });
  const { kind, errors, exitCode, log } = errorEvent(new ApplianceErrors([one, other]));
  assert.deepEqual({ kind, exitCode, log }, { kind: 'input', exitCode: 2, log: undefined });
  assert.deepEqual(
    errors.map(({ code, position: place }) => [code, place]),
    [
      ['bad-value', position],
      ['refused', undefined],
    ],
  );
  const killed = new ApplianceError({ kind: 'build', code: 'build-killed', message: 'killed', log: '/x.failed.log' });
  assert.equal(errorEvent(killed).log, '/x.failed.log');
  const bug = errorEvent(new TypeError('x is undefined'));
  assert.deepEqual([bug.kind, bug.exitCode, bug.errors[0]?.code], ['bug', 1, 'bug']);
  assert.match(bug.errors[0]?.message ?? '', /bug in appliance-build: TypeError: x is undefined/);
});
