import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { bootKernel, probeAccelerator } from '../../../src/boottest/machine/accelerator.ts';
import { keptRoot } from '../../support/kept-roots.ts';
import * as fixture from './fixture.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'accelerator-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
const arch = 'x86_64' as const;
const runner = { log: () => {}, signal: new AbortController().signal };
/** @returns undefined if it boots, else what happened */
async function bootFailure(...how: Parameters<typeof bootKernel>): Promise<string | undefined> {
  const trial = await bootKernel(...how);
  return trial.outcome === 'booted' ? undefined : trial.failure;
}
const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

test('a device that is not there means TCG, and is not remembered', async () => {
  const cacheFile = path.join(scratch, 'none.json');
  const verdict = await probeAccelerator({ runner, arch, kernel: '/nowhere', cacheFile, device: '/dev/no-such-kvm' });
  assert.deepEqual(verdict, { accelerator: 'tcg', cpu: 'max', reason: '/dev/no-such-kvm does not exist' });
  assert.throws(() => readFileSync(cacheFile));
});

test('a verdict of this boot is taken from the cache, that of another is not, nor is garbage', async () => {
  const cacheFile = path.join(scratch, 'cache.json');
  const kept = { accelerator: 'kvm', cpu: 'host', reason: 'kept' } as const;
  // Any file that opens stands for the device; without a kernel a miss is told from a hit without booting.
  const options = { runner, arch, kernel: undefined, cacheFile, device: '/dev/null' };
  writeFileSync(cacheFile, JSON.stringify({ ...kept, bootId }));
  assert.deepEqual(await probeAccelerator(options), kept);
  writeFileSync(cacheFile, JSON.stringify({ ...kept, bootId: 'another' }));
  assert.equal((await probeAccelerator(options)).accelerator, 'tcg');
  writeFileSync(cacheFile, '{"accelerator":');
  assert.match((await probeAccelerator(options)).reason, /no kernel to try it with/);
});

test('a kernel that boots is recognised, something else is not', async () => {
  const kernel = fixture.kernelOf(await keptRoot('configure'));
  assert.equal(await bootFailure('tcg', 'max', { runner, arch, kernel }), undefined);
  const text = path.join(scratch, 'vmlinuz');
  writeFileSync(text, 'not a kernel\n');
  assert.match((await bootFailure('tcg', 'max', { runner, arch, kernel: text })) ?? '', /QEMU ended with exit code 1/);
});

test('a machine of another architecture is emulated, whatever KVM can do', async () => {
  const options = { runner, arch: 'aarch64', kernel: '/nowhere', device: '/dev/null' } as const;
  const { accelerator, cpu, reason } = await probeAccelerator(options);
  assert.deepEqual([accelerator, cpu], ['tcg', 'cortex-a72']);
  assert.match(reason, /^the appliance is for aarch64/);
});

test('an aborted signal ends the probe', async () => {
  const signal = AbortSignal.abort('SIGINT');
  await assert.rejects(bootFailure('tcg', 'max', { runner: { ...runner, signal }, arch, kernel: '/nowhere' }), {
    kind: 'interrupted',
  });
});
