import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Judge } from '../../../src/boottest/judge/decision.ts';
import { createJudge } from '../../../src/boottest/judge/judge.ts';
import { deadlines, rules, type Verdict, verdictExitCodes } from '../../../src/boottest/judge/verdicts.ts';

function judgeFor(expect: readonly RegExp[] = [/login:/]): Judge {
  return createJudge({ expect, deadlines: deadlines.kvm });
}

/** Healthy boots print these, or may; the login that follows must count. */
const harmless: readonly string[] = [
  'error: no such device: 1111-2222.',
  'error: no such partition.',
  "error: file `/boot/grub/fonts/unicode.pf2' not found.",
  'error: no suitable video mode found.',
  'Press any key to continue...',
  'BdsDxe: failed to load Boot0001 "UEFI QEMU DVD-ROM" from PciRoot(0x0): Not Found',
  "Press enter to boot the selected OS, `e' to edit the commands before booting or `c' for a command-line.",
  'Gave up waiting for suspend/resume device',
  'dracut-initqueue[273]: Warning: dracut-initqueue: timeout, still waiting for following initqueue hooks:',
  '[    0.000000] Command line: BOOT_IMAGE=/vmlinuz root=UUID=1 panic=10 systemd.unit=multi-user.target',
  '[    1.2] systemd[1]: Reached target Multi-User System.',
  'Type "help" at the grub> prompt',
  'see dracut:/# and (initramfs) in the manual',
  'Starting Emergency Shell documentation index...',
  '[    3.1] VFS: Mounted root (ext4 filesystem) readonly on device 254:3.',
  'systemd[1]: Condition check resulted in Rescue Shell being skipped.',
];

for (const line of harmless) {
  test(`a healthy boot is not condemned for: ${line}`, () => {
    const judge = judgeFor();
    assert.equal(judge.feed(`${line}\r\n`, 1000), undefined);
    assert.equal(judge.tick(3000), undefined);
    assert.equal(judge.feed('\r\nvm login: ', 4000)?.verdict, 'passed');
  });
}

/** The lines are cut from real consoles (GRUB 2.06, Debian 12, OVMF) or from the named program's messages. */
const failing: readonly (readonly [string, Verdict, string])[] = [
  [
    '[    3.0] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\r\n',
    'panic',
    'root-not-mounted',
  ],
  ['[    3.0] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100\r\n', 'panic', 'no-init'],
  ['vm login: [   20.0] Kernel panic - not syncing: sysrq triggered crash\r\n', 'panic', 'kernel-panic'],
  ['Gave up waiting for root file system device.  Common problems:\r\n', 'emergency', 'root-given-up'],
  ['ALERT!  UUID=99999999-2222 does not exist.  Dropping to a shell!\r\n', 'emergency', 'root-missing'],
  ['You are in emergency mode. After logging in, type "journalctl -xb"\r\n', 'emergency', 'emergency-mode'],
  ['Entering emergency mode. Exit the shell to continue.\r\n', 'emergency', 'emergency-mode'],
  ['[\x1b[0;32m  OK  \x1b[0m] Reached target \x1b[0;1;39mEmergency Mode\x1b[0m.\r\n', 'emergency', 'emergency-target'],
  ['Give root password for maintenance\r\n', 'emergency', 'emergency-login'],
  ['Cannot open access to console, the root account is locked.\r\n', 'emergency', 'root-locked'],
  ['\x1b[6n(initramfs) ', 'emergency', 'initramfs-shell'],
  ['\r\ndracut:/# ', 'emergency', 'dracut-shell'],
  ['\r\x1b[5;1Hgrub rescue> ', 'boot-loader', 'grub-rescue'],
  ['\x1b[7;1Hgrub>\x1b[7;1Hgrub> ', 'boot-loader', 'grub-shell'],
  ['  Failed to boot both default and fallback entries.\r\n', 'boot-loader', 'grub-gave-up'],
  ['\x1b[2J\x1b[01;01HUEFI Interactive Shell v2.2\r\n', 'boot-loader', 'uefi-shell'],
  ['\x1b[01;01HShell> ', 'boot-loader', 'uefi-shell'],
  ['BdsDxe: No bootable option or device was found.\r\n', 'boot-loader', 'uefi-no-entry'],
];

for (const [text, verdict, rule] of failing) {
  test(`${rule}: ${JSON.stringify(text)}`, () => {
    const judge = createJudge({ expect: [/never/], deadlines: deadlines.kvm });
    judge.feed(text, 1000);
    const decision = judge.tick(1500);
    assert.deepEqual([decision?.verdict, decision?.rule], [verdict, rule]);
    assert.equal(judge.tick(1_000_000), decision, 'once decided, it stays decided');
  });
}

test('every fatal rule has a case here', () => {
  const tested = new Set([...failing.map(([, , rule]) => rule), 'bios-no-disk']);
  const fatal = rules.filter(({ severity }) => severity === 'fatal').map(({ id }) => id);
  assert.deepEqual(
    fatal.filter((id) => !tested.has(id)),
    [],
  );
});

test('fatal rules come first, so that a hint in the same line hides none', () => {
  const severities = rules.map(({ severity }) => severity);
  assert.equal(severities.lastIndexOf('fatal') + 1, severities.filter((severity) => severity === 'fatal').length);
});

test('a prompt is judged half a second after its last byte, and asks to be woken for it', () => {
  const judge = judgeFor();
  assert.equal(judge.feed('grub> ', 1000), undefined);
  assert.equal(judge.nextDeadlineMs(), 1500);
  assert.equal(judge.tick(1499), undefined);
  assert.equal(judge.tick(1500)?.rule, 'grub-shell');
});

test('what the BIOS says on its debug port counts there only', () => {
  assert.equal(judgeFor().feedFirmware('No bootable device.\n', 900)?.verdict, 'boot-loader');
  const judge = judgeFor();
  judge.feed('No bootable device.\r\n', 900);
  assert.equal(judge.tick(2000), undefined);
});

test('a message broken at 80 columns is found', () => {
  const text = `${'[    3.0] some words before it '.padEnd(65, '.')}Kernel panic - not syncing: x\r\n`;
  const broken = `${text.slice(0, 80)}\r\n${text.slice(80)}`;
  assert.equal(judgeFor().feed(broken, 1)?.verdict, 'panic');
  const judge = judgeFor([/ready to serve/]);
  assert.equal(judge.feed(`${'x'.repeat(74)}ready \r\nto serve\r\n`, 1)?.verdict, 'passed');
});

test('all expected patterns must be seen, in any order, over line ends if they say so', () => {
  const judge = judgeFor([/login:/, /web is up/g, /first\nsecond/]);
  assert.equal(judge.feed('web is up\r\nfirst\r\nsec', 1), undefined);
  assert.deepEqual(judge.missing, ['login:', 'first\\nsecond']);
  assert.equal(judge.feed('ond\r\n', 2), undefined);
  assert.equal(judge.feed('vm login: ', 3)?.verdict, 'passed');
  assert.deepEqual(judge.missing, []);
});

test('a pattern with the flag g does not remember where it last matched', () => {
  const pattern = /login:/g;
  for (const _ of [1, 2, 3]) assert.equal(judgeFor([pattern]).feed('vm login: ', 1)?.verdict, 'passed');
});

test('levels are told with their times', () => {
  const judge = judgeFor();
  judge.feed('x\r\n', 500);
  judge.feed('[    0.000000] Linux version 6.1.0 (gcc)\r\n', 1000);
  judge.feed('[    1.0] systemd[1]: systemd 252.39-1~deb12u1 running in system mode (+PAM)\r\n', 2000);
  judge.feed(
    '[\x1b[0;32m  OK  \x1b[0m] Reached target \x1b[0;1;39mmulti-user.target\x1b[0m - Multi-User System.\r\n',
    3000,
  );
  judge.feed('vm login: ', 4000);
  assert.deepEqual(judge.levels, [
    { level: 'firmware', seconds: 0.5 },
    { level: 'kernel', seconds: 1 },
    { level: 'systemd', seconds: 2 },
    { level: 'multi-user', seconds: 3 },
    { level: 'login', seconds: 4 },
  ]);
});

const { silence, stall, suspect, total } = deadlines.kvm;
const initqueue = 'dracut-initqueue[273]: Warning: dracut-initqueue timeout - starting timeout scripts';
/** What is fed at second 1, how long it then waits, and the verdict. */
const waits: readonly (readonly [string, string, number, Verdict, string])[] = [
  ['nothing at all', '', silence, 'silent', 'silence'],
  ['the firmware alone', 'BdsDxe: starting Boot0001 "UEFI"\r\n', 1 + silence, 'silent', 'silence'],
  ['the boot loader alone', "  Booting `Debian'\r\n", 1 + stall, 'silent', 'stall'],
  ['a loader error, then nothing', 'error: no such device: 1.\r\n', 1 + stall, 'boot-loader', 'grub-error'],
  [
    'a kernel not loaded',
    'error: you need to load the kernel first.\r\n',
    1 + suspect,
    'boot-loader',
    'grub-no-kernel',
  ],
  ['a kernel, then nothing', 'Linux version 6\r\n', 1 + stall, 'timeout', 'stall'],
  [
    'a loader error, a kernel, nothing',
    'error: no such device: 1.\r\nLinux version 6\r\n',
    1 + stall,
    'timeout',
    'stall',
  ],
  [
    'a kernel, dracut that waits for the root, then nothing',
    `Linux version 6\r\n${initqueue}\r\n`,
    1 + stall,
    'emergency',
    'root-waited-for',
  ],
  [
    'a root that came after all, then nothing',
    `Linux version 6\r\n${initqueue}\r\nReached target initrd-switch-root.target - Switch Root.\r\n`,
    1 + stall,
    'timeout',
    'stall',
  ],
  ['a login, not the pattern', 'vm login: ', 1 + stall, 'expectation-failed', 'stall'],
];

for (const [name, text, after, verdict, rule] of waits) {
  test(`${name}: ${verdict} after ${after} s`, () => {
    const judge = judgeFor([/never printed/]);
    judge.feed(text, 1000);
    assert.equal(judge.nextDeadlineMs(), after * 1000);
    assert.equal(judge.tick(after * 1000 - 1), undefined);
    const decision = judge.tick(after * 1000);
    assert.deepEqual([decision?.verdict, decision?.rule], [verdict, rule]);
  });
}

const refused = 'BdsDxe: failed to load Boot0001 "UEFI Misc Device" from PciRoot(0x0): Access Denied\r\n';
const shellRefused = 'BdsDxe: failed to start Boot0002 "EFI Internal Shell" from Fv(7CB8): Security Violation\r\n';
const noOption = 'BdsDxe: No bootable option or device was found.\r\n';

test('a refused signature is the reason of what fails after it', () => {
  const verdictOf = (...lines: readonly string[]) => {
    const judge = createJudge({ expect: [/login:/], deadlines: deadlines.kvm });
    for (const line of lines) judge.feed(line, 1000);
    const { verdict, rule, reason = '' } = judge.tick(1000 + 1000 * deadlines.kvm.silence) ?? {};
    return [verdict, rule, /signature \(Secure Boot\)/.test(reason)];
  };
  assert.deepEqual(verdictOf(refused, shellRefused, noOption), ['boot-loader', 'uefi-signature', true]);
  assert.deepEqual(verdictOf(refused, shellRefused), ['boot-loader', 'uefi-signature', true]);
  const notFound = refused.replace('Access Denied', 'Not Found');
  assert.deepEqual(verdictOf(notFound, shellRefused, noOption), ['boot-loader', 'uefi-no-entry', false]);
  for (const [line, rule] of [
    ['| Verification failed: (0x1A) Security Violation |\r\n', 'shim-signature'],
    ['error: bad shim signature.\r\n', 'grub-signature'],
    ['error: ../../grub-core/kern/efi/sb.c:182:bad shim signature.\r\n', 'grub-signature'],
  ] as const) {
    const then = 'error: you need to load the kernel first.\r\n';
    assert.deepEqual(verdictOf(line, then), ['boot-loader', rule, true]);
  }
});

test('a disk that the firmware refuses condemns no machine that boots from the next', () => {
  const judge = createJudge({ expect: [/login:/], deadlines: deadlines.kvm });
  assert.equal(judge.feed(refused, 1000), undefined);
  assert.equal(judge.feed('Linux version 6\r\n', 60_000), undefined);
  assert.equal(judge.feed('vm login: ', 90_000)?.verdict, 'passed');
});

test('a machine that talks on without a login times out', () => {
  const judge = judgeFor();
  judge.feed('Linux version 6\r\n', 1000);
  for (let second = 2; second < total; second += 1)
    assert.equal(judge.feed(`job ${second}\r\n`, second * 1000), undefined);
  assert.deepEqual([judge.tick(total * 1000)?.verdict, judge.tick(total * 1000)?.rule], ['timeout', 'total']);
});

test('a boot sector without code ends it soon, unless a kernel speaks', () => {
  const judge = judgeFor();
  judge.suspect('no-boot-code', 'no code');
  assert.equal(judge.tick(suspect * 1000)?.rule, 'no-boot-code');
  const booting = judgeFor();
  booting.suspect('no-boot-code', 'no code');
  booting.feed('Linux version 6\r\n', 1000);
  assert.equal(booting.tick(suspect * 1000), undefined);
});

test('a machine that ends by itself failed its expectation, unless it panicked or would reboot for ever', () => {
  assert.equal(judgeFor().end('powered off').verdict, 'expectation-failed');
  assert.equal(judgeFor().end('asked to reboot').verdict, 'reboot-loop');
  assert.equal(judgeFor().end('panicked').verdict, 'panic');
  const prompt = judgeFor();
  prompt.feed('grub rescue> ', 1);
  assert.equal(prompt.end('powered off').verdict, 'boot-loader');
});

test('exit codes are the contract of the command line', () => {
  assert.deepEqual(verdictExitCodes, {
    passed: 0,
    'expectation-failed': 10,
    timeout: 11,
    panic: 12,
    emergency: 12,
    'boot-loader': 13,
    silent: 14,
    'reboot-loop': 12,
    oops: 12,
    hung: 11,
    'out-of-memory': 10,
    'filesystem-error': 10,
    'failed-unit': 10,
  });
});

const spoken = fc.constantFrom(
  ...failing.map(([text]) => text),
  ...harmless.map((line) => `${line}\r\n`),
  'Linux version 6.1\r\n',
  'vm login: ',
  'x'.repeat(80),
  '\r\n',
  '\x1b[0m',
);

test('where chunks are cut changes neither verdict, rule, line nor levels', () => {
  fc.assert(
    fc.property(fc.array(spoken, { maxLength: 12 }), fc.infiniteStream(fc.nat(40)), (parts, sizes) => {
      const bytes = Buffer.from(parts.join(''));
      const whole = judgeFor();
      whole.feed(bytes, 1000);
      const cut = judgeFor();
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + (sizes.next().value ?? 0);
        cut.feed(bytes.subarray(at, at + size), 1000);
        at += size;
      }
      const summary = (judge: Judge) => {
        const decision = judge.tick(1_000_000);
        return [
          decision?.verdict,
          decision?.rule,
          decision?.verdict === 'passed' ? '' : decision?.line,
          judge.levels,
          judge.missing,
        ];
      };
      assert.deepEqual(summary(cut), summary(whole));
    }),
    { numRuns: 500 },
  );
});
