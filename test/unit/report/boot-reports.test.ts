import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type BootRecord, bootReport } from '../../../src/report/boot/boot-report.ts';
import { bootSummary } from '../../../src/report/boot/boot-summary.ts';
import { junitText } from '../../../src/report/boot/junit.ts';

const record = (changes: Partial<BootRecord> = {}): BootRecord => ({
  ...{ format: 'qcow2', firmware: 'bios', verdict: 'passed', exitCode: 0, rule: 'expected' },
  ...{ reason: 'every expected pattern was seen', accelerator: 'tcg', seconds: 21.5 },
  levels: [{ level: 'login', seconds: 21 }],
  ...{ matched: ['login:'], missing: [], steps: [], counts: [], filesystems: [], evidence: [] },
  lastConsoleLines: ['│ vm login: '],
  consoleLog: 'boot-qcow2-bios.log',
  screenshots: [],
  ...changes,
});
const failed = record({
  ...{ firmware: 'uefi', verdict: 'expectation-failed', exitCode: 10, rule: 'exit-code' },
  reason: 'step 2 (run <x> & "y"): it ended with 1 instead of 0',
  steps: [
    { step: 'login as root', outcome: 'passed', seconds: 2 },
    { step: 'run <x> & "y" | `z`', outcome: 'failed', seconds: 1, detail: 'it ended with 1' },
    { step: 'shutdown', outcome: 'not-run', seconds: 0 },
  ],
  counts: [{ rule: 'unit-failed', severity: 'hard', count: 2, allowed: 1, reasons: ['no *device*'] }],
  filesystems: [{ place: 'os2', type: 'ext4', outcome: 'sound' }],
  evidence: ['│ ]]> <b>\u0000\u001b ``` @everyone'],
});
const report = bootReport('box & co', 'no /dev/kvm', [record(), failed]);

test('JUnit has a suite for each boot and a case for each step, and is XML whatever the guest says', () => {
  const text = junitText(report);
  assert.equal(XMLValidator.validate(text), true);
  assert.doesNotMatch(text, /[\u0000\u001b]/);
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', htmlEntities: true });
  const { testsuites } = parser.parse(text);
  assert.equal(testsuites['@name'], 'box & co');
  const [good, bad] = testsuites.testsuite;
  assert.deepEqual([good['@tests'], good['@failures'], good['@skipped']], ['1', '0', '0']);
  assert.deepEqual([bad['@tests'], bad['@failures'], bad['@skipped']], ['5', '1', '1']);
  const names = bad.testcase.map((one: { '@name': string }) => one['@name']);
  assert.deepEqual(names.slice(1), [
    'login as root',
    'run <x> & "y" | `z`',
    'shutdown',
    'ext4 filesystem of os2 after the shutdown',
  ]);
  assert.equal(bad.testcase[0].failure, undefined, 'the boot before the step passed');
  assert.equal(bad.testcase[2].failure['@type'], 'exit-code');
});

test('a boot that fails is a case that fails', () => {
  const panic = record({
    verdict: 'panic',
    rule: 'kernel-panic',
    reason: 'the kernel panicked',
    evidence: ['│ panic'],
  });
  assert.match(
    junitText(bootReport('x', '', [panic])),
    /<failure message="panic: the kernel panicked" type="kernel-panic">/,
  );
});

test('the summary tells verdicts, steps and counts, and the guest’s words cannot break out of it', () => {
  const text = bootSummary(report);
  assert.match(text, /\| qcow2 \| bios \| ✅ passed \| 22 s \| login 21 s \|/);
  assert.match(text, /\| qcow2 \| uefi \| ❌ expectation-failed \|/);
  assert.ok(text.includes('| `` run <x> & "y" \\| `z` `` | failed |'), text);
  assert.ok(text.includes('| unit-failed | hard | 2 | 1: no \\*device\\* |'), text);
  assert.equal(text.split('```').length, 3, 'one block of code');
  assert.equal(report.passed, false);
});
