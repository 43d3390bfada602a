import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { isBasicExpression } from '@actions/workflow-parser/templates/tokens/type-guards';
import { type ActionFile, readActionFile, type StepDefinition } from '../../support/actions-runner/action-file.ts';

const folders = ['.', ...readdirSync('actions').map((name) => path.join('actions', name))];

/** Fails for a file that breaks the official schema, expressions included. */
const actions = new Map(folders.map((folder) => [folder, readActionFile(folder)]));

function stepsOf({ runs }: ActionFile): readonly StepDefinition[] {
  return runs.using === 'composite' ? runs.steps : [];
}

/** `steps.ID.outputs.NAME` and `inputs.NAME` in the expressions of a file. */
function named(file: string, context: RegExp): string[] {
  const expressions = readFileSync(file, 'utf8').match(/\$\{\{.*?\}\}|^\s*if: .*$/gm) ?? [];
  return expressions.flatMap((expression) =>
    [...expression.matchAll(context)].map((match) => match.slice(1).join('.')),
  );
}

for (const [folder, action] of actions) {
  test(`${folder}/action.yml: what it refers to exists`, () => {
    const { runs } = action;
    if (runs.using === 'node24') {
      for (const script of [runs.main, runs.pre, runs.post]) {
        if (script === undefined) continue;
        const file = path.join(folder, script);
        assert.ok(existsSync(file), `${file}: run "npm run build"`);
        assert.match(file, /^dist\//, 'outside of dist/ nothing runs without node_modules');
      }
    }
    const inputs = new Set(action.inputs.map(({ name }) => name));
    for (const name of named(action.file, /\binputs\.([\w-]+)/g)) assert.ok(inputs.has(name), `no input ${name}`);
  });

  test(`${folder}/action.yml: each nested action takes what it is given, and gives what is asked of it`, () => {
    const outputs = new Set<string>();
    for (const { id, does } of stepsOf(action)) {
      if (does.kind !== 'uses') continue;
      assert.match(does.uses, /^\$\/actions\/[a-z-]+$/);
      const nested = actions.get(does.uses.slice(2));
      assert.ok(nested !== undefined, `there is no ${does.uses}`);
      const known = new Set(nested.inputs.map(({ name }) => name));
      for (const [name] of does.with) assert.ok(known.has(name), `${does.uses} has no input ${name}`);
      for (const [name] of nested.outputs) outputs.add(`${id}.${name}`);
    }
    for (const name of named(action.file, /\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      assert.ok(outputs.has(name), `no step gives ${name}`);
    }
  });

  test(`${folder}/action.yml: no script holds an expression, which could be anybody's text`, () => {
    for (const { does } of stepsOf(action)) {
      if (does.kind === 'run') assert.equal(isBasicExpression(does.run), false, `step ${does.run.toString()}`);
    }
  });
}
