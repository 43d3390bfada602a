import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRun, refuseUntrusted } from '../../../src/action/trust.ts';
import { ApplianceError } from '../../../src/errors.ts';

const pullFrom = (repo: unknown) => ({ pull_request: { head: { repo } } });

const runs: readonly (readonly [what: string, eventName: string, event: unknown, reason: string | undefined])[] = [
  ['a push', 'push', {}, undefined],
  ['a schedule', 'schedule', undefined, undefined],
  ['a pull request of a branch', 'pull_request', pullFrom({ full_name: 'org/app' }), undefined],
  ['a pull request of a branch, spelled otherwise', 'pull_request', pullFrom({ full_name: 'Org/App' }), undefined],
  [
    'a pull request of a fork',
    'pull_request',
    pullFrom({ full_name: 'mallory/app' }),
    'the pull request comes from the fork mallory/app',
  ],
  [
    'a pull request of a deleted fork',
    'pull_request',
    pullFrom(null),
    'the pull request comes from a fork that has been deleted',
  ],
  [
    'a pull request without a payload',
    'pull_request',
    undefined,
    'the pull request comes from a fork that has been deleted',
  ],
  [
    'a payload of nonsense',
    'pull_request',
    { pull_request: 'x' },
    'the pull request comes from a fork that has been deleted',
  ],
  [
    'pull_request_target, even of a branch',
    'pull_request_target',
    pullFrom({ full_name: 'org/app' }),
    'the event pull_request_target runs with the rights of the base branch on a pull request of anybody',
  ],
  [
    'workflow_run',
    'workflow_run',
    {},
    'the event workflow_run runs with the rights of the default branch after a workflow that anybody may have started',
  ],
];

for (const [what, eventName, event, reason] of runs) {
  test(`judges ${what}`, () => {
    const trust = judgeRun({ eventName, event, repository: 'org/app', selfHosted: true });
    assert.equal(trust.trusted ? undefined : trust.reason, reason);
  });
}

test('refuses only what is untrusted, on a machine that stays, without leave', () => {
  const trust = { trusted: false, reason: 'why' } as const;
  assert.throws(
    () => refuseUntrusted(trust, true, false),
    (error) =>
      error instanceof ApplianceError &&
      error.code === 'untrusted-run' &&
      error.message.includes('why') &&
      (error.hint ?? '').includes('docs/self-hosted-runner.md'),
  );
  refuseUntrusted(trust, true, true);
  refuseUntrusted(trust, false, false);
  refuseUntrusted({ trusted: true }, true, false);
});
