import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { probeAccelerator, type Trial } from '../../../src/boottest/machine/accelerator.ts';
import { machineTypes } from '../../../src/boottest/machine/machine-types.ts';
import { hostKernel } from '../../../src/cli/host/host-accelerator.ts';
import { hostArchitecture } from '../../../src/host/architecture.ts';

const arch = hostArchitecture() ?? 'x86_64';
const [host] = machineTypes[arch].kvmCpus;

/** A host with a device, a kernel, and a folder for the verdict. */
function hostWithKvm(t: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'accelerator-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const kernel = path.join(folder, 'vmlinuz');
  writeFileSync(kernel, 'a kernel');
  const cacheFile = path.join(folder, 'cache', 'verdict.json');
  const tried: string[] = [];
  /** @param trials of each CPU model; the last is that of all further ones */
  const probe = async (trials: readonly Trial[], file = kernel) => {
    tried.length = 0;
    const { accelerator, cpu, reason } = await probeAccelerator({
      runner: { log: () => undefined, signal: new AbortController().signal },
      ...{ arch, kernel: file, cacheFile, device: '/dev/null' },
      async boot(model) {
        tried.push(model);
        return trials[tried.length - 1] ?? trials.at(-1) ?? assert.fail('it is tried');
      },
    });
    return { verdict: `${accelerator} ${cpu}`, reason, isKept: existsSync(cacheFile) };
  };
  return { folder, tried, probe };
}

const booted: Trial = { outcome: 'booted' };
const hung: Trial = { outcome: 'failed', failure: 'it hung' };
const refused: Trial = { outcome: 'refused', failure: 'QEMU ended with exit code 1 ("cannot load the kernel")' };
const emulated = `tcg ${machineTypes[arch].tcgCpu}`;

test('CPU models are tried in their order, up to the first that boots', async (t) => {
  const { tried, probe } = hostWithKvm(t);
  const { kvmCpus } = machineTypes[arch];
  const last = kvmCpus.at(-1);
  assert.equal((await probe([...kvmCpus.slice(1).map(() => hung), booted])).verdict, `kvm ${last}`);
  assert.deepEqual(tried, kvmCpus);
  assert.equal((await probe([])).verdict, `kvm ${last}`, 'from the cache');
});

test('on a PC that of the host, then that without a feature over which QEMU aborts, then one of QEMU', () => {
  const [first, second, third] = machineTypes.x86_64.kvmCpus;
  assert.deepEqual([first, second], ['host', 'host,-arch-capabilities']);
  assert.match(third ?? '', /^qemu64,/);
});

test('that no guest runs is kept, if every model was tried', async (t) => {
  const { probe } = hostWithKvm(t);
  const reason = '/dev/kvm opens, but no kernel boots under it';
  assert.deepEqual(await probe([hung]), { verdict: emulated, reason, isKept: true });
});

test('what QEMU does not even begin with says nothing about KVM, and is not kept', async (t) => {
  const { probe } = hostWithKvm(t);
  const reason = `/dev/null opens, but QEMU does not try it: ${refused.failure}`;
  assert.deepEqual(await probe([refused]), { verdict: emulated, reason, isKept: false });
  // QEMU may abort over the CPU before it reads the kernel.
  const untilLast = machineTypes[arch].kvmCpus.slice(1).map(() => hung);
  assert.deepEqual(await probe([...untilLast, refused]), { verdict: emulated, reason, isKept: false });
  assert.equal((await probe([booted])).verdict, `kvm ${host}`);
});

test('a kernel that cannot be read is none, for root too', async (t) => {
  const { folder, tried, probe } = hostWithKvm(t);
  const reason = '/dev/null opens, but there is no kernel to try it with';
  mkdirSync(path.join(folder, 'directory'));
  for (const name of ['gone', 'directory']) {
    assert.deepEqual(await probe([hung], path.join(folder, name)), { verdict: emulated, reason, isKept: false }, name);
    assert.deepEqual(tried, []);
  }
});

test('the newest kernel of a host is taken', async (t) => {
  const { folder } = hostWithKvm(t);
  assert.equal(await hostKernel(path.join(folder, 'none')), undefined);
  const boot = path.join(folder, 'boot');
  mkdirSync(boot);
  for (const [name, newest] of [
    ['vmlinuz', 'vmlinuz'],
    ['vmlinuz.old', 'vmlinuz'],
    ['vmlinuz-6.1.0-9-amd64', 'vmlinuz-6.1.0-9-amd64'],
    ['vmlinuz-6.1.0-10-amd64', 'vmlinuz-6.1.0-10-amd64'],
    ['vmlinuz-0-rescue-9f', 'vmlinuz-6.1.0-10-amd64'],
    ['initrd.img-7', 'vmlinuz-6.1.0-10-amd64'],
  ] as const) {
    writeFileSync(path.join(boot, name), '');
    assert.equal(await hostKernel(boot), path.join(boot, newest), name);
  }
});

const hasQemu = arch === 'x86_64' && existsSync(`/usr/bin/${machineTypes.x86_64.program}`);

test('a file that is no kernel is not even begun with', { skip: hasQemu ? false : 'there is no QEMU' }, async (t) => {
  const { folder } = hostWithKvm(t);
  const cacheFile = path.join(folder, 'verdict.json');
  const { reason } = await probeAccelerator({
    runner: { log: () => undefined, signal: new AbortController().signal },
    ...{ arch, kernel: path.join(folder, 'vmlinuz'), cacheFile, device: '/dev/null' },
  });
  assert.match(reason, /^\/dev\/null opens, but QEMU does not try it: QEMU ended with exit code 1 \("/);
  assert.ok(!existsSync(cacheFile));
});
