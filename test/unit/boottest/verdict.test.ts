import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJudge } from '../../../src/boottest/judge/judge.ts';
import { createLedger, noAllowances } from '../../../src/boottest/judge/ledger.ts';
import { deadlines } from '../../../src/boottest/judge/verdicts.ts';
import { StepFailure } from '../../../src/boottest/scenario/play.ts';
import { endingOf } from '../../../src/boottest/verdict.ts';

const panic = '[   99.123456] Kernel panic - not syncing: Fatal exception';

function booted(text: string) {
  const judge = createJudge({ expect: [/login:/], deadlines: deadlines.kvm });
  const decision = judge.feed(text, 1000) ?? assert.fail();
  return { decision, judge, seconds: 1 };
}

test('a guest that died as steps were played is judged by that, whatever they made of it', () => {
  const ledger = createLedger(noAllowances, 'kvm');
  const fatal = ledger.feed(`before\r\n${panic}\r\n`, 9000);
  const passed = endingOf(booted('vm login: '), { failure: undefined, failedAt: undefined, fatal, ledger });
  assert.deepEqual(passed, {
    verdict: 'panic',
    rule: 'kernel-panic',
    reason: 'it had booted, and then the kernel panicked',
    evidence: ['│ before', `│ ${panic}`],
  });
  const failure = new StepFailure(
    'timeout',
    'shutdown',
    'step 2 (shutdown): the machine did not heed its power button',
  );
  const { verdict, reason } = endingOf(booted('vm login: '), { failure, failedAt: 'step 2 (shutdown)', fatal, ledger });
  assert.deepEqual([verdict, reason], ['panic', 'step 2 (shutdown): the kernel panicked']);
  const failedAt = 'step 1 (expect /login: again/)';
  const waiting = endingOf(booted('vm login: '), { failure, failedAt, fatal, ledger });
  assert.equal(waiting.reason, 'step 1 (expect /login: again/): the kernel panicked');
});

test('a boot that did not pass is judged by itself, and a step that failed by what it says', () => {
  const ledger = createLedger(noAllowances, 'kvm');
  const failure = new StepFailure('expectation-failed', 'output', 'step 1 (run): it did not print /x/', ['y']);
  const failed = endingOf(booted('vm login: '), { failure, failedAt: 'step 1 (run)', fatal: undefined, ledger });
  assert.deepEqual([failed.verdict, failed.rule, failed.evidence], ['expectation-failed', 'output', ['│ y']]);
  const dead = endingOf(booted(`${panic}\r\n`), { failure, failedAt: 'step 1 (run)', fatal: undefined, ledger });
  assert.deepEqual([dead.verdict, dead.rule], ['panic', 'kernel-panic']);
});
