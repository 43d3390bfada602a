import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActionFileError, parseActionFile } from '../../../support/actions-runner/action-file.ts';

const head = 'name: a\ndescription: b\n';
const composite = (...lines: readonly string[]) =>
  `${head}runs:\n  using: composite\n  steps:\n${lines.map((line) => `    ${line}\n`).join('')}`;

function problems(content: string): readonly string[] {
  try {
    parseActionFile('action.yml', content);
    return [];
  } catch (error) {
    assert.ok(error instanceof ActionFileError);
    return error.problems;
  }
}

test('the schema is the official one: problems have line and column', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [composite('- run: x'), /^action\.yml:6:7: Required property is missing: shell$/],
    [composite('- uses: $/a', '  timeout-minutes: 1'), /^action\.yml:7:7: Unexpected value 'timeout-minutes'$/],
    [composite('- uses: $/a', `  with: {x: "\${{ secrets.t }}"}`), /^action\.yml:7:\d+: .*'secrets'/],
    [composite('- uses: $/a', '  if: success() &&'), /^action\.yml:7:11: /],
    [composite('- uses: $/a', `  env: {x: "\${{ 1 + }}"}`), /^action\.yml:7:\d+: /],
    [
      `${head}inputs: {x: {default: "\${{ inputs.y }}"}}\nruns: {using: node24, main: m.js}`,
      /^action\.yml:3:\d+: .*'inputs'/,
    ],
    [`${head}runs: {using: docker, image: x}`, /knows composite and node24 only/],
    [`${head}runs: [`, /^action\.yml:\d+:\d+: /],
  ];
  for (const [content, expected] of cases) assert.match(problems(content)[0] ?? 'none', expected, content);
});

test('a condition without status function gets success()', () => {
  const { runs } = parseActionFile(
    'action.yml',
    composite(
      '- uses: $/a',
      '- uses: $/a',
      "  if: inputs.x == 'always()'",
      '- uses: $/a',
      `  if: \${{ !cancelled() }}`,
    ),
  );
  assert.ok(runs.using === 'composite');
  assert.deepEqual(
    runs.steps.map(({ condition }) => condition),
    ['success()', "success() && (inputs.x == 'always()')", '!cancelled()'],
  );
});

test('pre and post of a JavaScript action run always, if nothing else is said', () => {
  const { runs } = parseActionFile(
    'action.yml',
    `${head}runs: {using: node24, main: m.js, pre: p.js, post: q.js, post-if: success()}`,
  );
  assert.ok(runs.using === 'node24');
  assert.deepEqual([runs.pre, runs.preIf, runs.post, runs.postIf], ['p.js', 'always()', 'q.js', 'success()']);
});
