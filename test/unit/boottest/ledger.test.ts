import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allowancesOn, createLedger, noAllowances } from '../../../src/boottest/judge/ledger.ts';

const kvm = (...lines: string[]) => {
  const ledger = createLedger(noAllowances, 'kvm');
  const fatal = ledger.feed(lines.map((line) => `${line}\r\n`).join(''), 1000);
  return { counts: ledger.counts, firstHard: ledger.firstHard, fatal };
};

describe('lines of a guest that is not well', () => {
  const table: readonly (readonly [line: string, rule: string, severity: string])[] = [
    ['[    3.141592] BUG: kernel NULL pointer dereference, address: 0000000000000008', 'kernel-oops', 'hard'],
    ['[    3.141592] Oops: 0002 [#1] PREEMPT SMP NOPTI', 'kernel-oops', 'hard'],
    ['general protection fault, probably for non-canonical address', 'kernel-oops', 'hard'],
    ['[    9.000000] Unable to handle kernel paging request at virtual address 0', 'kernel-fault', 'hard'],
    ['[   12.000000] Out of memory: Killed process 312 (java) total-vm:1kB', 'out-of-memory', 'hard'],
    ['[    4.200000] EXT4-fs error (device vda2): ext4_lookup:1785: inode #2', 'ext4-error', 'hard'],
    ['[    4.200000] XFS (vda2): Metadata corruption detected at xfs_agf', 'xfs-corruption', 'hard'],
    ['[    4.200000] BTRFS error (device vda2): bad tree block start', 'btrfs-error', 'hard'],
    ['[    4.200000] EXT4-fs (vda2): Remounting filesystem read-only', 'read-only', 'hard'],
    ['[    4.200000] I/O error, dev vda, sector 2048 op 0x0:(READ)', 'disk-error', 'hard'],
    ['[\u001b[0;1;31mFAILED\u001b[0m] Failed to start foo.service - Foo.', 'unit-failed', 'hard'],
    ['[FAILED] Failed to mount srv.mount - /srv.', 'unit-failed', 'hard'],
    ['[DEPEND] Dependency failed for bar.service - Bar.', 'dependency-failed', 'hard'],
    ['[ TIME ] Timed out waiting for device dev-vdb.device - /dev/vdb.', 'device-timeout', 'hard'],
    ['[  242.000000] INFO: task sh:123 blocked for more than 120 seconds.', 'hung-task', 'hard-on-kvm'],
    ['[   60.000000] rcu: INFO: rcu_preempt self-detected stall on CPU', 'rcu-stall', 'hard-on-kvm'],
    ['[   60.000000] BUG: workqueue lockup - pool cpus=0 stuck for 31s!', 'workqueue-lockup', 'hard-on-kvm'],
    ['[    3.141592][    T1] BUG: unable to handle page fault', 'kernel-oops', 'hard'],
    ['[   60.000000] watchdog: BUG: soft lockup - CPU#0 stuck for 22s!', 'soft-lockup', 'hard-on-kvm'],
    ['[    1.000000] WARNING: CPU: 0 PID: 1 at kernel/x.c:1 f+0x1/0x2', 'kernel-warning', 'soft'],
    ['[    1.000000] Call Trace:', 'call-trace', 'soft'],
    ['[    1.000000] Kernel panic - not syncing: VFS: Unable to mount root fs', 'root-not-mounted', 'fatal'],
  ];
  for (const [line, rule, severity] of table) {
    test(`${rule}: ${line.slice(0, 60)}`, () => {
      const { counts, firstHard, fatal } = kvm('before', line);
      assert.deepEqual(counts, [{ rule, severity, count: 1, allowed: 0, reasons: [] }]);
      const failure = severity === 'fatal' ? fatal : firstHard;
      assert.equal(failure?.rule.id, severity === 'soft' ? undefined : rule);
      if (failure !== undefined) assert.deepEqual(failure.before, ['before']);
      const emulated = createLedger(noAllowances, 'tcg');
      emulated.feed(`${line}\r\n`, 0);
      assert.equal(emulated.firstHard?.rule.id, severity === 'hard' ? rule : undefined);
    });
  }
});

test('what a healthy guest prints counts as nothing', () => {
  const { counts } = kvm(
    '[    0.000000] Command line: quiet panic=30 oops=panic',
    '[    0.100000] debug: BUG: is what this message is not',
    '[  OK  ] Started foo.service - Handles I/O error, dev vda.',
    '[    1.200000] EXT4-fs (vda2): mounted filesystem with ordered data mode.',
    'Starting out of memory killer',
    'echo [FAILED] Failed to start',
    '[    2.000000] BTRFS info (device vda3): using crc32c',
    'Nov 30 10:00:00 box kernel: Kernel panic - not syncing: Attempted to kill init!',
    'Nov 30 10:00:00 box kernel: Out of memory: Killed process 7 (java)',
    'dracut-emergency[600]: Entering emergency mode. Exit the shell to continue.',
    'systemd[1]: Reached target emergency.target - Emergency Mode.',
    'myapp: ALERT! the file x does not exist',
    '[    0.500000] rcu: Hierarchical RCU implementation.',
  );
  assert.deepEqual(counts, []);
});

test('the allow list excuses lines with a reason, until a day, and counts them still', () => {
  const reason = 'virtual disks have no SMART data';
  const entry = { rule: 'unit-failed', match: /smartd/, reason };
  const feed = (today: string, until?: string) => {
    const ledger = createLedger(allowancesOn(today, [{ ...entry, until }]), 'kvm');
    ledger.feed('[FAILED] Failed to start smartd.service - S.M.A.R.T.\r\n', 1);
    return ledger;
  };
  for (const ledger of [feed('2027-02-01'), feed('2027-01-31', '2027-01-31')]) {
    const first = () => ledger.firstHard;
    assert.equal(first(), undefined);
    ledger.feed('[FAILED] Failed to start other.service - Other.\r\n', 2);
    assert.match(first()?.line ?? '', /other\.service/);
    assert.deepEqual(ledger.counts, [
      { rule: 'unit-failed', severity: 'hard', count: 2, allowed: 1, reasons: [reason] },
    ]);
  }
  const { counts, firstHard } = feed('2027-02-01', '2027-01-31');
  assert.deepEqual([counts[0]?.allowed, firstHard?.lapsed?.reason], [0, reason]);
});

test('chunks may be cut anywhere', () => {
  const ledger = createLedger(noAllowances, 'kvm');
  for (const character of '[FAILED] Failed to start foo.service - Foo.\r\n') ledger.feed(character, 0);
  assert.equal(ledger.counts[0]?.count, 1);
});
