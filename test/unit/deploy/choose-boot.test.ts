import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCapabilities } from '../../../src/deploy/host/capabilities.ts';
import { type BootWishes, chooseBoot } from '../../../src/deploy/host/choose-boot.ts';
import type { BootFeatures, BootRecord } from '../../../src/descriptor/data.ts';
import { bootOf } from '../../support/descriptors.ts';

const guest = (type: string, arch: string, domains: readonly string[], features: string) =>
  `<guest><os_type>${type}</os_type><arch name='${arch}'><wordsize>64</wordsize>
   ${domains.map((domain) => `<domain type='${domain}'/>`).join('')}</arch><features>${features}</features></guest>`;
const capabilities = (...guests: string[]) =>
  readCapabilities(`<capabilities><host/>${guests.join('')}</capabilities>`);

const toggles = "<acpi default='on' toggle='yes'/><apic default='on' toggle='no'/>";
/** A host of today, and Xen's of 2008. */
const kvmHost = capabilities(
  guest('hvm', 'i686', ['qemu', 'kvm'], `<pae/><nonpae/>${toggles}`),
  guest('hvm', 'x86_64', ['qemu', 'kvm'], toggles),
  guest('hvm', 'aarch64', ['qemu'], "<acpi default='on' toggle='yes'/>"),
);
const xenHost = capabilities(
  guest('xen', 'x86_64', ['xen'], ''),
  guest('xen', 'i686', ['xen'], '<pae/>'),
  guest('hvm', 'i686', ['xen'], '<pae/><nonpae/><acpi/><apic/>'),
);
const paravirtual = bootOf(['a'], { type: 'xen', os: { loader: 'pygrub' } });
const full = bootOf(['a']);

const chosen = (boots: readonly BootRecord[], host: typeof kvmHost, wishes?: BootWishes) => {
  const { index, domainType } = chooseBoot(boots, host, wishes);
  return [index, domainType];
};

test('the first way that the host can is taken, whatever its kind', () => {
  assert.deepEqual(chosen([paravirtual, full], kvmHost), [1, 'kvm']);
  assert.deepEqual(chosen([full, paravirtual], xenHost), [1, 'xen']);
  assert.deepEqual(chosen([paravirtual, full], xenHost), [0, 'xen']);
});

test('the fastest kind of domain is taken, unless another is asked for', () => {
  assert.deepEqual(chosen([full], kvmHost), [0, 'kvm']);
  assert.deepEqual(chosen([full], kvmHost, { domainType: 'qemu' }), [0, 'qemu']);
  assert.deepEqual(chosen([bootOf(['a'], { arch: 'aarch64' })], kvmHost), [0, 'qemu']);
});

test('one that is asked for by its number is taken, if the host can', () => {
  assert.deepEqual(chosen([full, full], kvmHost, { boot: 1 }), [1, 'kvm']);
  assert.throws(() => chooseBoot([full, paravirtual], kvmHost, { boot: 1 }), { code: 'no-suitable-boot' });
  assert.throws(() => chooseBoot([full], kvmHost, { boot: 10 }), { code: 'no-such-boot', kind: 'input' });
});

test('why none fits is told for each', () => {
  assert.throws(() => chooseBoot([paravirtual, bootOf(['a'], { features: { apic: false } })], kvmHost), {
    code: 'no-suitable-boot',
    detail: ['boot 0, xen x86_64: the host has no such guests', 'boot 1, hvm x86_64: the host does not offer apic off'],
  });
  assert.throws(() => chooseBoot([full], kvmHost, { domainType: 'xen' }), {
    detail: ['boot 0, hvm x86_64: the host does not run it with xen'],
  });
});

describe('features', () => {
  const cases: readonly (readonly [string, BootFeatures, host: typeof kvmHost, arch: string, fits: boolean])[] = [
    ['PAE on, which both states offer', { pae: true }, kvmHost, 'i686', true],
    ['PAE off, likewise', { pae: false }, kvmHost, 'i686', true],
    // Hosts do not list it for these, and virt-image never found a match.
    ['PAE on with 64 bits, which always have it', { pae: true }, kvmHost, 'x86_64', true],
    ['PAE off with 64 bits', { pae: false }, kvmHost, 'x86_64', false],
    ['ACPI off, which can be told', { acpi: false }, kvmHost, 'x86_64', true],
    ['APIC off, which cannot', { apic: false }, kvmHost, 'x86_64', false],
    ['APIC on', { apic: true, acpi: true }, kvmHost, 'x86_64', true],
    ['a feature that is not offered at all', { apic: true }, kvmHost, 'aarch64', false],
    ['ACPI off of an old host, which only names it', { acpi: false }, xenHost, 'i686', false],
    ['ACPI on of an old host', { acpi: true }, xenHost, 'i686', true],
  ];
  for (const [what, features, host, arch, fits] of cases) {
    test(what, () => {
      const choose = () => chooseBoot([bootOf(['a'], { arch, features })], host);
      if (fits) choose();
      else assert.throws(choose, { code: 'no-suitable-boot' });
    });
  }
});

test('an answer that is none is an error of libvirt, not of the descriptor', () => {
  assert.throws(() => readCapabilities('<capabilities>'), { code: 'libvirt-answer', kind: 'build' });
});
