import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { runMadeUp, stepOf } from '../../../support/actions-runner/made-up.ts';

test('GITHUB_ENV and GITHUB_PATH reach later steps; NODE_OPTIONS does not', async (t) => {
  const result = await runMadeUp(
    t,
    `
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        mkdir bin; printf '#!/bin/sh\\necho found it\\n' > bin/my-tool; chmod +x bin/my-tool
        echo "$PWD/bin" >> "$GITHUB_PATH"
        printf 'A=one\\nNODE_OPTIONS=--bad\\n' >> "$GITHUB_ENV"
    - { id: later, shell: bash, run: 'my-tool; echo "A is $A, $B"', env: { B: "\${{ env.A }}" } }
`,
  );
  assert.match(stepOf(result, 'later').log.join('\n'), /^found it\nA is one, one$/m);
  assert.equal(stepOf(result, 'later').environment['NODE_OPTIONS'], undefined);
  assert.match(result.annotations[0]?.message ?? '', /Can't store NODE_OPTIONS/);
});

test('commands act from both streams, at each line end; a bad command file fails a step that exited well', async (t) => {
  const result = await runMadeUp(
    t,
    `
runs:
  using: composite
  steps:
    - { id: out, shell: bash, run: 'printf "dots...\\r::set-output name=x::y\\n"' }
    - { id: err, shell: bash, run: 'printf "[ 1.0] ##[set-output name=x]z" >&2' }
    - { id: bad, shell: bash, run: 'echo nonsense >> "$GITHUB_OUTPUT"' }
`,
  );
  assert.deepEqual(stepOf(result, 'out').outputs, { x: 'y' });
  assert.deepEqual(stepOf(result, 'err').outputs, { x: 'z' });
  assert.equal(stepOf(result, 'bad').outcome, 'failure');
  assert.match(stepOf(result, 'bad').log.join('\n'), /Unable to process file command 'output'/);
});

test('a summary above 1 MiB is dropped with an error; annotations above 10 of a kind are not shown', async (t) => {
  const result = await runMadeUp(
    t,
    `
runs:
  using: composite
  steps:
    - { id: small, shell: bash, run: 'echo "::add-mask::hunter2"; echo "# hunter2" >> "$GITHUB_STEP_SUMMARY"' }
    - { id: large, shell: bash, run: 'head -c 1048577 /dev/zero | tr "\\0" x >> "$GITHUB_STEP_SUMMARY"' }
    - { id: many, shell: bash, run: 'for i in $(seq 12); do echo "::error::$i"; echo "::notice::$i"; done' }
`,
  );
  assert.equal(result.conclusion, 'success');
  assert.deepEqual(result.summaries, ['# ***\n']);
  assert.match(stepOf(result, 'large').annotations[0]?.message ?? '', /upload aborted/);
  assert.equal(stepOf(result, 'many').annotations.length, 24);
  assert.deepEqual(
    ['error', 'notice'].map((kind) => result.annotations.filter((one) => one.kind === kind).length),
    [10, 10],
  );
});

test('the runner empties RUNNER_TEMP before and after, and tells what it could not', async (t) => {
  const yaml = `
runs:
  using: composite
  steps:
    - { id: look, shell: bash, run: 'ls -A "$RUNNER_TEMP"; mkdir "$RUNNER_TEMP/dir"; touch "$RUNNER_TEMP/dir/file"' }
`;
  let temporary = '';
  const result = await runMadeUp(t, yaml, {}, (site) => {
    temporary = site.temporary;
    mkdirSync(path.join(temporary, 'old'));
    writeFileSync(path.join(temporary, 'old/file'), '');
    return {};
  });
  assert.equal(stepOf(result, 'look').log.includes('old'), false);
  assert.deepEqual([result.leftovers, readdirSync(temporary)], [[], []]);
});

test('processes that outlive the job are reported and killed', async (t) => {
  const yaml = `
runs: { using: composite, steps: [{ shell: bash, run: '$OUTLIVES' }] }`.replace(
    '$OUTLIVES',
    // A process that is just becoming another program has no environment to be known by.
    'sleep 300 > /dev/null 2>&1 & until [ "$(< /proc/$!/comm)" = sleep ]; do :; done; echo "pid $!"',
  );
  const result = await runMadeUp(t, yaml);
  const pid = /^pid (\d+)$/m.exec(result.log.join('\n'))?.[1] ?? '';
  assert.deepEqual(result.orphans, [`${pid} sleep 300`]);
});

test('hashFiles, github.token, matrix and GITHUB_ARTIFACTS', async (t) => {
  const result = await runMadeUp(
    t,
    `
outputs:
  some: { value: "\${{ steps.hash.outputs.some }}" }
  matrix: { value: "\${{ matrix.name }} \${{ toJSON(strategy.job-index) }}" }
runs:
  using: composite
  steps:
    - { shell: bash, run: 'echo a > a.ks; echo a.ks >> "$GITHUB_ARTIFACTS"' }
    - id: hash
      shell: bash
      env: { SOME: "\${{ hashFiles('*.ks') }}", NONE: "\${{ hashFiles('absent') }}", TOKEN: "\${{ github.token }}" }
      run: |
        echo "none=[$NONE] token $TOKEN"; cat "$GITHUB_ARTIFACTS_LIST"
        echo "some=$SOME" >> "$GITHUB_OUTPUT"
`,
    {},
    { matrix: { name: 'web' } },
  );
  assert.match(result.outputs['some'] ?? '', /^[0-9a-f]{64}$/);
  assert.equal(result.outputs['matrix'], 'web 0');
  const log = stepOf(result, 'hash').log.join('\n');
  assert.match(log, /^none=\[\] token \*\*\*$/m);
  assert.match(log, /"subjects":\[\{"name":"a.ks","digest":"sha256:/);
  assert.deepEqual(Object.keys(result.artifactSubjects), ['a.ks']);
});
