import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AcceleratorVerdict } from '../../../src/boottest/machine/accelerator.ts';
import { chooseForHost } from '../../../src/cli/deploy/ask-host.ts';
import type { Wishes } from '../../../src/deploy/domain/wishes.ts';
import { parseUri } from '../../../src/deploy/host/uri.ts';
import { descriptorOf } from '../../support/descriptors.ts';

const capabilities = `<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'>
  <domain type='qemu'/><domain type='kvm'/></arch></guest></capabilities>`;

/** Asks a host that offers KVM. */
async function choose(verdict: AcceleratorVerdict, wishes: Wishes = {}, uri = 'qemu:///system') {
  const warnings: string[] = [];
  let probes = 0;
  const { domainType, cpu } = await chooseForHost(
    {
      subject: { data: descriptorOf() },
      libvirt: { capabilities: async () => capabilities, uri: parseUri(uri) },
      runner: {
        signal: new AbortController().signal,
        log: () => undefined,
        run: () => assert.fail('a program is run'),
      },
      warn: ({ code }) => warnings.push(code),
    },
    wishes,
    async () => {
      probes += 1;
      return verdict;
    },
  );
  return { domainType, cpu, warnings, probes };
}

const works = { accelerator: 'kvm', cpu: 'host,-arch-capabilities', reason: 'a kernel booted under KVM' } as const;
const hangs = { accelerator: 'tcg', cpu: 'max', reason: 'no kernel boots under it' } as const;

test('the machine gets the CPU model under which a guest ran', async () => {
  assert.deepEqual(await choose(works), { domainType: 'kvm', cpu: works.cpu, warnings: [], probes: 1 });
});

test('it is emulated where guests hang, and that is told', async () => {
  assert.deepEqual(await choose(hangs), { domainType: 'qemu', cpu: undefined, warnings: ['emulated'], probes: 1 });
});

test('nothing is tried for a host elsewhere, nor against a wish', async () => {
  const untried = { domainType: 'kvm', cpu: undefined, warnings: [], probes: 0 };
  assert.deepEqual(await choose(hangs, {}, 'qemu+ssh://there/system'), untried);
  assert.deepEqual(await choose(hangs, { virtType: 'kvm' }), untried);
});
