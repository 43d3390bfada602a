import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { makeMasker } from '../../../support/actions-runner/output/masker.ts';
import type { ProblemMatcher } from '../../../support/actions-runner/output/problem-matcher.ts';
import { annotationLengthLimit, makeStepOutput } from '../../../support/actions-runner/output/step-output.ts';

const workspace = mkdtempSync(path.join(os.tmpdir(), 'step-output-'));
after(() => rmSync(workspace, { recursive: true }));

/** What the runner makes of some lines. */
function afterLines(lines: readonly string[], debug = false) {
  const log: string[] = [];
  const outputs: Record<string, string> = {};
  const state: Record<string, string> = {};
  const matchers: ProblemMatcher[] = [];
  const output = makeStepOutput({
    masker: makeMasker(),
    matchers,
    workspace,
    debug,
    target: {
      setOutput: (name, value) => {
        outputs[name] = value;
      },
      saveState: (name, value) => {
        state[name] = value;
      },
    },
    onLine: (line) => log.push(line),
  });
  for (const line of lines) output.take(line);
  const annotations = output.annotations.map(({ kind, message }) => `${kind}: ${message}`);
  return { log, outputs, state, annotations, full: output.annotations, failed: output.commandFailed, matchers };
}

test('set-output and save-state act still, with a warning; without a name they fail the step', () => {
  const { outputs, state, annotations, failed } = afterLines(['::set-output name=x::y', 'at ##[save-state name=s]t']);
  assert.deepEqual([outputs, state, failed], [{ x: 'y' }, { s: 't' }, false]);
  assert.deepEqual(
    annotations.map((text) => text.slice(0, 28)),
    ['warning: The `set-output` co', 'warning: The `save-state` co'],
  );
  assert.equal(afterLines(['::set-output::y']).failed, true);
});

test('set-env and add-path are refused, which fails the step', () => {
  for (const line of ['::set-env name=PATH::/evil', '::add-path::/evil']) {
    const { failed, annotations } = afterLines([line]);
    assert.equal(failed, true, line);
    assert.match(annotations.join('\n'), /error: Unable to process command.*\nerror: .* command is disabled/);
  }
});

test('what is masked is hidden in later lines and annotations, each line by itself', () => {
  const { log, annotations } = afterLines([
    'a hunter2 before',
    '::add-mask::hunter2',
    'a hunter2 after',
    '::error::it was hunter2',
    '::add-mask::first%0Asecond',
    'only second here',
    '::add-mask:: ',
  ]);
  assert.deepEqual(log.slice(0, 4), ['a hunter2 before', 'a *** after', '##[error]it was ***', 'only *** here']);
  assert.match(annotations.join('\n'), /^error: it was \*\*\*\nwarning: Can't add secret mask for empty/);
});

test('annotations carry their place, made relative to the workspace, and are cut', () => {
  const { full, log } = afterLines([
    `::error file=${workspace}/a/b.ks,line=3,col=5,title=Bad::boo%0Afar`,
    '::notice endLine=7::n',
    '::warning col=3::w',
    `::error::${'x'.repeat(5000)}`,
  ]);
  const [first, second, third, long] = full;
  assert.deepEqual(first, { kind: 'error', message: 'boo\nfar', file: 'a/b.ks', line: 3, column: 5, title: 'Bad' });
  assert.deepEqual([second?.line, third?.column], [7, undefined]);
  assert.equal(long?.message.length, annotationLengthLimit);
  assert.deepEqual(log.slice(0, 3), ['##[error]boo', '##[error]far', '##[notice]n']);
});

test('commands rest between stop-commands and its token, which is masked', () => {
  const token = 'a-long-random-token';
  const { log, outputs, annotations } = afterLines([
    `::stop-commands::${token}`,
    '::set-output name=x::y',
    '##[error]boo',
    '::stop-commands::other',
    `::${token}::`,
    '::set-output name=after::z',
  ]);
  assert.deepEqual(outputs, { after: 'z' });
  assert.equal(annotations.length, 1);
  assert.equal(log[0], '::stop-commands::***');
  assert.deepEqual(log.slice(1, 4), ['::set-output name=x::y', '##[error]boo', '::stop-commands::other']);
  for (const bad of ['', 'error', 'pause-logging']) assert.equal(afterLines([`::stop-commands::${bad}`]).failed, true);
});

test('debug lines are shown when debugging only; groups and echo', () => {
  const lines = ['::debug::d', '::group::g', '::endgroup::', '::echo::on', '::set-output name=x::y'];
  assert.deepEqual(afterLines(lines).log.slice(0, 3), ['##[group]g', '##[endgroup]', '::set-output name=x::y']);
  assert.equal(afterLines(lines, true).log[0], '##[debug]d');
  assert.equal(afterLines(['::echo::maybe']).failed, true);
});

test('problem matchers turn lines into annotations until they are removed', () => {
  const pattern = { regexp: '^(.+):(\\d+):(\\d+): (error|warning): (.+)$', file: 1, line: 2, column: 3, severity: 4 };
  const config = { problemMatcher: [{ owner: 'ks', pattern: [{ ...pattern, message: 5 }] }] };
  writeFileSync(path.join(workspace, 'matcher.json'), JSON.stringify(config));
  const line = 'a.ks:1:2: warning: odd';
  const { full, log } = afterLines([line, '::add-matcher::matcher.json', line, '::remove-matcher owner=ks::', line]);
  assert.deepEqual(full, [{ kind: 'warning', message: 'odd', file: 'a.ks', line: 1, column: 2, title: undefined }]);
  assert.deepEqual(log, [line, '##[warning]odd', line]);
  assert.equal(afterLines(['::add-matcher::absent.json']).failed, true);
});
