import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranscript } from '../../../src/boottest/console/transcript.ts';
import type { FilesystemCheck } from '../../../src/boottest/machine/check-disks.ts';
import { playSteps, type Stage, StepFailure } from '../../../src/boottest/scenario/play.ts';
import type { Step } from '../../../src/boottest/scenario/scenario.ts';

/** A machine that writes down what is done to it. */
function stage(changes: Partial<Stage> = {}) {
  const done: string[] = [];
  const transcript = createTranscript();
  const made: Stage = {
    typist: { transcript, type: (text) => void done.push(`typed ${JSON.stringify(text)}`) },
    isOff: () => false,
    pressPowerButton: async () => void done.push('power button'),
    waitForEnd: async () => 'powered off',
    powerOn: async () => void done.push('power on'),
    takeScreenshot: async (name) => done.push(`picture ${name}`) > 0,
    checkDisks: async () => [],
    awaitReady: async () => 'ready',
    reach: async ({ kind }) => `${kind} answered`,
    ...changes,
  };
  return { done, transcript, made };
}

const seconds = 0.01;

test('steps are played in order, and none after the first that fails', async () => {
  const { done, transcript, made } = stage();
  transcript.feed('Welcome\r\n> ');
  const steps: Step[] = [
    { kind: 'expect', pattern: /> $/, seconds },
    { kind: 'send', text: 'go', secret: false, seconds },
    { kind: 'screenshot', name: 'one', seconds },
    { kind: 'expect', pattern: /never/, seconds },
    { kind: 'reboot', seconds },
  ];
  const { outcomes, failure, failedAt } = await playSteps(steps, made, 'kvm');
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['passed', 'passed', 'passed', 'failed', 'not-run'],
  );
  assert.deepEqual(done, ['typed "go\\n"', 'picture one']);
  assert.equal(failure?.verdict, 'expectation-failed');
  assert.equal(failedAt, 'step 4 (expect /never/)');
  assert.equal(failure?.message, 'step 4 (expect /never/): /never/ was not seen within 0.01 s');
});

test('a shutdown needs the power button to be heeded, and sound filesystems after it', async () => {
  const shutdown: Step[] = [{ kind: 'shutdown', seconds }];
  const filesystem = (outcome: FilesystemCheck['outcome']): FilesystemCheck => ({
    ...{ place: 'os2', type: 'ext4', checker: 'e2fsck', outcome },
    said: ['Inode 12 has illegal block'],
  });
  const verdictOf = async (changes: Partial<Stage>) =>
    (await playSteps(shutdown, stage(changes).made, 'kvm')).failure?.verdict;
  assert.equal(await verdictOf({ checkDisks: async () => [filesystem('sound'), filesystem('unchecked')] }), undefined);
  assert.equal(await verdictOf({ checkDisks: async () => [filesystem('damaged')] }), 'filesystem-error');
  assert.equal(await verdictOf({ waitForEnd: async () => undefined }), 'timeout');
  assert.equal(await verdictOf({ waitForEnd: async () => 'panicked' }), 'panic');
});

test('a machine that does not come up again fails the reboot with its own verdict', async () => {
  const powerOn = async () => {
    throw new StepFailure('emergency', 'emergency-mode', 'the machine booted again: it ended in emergency mode');
  };
  const { failure } = await playSteps([{ kind: 'reboot', seconds }], stage({ powerOn }).made, 'kvm');
  assert.deepEqual([failure?.verdict, failure?.rule], ['emergency', 'emergency-mode']);
  const { done, made } = stage({ isOff: () => true });
  await playSteps([{ kind: 'reboot', seconds }], made, 'kvm');
  assert.deepEqual(done, ['power on'], 'one that is off needs no button');
});

test('what is not there on the network is told', async () => {
  const reach = async () => {
    throw new Error('port 80: the connection was closed');
  };
  const tcp: Step = { kind: 'tcp', port: 80, families: ['ipv4'], banner: undefined, seconds };
  const { failure } = await playSteps([tcp], stage({ reach }).made, 'tcg');
  assert.equal(failure?.message, 'step 1 (tcp port 80): port 80: the connection was closed');
});
