import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runStep, runSteps, type Step } from '../../../src/deploy/steps.ts';
import { ApplianceError, type Warning } from '../../../src/errors.ts';

function recorded() {
  const said: string[] = [];
  const step = (name: string, more: Partial<Step> = {}): Step => ({
    name,
    run: async () => void said.push(name),
    undo: async () => void said.push(`undo ${name}`),
    ...more,
  });
  return { said, steps: [step('a'), step('b'), step('c')], step };
}

const ignore = () => {};

test('steps run in order, and nothing is undone', async () => {
  const { said, steps } = recorded();
  await runSteps(steps, runStep, ignore);
  assert.deepEqual(said, ['a', 'b', 'c']);
});

test('the step that fails is undone, too, and those before it, the last first', async () => {
  for (const [failing, expected] of [
    ['a', ['undo a']],
    ['b', ['a', 'undo b', 'undo a']],
    ['c', ['a', 'b', 'undo c', 'undo b', 'undo a']],
  ] as const) {
    const { said, steps } = recorded();
    const run = async (step: Step) => {
      if (step.name === failing) throw new Error('broken');
      await step.run();
    };
    await assert.rejects(runSteps(steps, run, ignore), { message: 'broken' });
    assert.deepEqual(said, expected);
  }
});

test('an undoing that fails is told, and the others go on', async () => {
  const { said, step } = recorded();
  const warnings: Warning[] = [];
  const steps = [
    step('a'),
    step('b', { undo: () => Promise.reject(new Error('stuck')) }),
    step('c', { run: () => Promise.reject(new Error('broken')) }),
  ];
  await assert.rejects(
    runSteps(steps, runStep, (warning) => warnings.push(warning)),
    { message: 'broken' },
  );
  assert.deepEqual(said, ['a', 'b', 'undo c', 'undo a']);
  assert.deepEqual(warnings, [{ code: 'not-undone', message: '"b" could not be undone: stuck' }]);
});

test('a tool that fails is told with the step that it was for', async () => {
  const { step } = recorded();
  const failing = step('start box', {
    run: () =>
      Promise.reject(
        new ApplianceError({ kind: 'build', code: 'tool-failed', message: 'virsh failed', detail: ['x'] }),
      ),
  });
  await assert.rejects(runSteps([failing], runStep, ignore), {
    code: 'tool-failed',
    message: 'cannot start box: virsh failed',
    detail: ['x'],
  });
});
