// Whole systems that are broken on purpose, each with its verdict, and a healthy one that goes through a scenario.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { type BootVerdict, bootAppliance } from '../../../src/boottest/boot.ts';
import type { BootOptions } from '../../../src/boottest/boot-options.ts';
import type { Verdict } from '../../../src/boottest/judge/verdicts.ts';
import { type AcceleratorVerdict, probeAccelerator } from '../../../src/boottest/machine/accelerator.ts';
import { readScenario } from '../../../src/boottest/scenario/read-scenario.ts';
import { noScenario } from '../../../src/boottest/scenario/scenario.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { keptRoot } from '../../support/kept-roots.ts';
import { patientSystemd } from '../../support/patient-systemd.ts';
import * as fixture from './fixture.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'boot-systems-'));
const system = path.join(scratch, 'system.raw');
let accelerator: AcceleratorVerdict;
let tree: string;
let small: string;

/** Of `secret`. */
const passwordHash =
  '$6$bootest$2nEfuH5B9r9V.V/fk1j5xBmYhvv8EoqaeN9kN4U37pQ0/HG/rqrMe69vcxINsSF74wRkfqMsgAdcL/OO6YBJV.';
const rootArguments = `root=UUID=${fixture.rootUuid} ro console=ttyS0 ${patientSystemd}`;
const grubOf = (kernelArguments: string) => fixture.grubConfig(tree, { kernelArguments, initrd: true, serial: true });

before(async () => {
  const root = await keptRoot('configure');
  tree = fixture.systemTree(root, path.join(scratch, 'tree'));
  const shadow = path.join(tree, 'etc/shadow');
  writeFileSync(shadow, readFileSync(shadow, 'utf8').replace(/^root:[^:]*:/m, `root:${passwordHash}:`));
  const etc = path.join(tree, 'etc/systemd');
  writeFileSync(path.join(etc, 'network/dhcp.network'), '[Match]\nName=en*\n[Network]\nDHCP=yes\n');
  const wants = path.join(etc, 'system/multi-user.target.wants');
  symlinkSync('/lib/systemd/system/systemd-networkd.service', path.join(wants, 'systemd-networkd.service'));
  const sizes = { sizeMiB: 700, bios: true, uefi: false };
  fixture.makeDisk({ file: system, tree, grubConfig: grubOf(rootArguments), ...sizes }, scratch);
  small = fixture.bootTree(root, path.join(scratch, 'small'));
  const cacheFile = path.join(tmpdir(), 'appliance-build-accelerator.json');
  accelerator = await probeAccelerator({ runner, arch: 'x86_64', kernel: fixture.kernelOf(root), cacheFile });
});
after(() => rmSync(scratch, { recursive: true, force: true }));

const runner = createRunner({ signal: new AbortController().signal, log: () => {}, env: fixture.systemPath });

/** A copy of the system with files of its own, written without a mount. */
function withFiles(name: string, files: Readonly<Record<string, string>>): BootOptions['disks'] {
  const file = path.join(scratch, `${name}.raw`);
  fixture.tool('cp', ['--sparse=always', system, file]);
  const commands = Object.entries(files).flatMap(([target, text], index) => {
    const source = path.join(scratch, `${name}-${index}`);
    writeFileSync(source, text);
    return [`cd ${path.dirname(target)}`, `rm ${path.basename(target)}`, `write ${source} ${path.basename(target)}`];
  });
  const start = fixture.rootOffsetBytes;
  fixture.tool('debugfs', ['-w', '-f', '-', `${file}?offset=${start}`], `${commands.join('\n')}\n`);
  return [{ path: file, format: 'raw', name: 'os' }];
}

async function boot(name: string, options: Partial<BootOptions> & Pick<BootOptions, 'disks'>): Promise<BootVerdict> {
  const workDir = path.join(scratch, `${name}-work`);
  mkdirSync(workDir, { recursive: true });
  return await bootAppliance({
    ...{
      runner,
      arch: 'x86_64',
      memoryMiB: 512,
      vcpus: 1,
      interfaces: 1,
      firmware: 'bios',
      accelerator,
    },
    logFile: path.join(scratch, `${name}.log`),
    timedLogFile: path.join(scratch, `${name}-timed.log`),
    screenshotFile: path.join(scratch, `${name}.png`),
    workDir,
    ...options,
  });
}

const unit = (execStart: string) =>
  `[Unit]\nDescription=Fails\nBefore=multi-user.target\n[Service]\nType=oneshot\nExecStart=${execStart}\n`;

interface Case {
  readonly name: string;
  readonly disks: () => BootOptions['disks'];
  readonly options?: Partial<BootOptions>;
  readonly verdict: Verdict;
  readonly rule: string;
  readonly evidence: RegExp;
}

const cases: readonly Case[] = [
  {
    name: 'a root without an init',
    disks: () => {
      const file = path.join(scratch, 'no-init.raw');
      const config = fixture.grubConfig(small, { kernelArguments: rootArguments, initrd: true, serial: true });
      fixture.makeDisk({ file, tree: small, sizeMiB: 80, grubConfig: config, bios: true, uefi: false }, scratch);
      return [{ path: file, format: 'raw', name: 'os' }];
    },
    verdict: 'emergency',
    rule: 'initramfs-shell',
    evidence: /No init found/,
  },
  {
    name: 'an init that ends',
    disks: () => withFiles('ends', { '/boot/grub/grub.cfg': grubOf(`${rootArguments} init=/bin/false`) }),
    verdict: 'panic',
    rule: 'no-init',
    evidence: /Attempted to kill init/,
  },
  {
    name: 'an init that hangs',
    disks: () => withFiles('hangs', { '/boot/grub/grub.cfg': grubOf(`${rootArguments} init=/bin/cat`) }),
    // Longer than a busy machine takes to load and unpack the kernel, in which nothing is said.
    options: { deadlines: { stall: 60 } },
    verdict: 'timeout',
    rule: 'stall',
    evidence: /init/,
  },
  {
    name: 'a line of fstab whose device never comes',
    disks: () =>
      withFiles('fstab', {
        '/etc/fstab': `UUID=${fixture.rootUuid} / ext4 defaults 0 1\nLABEL=never /srv ext4 x-systemd.device-timeout=3s 0 2\n`,
      }),
    verdict: 'emergency',
    rule: 'emergency-target',
    // Near the end, or at the start of the evidence because it came first.
    evidence: /^│ \[ TIME \] Timed out waiting for device .*never/m,
  },
];

for (const { name, disks, options, verdict, rule, evidence } of cases) {
  test(`${name}: ${verdict}`, async () => {
    const outcome = await boot(rule, { disks: disks(), ...options });
    assert.deepEqual([outcome.verdict, outcome.rule], [verdict, rule], outcome.lastConsoleLines.join('\n'));
    assert.match(outcome.evidence.join('\n'), evidence);
  });
}

test('a unit that fails: failed-unit, unless the allow list excuses it', async () => {
  const folder = '/etc/systemd/system';
  const wanted = 'systemd.wants=expected.service systemd.wants=broken.service';
  const disks = withFiles('units', {
    [`${folder}/expected.service`]: unit('/bin/false'),
    [`${folder}/broken.service`]: unit('/bin/false'),
    '/boot/grub/grub.cfg': grubOf(`${rootArguments} ${wanted}`),
  });
  const reason = 'no such hardware here';
  const scenario = { ...noScenario, allow: [{ rule: 'unit-failed', match: /expected\.service/, reason }] };
  // The login prompt may come before they fail.
  const expect = [/login:/, /Failed to start .*expected\.service/, /Failed to start .*broken\.service/];
  const outcome = await boot('units', { disks, scenario, expect });
  assert.deepEqual([outcome.verdict, outcome.rule], ['failed-unit', 'unit-failed']);
  assert.match(outcome.evidence.at(-1) ?? '', /Failed to start .*broken\.service/, outcome.evidence.join('\n'));
  const [count] = outcome.counts.filter((one) => one.rule === 'unit-failed');
  assert.deepEqual([count?.count, count?.allowed, count?.reasons], [2, 1, [reason]]);
});

test('a healthy system passes a scenario: login, commands, both families, a reboot, a shutdown', async () => {
  const text = `
steps:
  - login: {user: root, password: secret}
  - run: systemctl is-system-running --wait
    output: ^running$
  - run: echo kept > /root/kept; echo ']]2 5;'; exit 3
    exit: 3
    output: 5;$
  - tcp: 22
    family: both
    banner: ^SSH-2
    timeout: 20
  - screenshot: before
  - reboot
  - login: {user: root, password: secret}
  - run: cat /root/kept
    output: ^kept$
  - shutdown
`;
  const scenario = readScenario(text, 'healthy.yaml', {});
  const outcome = await boot('healthy', { disks: [{ path: system, format: 'raw', name: 'os' }], scenario });
  assert.equal(outcome.verdict, 'passed', JSON.stringify(outcome.steps));
  assert.deepEqual(new Set(outcome.steps.map((step) => step.outcome)), new Set(['passed']));
  assert.match(outcome.steps[3]?.detail ?? '', /over ipv4 \(10\.0\.2\.15\); .* over ipv6 \(fd/);
  assert.equal(outcome.levels.at(-1)?.level, 'assertions');
  assert.deepEqual(outcome.filesystems, [
    { place: 'os3', type: 'ext4', outcome: 'sound', checker: 'e2fsck', said: [] },
  ]);
  assert.deepEqual(
    outcome.screenshots.map((file) => path.basename(file)),
    ['healthy-before.png'],
  );
  assert.equal(readFileSync(path.join(scratch, 'healthy.log'), 'latin1').match(/Linux version/g)?.length, 2);
  const timed = readFileSync(path.join(scratch, 'healthy-timed.log'), 'utf8');
  assert.match(timed, /^ *\d+\.\d{3} │ .*login:/m);
});

test('a panic in the middle of a scenario ends it, with what came before', async () => {
  const text =
    'steps:\n  - login: {user: root, password: secret}\n  - run: echo c > /proc/sysrq-trigger\n  - run: uname\n';
  const scenario = readScenario(text, 'panic.yaml', {});
  const outcome = await boot('crash', { disks: [{ path: system, format: 'raw', name: 'os' }], scenario });
  assert.deepEqual([outcome.verdict, outcome.rule], ['panic', 'kernel-panic'], outcome.reason);
  assert.match(outcome.evidence.at(-1) ?? '', /sysrq triggered crash/);
  assert.deepEqual(
    outcome.steps.map((step) => step.outcome),
    ['passed', 'failed', 'not-run'],
  );
});
