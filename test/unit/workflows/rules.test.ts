import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { type ActionInterface, misuses, type OwnActions, ownFolder } from '../../support/workflows/action-use.ts';
import {
  allWorkflows,
  ownWorkflows,
  stepsOf,
  type Workflow,
  type WorkflowFile,
} from '../../support/workflows/workflow-files.ts';

function fileOf(text: string): WorkflowFile {
  return { file: 'x.yml', text, workflow: parse(text) as Workflow };
}

/** Actions of others that are not named by the SHA of a commit, with the version beside it for people. */
function unpinned({ file, text }: WorkflowFile): string[] {
  return [...text.matchAll(/^\s*(?:- )?uses: *(.*)$/gm)]
    .map(([, reference = '']) => reference)
    .filter((reference) => ownFolder(reference) === undefined && !reference.startsWith('./'))
    .filter((reference) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(reference))
    .map((reference) => `${file}: ${reference}`);
}

test('actions of others are pinned by SHA, with their version beside it', () => {
  assert.deepEqual(allWorkflows.flatMap(unpinned), []);
  const wrong = ['actions/checkout@v7', `actions/checkout@${'a'.repeat(40)}`, 'org/other@main'];
  for (const reference of wrong) assert.deepEqual(unpinned(fileOf(`x:\n  - uses: ${reference}\n`)).length, 1);
});

test('one action has one version everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const { text } of allWorkflows) {
    for (const [, name = '', pin = ''] of text.matchAll(/uses: ([\w.-]+\/[\w.-]+)[^@\s]*@(\S+ # \S+)/g)) {
      versions.set(name, (versions.get(name) ?? new Set()).add(pin));
    }
  }
  assert.ok(versions.size >= 4);
  assert.deepEqual(
    [...versions].filter(([, pins]) => pins.size > 1).map(([name, pins]) => [name, ...pins]),
    [],
  );
});

test('nothing is permitted at the top of a workflow, and every job says what it needs', () => {
  const wrong = allWorkflows.flatMap(({ file, workflow }) => [
    ...(JSON.stringify(workflow.permissions) === '{}' ? [] : [`${file}: permissions at the top`]),
    ...Object.entries(workflow.jobs)
      .filter(([, job]) => job.permissions === undefined || typeof job.permissions === 'string')
      .map(([name]) => `${file}: ${name} has no permissions of its own`),
  ]);
  assert.deepEqual(wrong, []);
});

test('every job ends some time', () => {
  const wrong = allWorkflows.flatMap(({ file, workflow }) =>
    Object.entries(workflow.jobs)
      .filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined)
      .map(([name]) => `${file}: ${name}`),
  );
  assert.deepEqual(wrong, []);
});

test('no expression stands in the text of a script: values come through the environment', () => {
  const wrong = allWorkflows
    .flatMap(stepsOf)
    .filter(({ step }) => step.run?.includes('${{'))
    .map(({ place }) => place);
  assert.deepEqual(wrong, []);
});

test('only jobs that push keep the token in the checkout', () => {
  const kept = allWorkflows.flatMap(stepsOf).filter(({ step }) => {
    return step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false;
  });
  assert.deepEqual(
    kept.map(({ place }) => place),
    ['.github/workflows/release.yml: publish[0]'],
  );
});

test('no workflow runs with the rights of the base branch on what others wrote', () => {
  const wrong = allWorkflows.filter(({ text }) => /^ *(?:pull_request_target|workflow_run|issue_comment):/m.test(text));
  assert.deepEqual(wrong, []);
});

test('the gate of ci.yml needs every other job, and runs whatever became of them', () => {
  const ci = ownWorkflows.find(({ file }) => file.endsWith('/ci.yml'));
  const { gate, ...others } = ci?.workflow.jobs ?? {};
  assert.deepEqual([...(gate?.needs ?? [])].sort(), Object.keys(others).sort());
  assert.match(ci?.text ?? '', /^ {2}gate:\n {4}if: \$\{\{ always\(\) \}\}$/m);
});

const actions: OwnActions = new Map(
  ['.', ...readdirSync('actions').map((name) => `./actions/${name}`)].map((folder) => [
    folder,
    parse(readFileSync(`${folder}/action.yml`, 'utf8')) as ActionInterface,
  ]),
);

test('workflows give our actions the inputs that they have, and use the outputs that they give', () => {
  assert.ok(actions.size > 4);
  assert.deepEqual(
    allWorkflows.flatMap((workflow) => misuses(workflow, actions)),
    [],
  );
});

test('a wrong use of our actions would be seen', () => {
  const known: OwnActions = new Map([
    ['.', { inputs: { kickstart: { required: true } }, outputs: { disks: {} } }],
    ['./actions/plan', { inputs: { kickstart: { required: true, default: 'x' } } }],
  ]);
  const seen = (steps: string) => misuses(fileOf(`jobs:\n  one:\n    steps:\n${steps}`), known);
  assert.deepEqual(seen('      - uses: org/appliance-build@v1\n        with: { kickstart: a, nope: b }\n'), [
    'x.yml: one: . has no input nope',
  ]);
  assert.deepEqual(seen('      - uses: ./\n'), ['x.yml: one: . is not given its input kickstart']);
  assert.deepEqual(seen('      - uses: org/appliance-build/actions/nope@v1\n'), [
    'x.yml: one: there is no action ./actions/nope',
  ]);
  assert.deepEqual(seen('      - { id: a, uses: ./actions/plan }\n      - if: steps.a.outputs.disks != 1\n'), [
    'x.yml: one: ./actions/plan has no output disks',
  ]);
});

test('scripts and files that our workflows run are there', () => {
  const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
  const runs = ownWorkflows.flatMap(stepsOf).flatMap(({ step }) => step.run ?? []);
  const npmScripts = runs.flatMap((run) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name));
  const programs = runs.flatMap((run) => [...run.matchAll(/\bnode ((?:[\w.-]+\/)*[\w.-]+\.[jt]s)/g)]);
  assert.ok(npmScripts.length > 0 && programs.length > 0);
  assert.deepEqual(
    npmScripts.filter((name) => scripts[name] === undefined),
    [],
  );
  assert.deepEqual(
    programs.map(([, file = '']) => file).filter((file) => !existsSync(file)),
    [],
  );
});
