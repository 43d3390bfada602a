// Real machines under TCG (or KVM where it works). What ends early is booted from tiny disks without a system.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { type BootVerdict, bootAppliance } from '../../../src/boottest/boot.ts';
import type { BootOptions } from '../../../src/boottest/boot-options.ts';
import type { Verdict } from '../../../src/boottest/judge/verdicts.ts';
import { type AcceleratorVerdict, probeAccelerator } from '../../../src/boottest/machine/accelerator.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { keptRoot } from '../../support/kept-roots.ts';
import * as fixture from './fixture.ts';
import { processesNaming, sha256, untilItSays } from './observe.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'boottest-'));
const workDir = path.join(scratch, 'work');
const sockets = path.join(scratch, 'sockets');
const screenshot = path.join(scratch, 'a,b screen.png');
let accelerator: AcceleratorVerdict;
let root: string;
let smallTree: string;

before(async () => {
  fixture.tool('mkdir', ['-p', workDir, sockets]);
  root = await keptRoot('configure');
  smallTree = fixture.bootTree(root, path.join(scratch, 'small'));
  const kernel = fixture.kernelOf(root);
  const runner = runnerFor(new AbortController().signal);
  accelerator = await probeAccelerator({
    runner,
    arch: 'x86_64',
    kernel,
    cacheFile: path.join(tmpdir(), 'appliance-build-accelerator.json'),
  });
});
after(() => rmSync(scratch, { recursive: true, force: true }));

function runnerFor(signal: AbortSignal, log: (line: string) => void = () => {}) {
  return createRunner({ signal, log, env: fixture.systemPath });
}

function boot(options: Partial<BootOptions> & Pick<BootOptions, 'disks'>): Promise<BootVerdict> {
  return bootAppliance({
    runner: runnerFor(new AbortController().signal),
    arch: 'x86_64',
    memoryMiB: 512,
    vcpus: 1,
    interfaces: 1,
    firmware: 'bios',
    expect: [/login:/],
    accelerator,
    logFile: path.join(scratch, 'console.log'),
    screenshotFile: screenshot,
    workDir,
    socketDir: sockets,
    ...options,
  });
}

const machinesLeft = () => processesNaming(sockets);

function assertNothingLeft(): void {
  assert.deepEqual([readdirSync(workDir), readdirSync(sockets), machinesLeft()], [[], [], []]);
}

/** A PNG of a size that screens have (PNG specification, IHDR); the next test starts without it. */
function assertPicture(file: string): void {
  const bytes = readFileSync(file);
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\u0089PNG\r\n\u001a\n');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.ok(width >= 640 && height >= 400, `${width} × ${height}`);
  rmSync(file);
}

const rootArgument = `root=UUID=${fixture.rootUuid} ro`;

function smallDisk(name: string, entry: Partial<fixture.EntryRecipe>, recipe: Partial<fixture.DiskRecipe> = {}) {
  const file = path.join(scratch, `${name}.raw`);
  const defaults = { kernelArguments: `${rootArgument} console=ttyS0`, initrd: true, serial: true };
  const config = fixture.grubConfig(smallTree, { ...defaults, ...entry });
  const disk = { file, tree: smallTree, sizeMiB: 80, grubConfig: config, bios: true, uefi: false, ...recipe };
  fixture.makeDisk(disk, scratch);
  return [{ path: file, format: 'raw' as const, name: 'os' }];
}

// hello.test.ts boots qcow2 and vmdk on the BIOS.
test('a healthy system passes from vmdk, on UEFI, and its disk stays what it was', async () => {
  const tree = fixture.systemTree(root, path.join(scratch, 'system'));
  const raw = path.join(scratch, 'system.raw');
  const entry = { kernelArguments: `${rootArgument} console=ttyS0`, initrd: true, serial: true };
  const grubConfig = fixture.grubConfig(tree, entry);
  fixture.makeDisk({ file: raw, tree, sizeMiB: 700, grubConfig, bios: false, uefi: true }, scratch);
  const file = path.join(scratch, 'a,b system.vmdk');
  fixture.tool('qemu-img', ['convert', '-O', 'vmdk', '-o', 'subformat=streamOptimized', raw, file]);
  const before = await sha256(file);
  const logFile = path.join(scratch, 'a, console.log');
  const outcome = await boot({
    disks: [{ path: file, format: 'vmdk', name: 'os' }],
    vcpus: 2,
    expect: [/login:/, /Linux version/],
    firmware: 'uefi',
    logFile,
  });
  assert.equal(outcome.verdict, 'passed', outcome.lastConsoleLines.join('\n'));
  assert.deepEqual([outcome.format, outcome.firmware], ['vmdk', 'uefi']);
  assert.deepEqual(
    outcome.levels.map(({ level }) => level).filter((level) => level !== 'multi-user'),
    ['firmware', 'kernel', 'systemd', 'login'],
  );
  assert.deepEqual([outcome.missing, outcome.evidence], [[], []]);
  assert.equal(outcome.screenshot, screenshot);
  assertPicture(screenshot);
  assert.match(readFileSync(logFile, 'utf8'), /login:/);
  assert.equal(await sha256(file), before, 'it was written to');
  assertNothingLeft();
});

interface Case {
  readonly name: string;
  readonly disks: () => BootOptions['disks'];
  readonly options?: Partial<BootOptions>;
  readonly verdict: Verdict;
  readonly rule: string;
  readonly evidence: RegExp;
}

const menuOnly = 'serial --unit=0 --speed=115200\nterminal_output serial console\n';

const cases: readonly Case[] = [
  {
    name: 'a root that does not exist',
    disks: () =>
      smallDisk('wrong-root', {
        // The initramfs waits half a minute unless told otherwise.
        kernelArguments: 'root=UUID=99999999-2222-4333-8444-555555555555 ro console=ttyS0 rootdelay=3',
      }),
    verdict: 'emergency',
    rule: 'root-given-up',
    evidence: /Gave up waiting for root/,
  },
  {
    name: 'a kernel without initrd',
    disks: () => smallDisk('no-initrd', { initrd: false }),
    verdict: 'panic',
    rule: 'root-not-mounted',
    evidence: /Unable to mount root fs/,
  },
  {
    name: 'a GPT disk without boot code, on the BIOS',
    disks: () => smallDisk('no-code', {}, { bios: false }),
    options: { deadlines: { suspect: 3 } },
    verdict: 'boot-loader',
    rule: 'no-boot-code',
    evidence: /boot sector of disk os holds no code/,
  },
  {
    name: 'an empty disk, on the BIOS',
    disks: () => {
      const file = path.join(scratch, 'empty.raw');
      fixture.tool('truncate', ['-s', '1M', file]);
      return [{ path: file, format: 'raw', name: 'os' }];
    },
    verdict: 'boot-loader',
    rule: 'bios-no-disk',
    evidence: /No bootable device/,
  },
  {
    name: 'a disk without an EFI program, on UEFI',
    disks: () => smallDisk('no-efi', {}, { bios: false }),
    options: { firmware: 'uefi' },
    verdict: 'boot-loader',
    rule: 'uefi-shell',
    evidence: /UEFI Interactive Shell/,
  },
  {
    name: 'a boot loader without a signature, on UEFI with Secure Boot',
    disks: () => smallDisk('unsigned', {}, { bios: false, uefi: true }),
    options: { firmware: 'uefi-secure' },
    verdict: 'boot-loader',
    rule: 'uefi-signature',
    evidence: /failed to load .*: Access Denied/,
  },
  {
    name: 'a boot loader without an entry',
    disks: () => smallDisk('no-entry', {}, { grubConfig: menuOnly }),
    verdict: 'boot-loader',
    rule: 'grub-shell',
    evidence: /grub>/,
  },
  {
    name: 'neither kernel nor boot loader on the serial console',
    disks: () => smallDisk('mute', { kernelArguments: rootArgument, serial: false }),
    options: { deadlines: { silence: 12 } },
    verdict: 'silent',
    rule: 'silence',
    evidence: /Booting from/,
  },
  {
    name: 'a machine that reboots by itself',
    disks: () => smallDisk('reboots', {}, { grubConfig: `${menuOnly}echo hello\nreboot\n` }),
    options: { expect: [/hello/, /never printed/] },
    verdict: 'reboot-loop',
    rule: 'rebooted',
    evidence: /hello/,
  },
  {
    name: 'a login, but not the pattern',
    disks: () => smallDisk('pattern', {}, { grubConfig: `${menuOnly}echo "vm login: "\nsleep 600\n` }),
    // The boot loader must have come to its words before, beside a neighbour, too; by itself it takes two seconds.
    options: { expect: [/login:/, /never printed/], deadlines: { stall: 20 } },
    verdict: 'expectation-failed',
    rule: 'stall',
    evidence: /vm login:/,
  },
  {
    name: 'a kernel that does not get to its login in time',
    // A boot loader that plays the kernel: what counts here is the clock.
    disks: () => smallDisk('slow', {}, { grubConfig: `${menuOnly}echo "Linux version 6"\nsleep 600\n` }),
    options: { timeoutSeconds: 20 },
    verdict: 'timeout',
    rule: 'total',
    evidence: /./,
  },
];

for (const { name, disks, options, verdict, rule, evidence } of cases) {
  test(`${name}: ${verdict}`, async () => {
    const outcome = await boot({ disks: disks(), ...options });
    assert.deepEqual([outcome.verdict, outcome.rule], [verdict, rule], outcome.evidence.join('\n'));
    assert.match(outcome.evidence.join('\n'), evidence);
    // Of a machine that has ended there is nothing to see.
    assert.equal(outcome.screenshot, rule === 'rebooted' ? undefined : screenshot);
    if (rule === 'rebooted') assert.equal(existsSync(screenshot), false);
    else assertPicture(screenshot);
    for (const line of [...outcome.evidence, ...outcome.lastConsoleLines]) assert.ok(line.startsWith('│ '), line);
    assertNothingLeft();
  });
}

test('an abort ends the machine and leaves neither process nor file', async () => {
  const abort = new AbortController();
  const disks = smallDisk('abort', {}, { grubConfig: `${menuOnly}echo ready\nsleep 600\n` });
  const logFile = path.join(scratch, 'abort.log');
  const booting = boot({ disks, runner: runnerFor(abort.signal), logFile });
  await Promise.all([
    assert.rejects(booting, { kind: 'interrupted' }),
    untilItSays(logFile, 'ready').then(() => {
      assert.equal(machinesLeft().length, 1);
      abort.abort('SIGTERM');
    }),
  ]);
  assertNothingLeft();
});

test('QEMU that cannot run is our error, not a verdict on the image', async () => {
  const disks = smallDisk('bad-qemu', {});
  const wrong = { accelerator: 'tcg', cpu: 'no-such-cpu' } as const;
  await assert.rejects(boot({ disks, accelerator: wrong }), { kind: 'build', code: 'qemu-failed' });
  assertNothingLeft();
});

test('a disk that is no image is an error with the words of qemu-img', async () => {
  const file = path.join(scratch, 'text.qcow2');
  writeFileSync(file, 'not an image\n');
  await assert.rejects(boot({ disks: [{ path: file, format: 'qcow2', name: 'os' }] }), {
    kind: 'build',
    code: 'tool-failed',
  });
  assertNothingLeft();
});

test('a folder with too long a path for sockets is refused before anything starts', async () => {
  const disks = smallDisk('long', {});
  await assert.rejects(boot({ disks, socketDir: `/tmp/${'x'.repeat(100)}` }), { code: 'path-too-long' });
});
