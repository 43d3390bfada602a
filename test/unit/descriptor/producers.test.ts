// What other programs write and wrote, with their faults.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bootableRecord } from '../../../src/descriptor/bootable.ts';
import { readDescriptor } from '../../../src/descriptor/read.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import type { Warning } from '../../../src/errors.ts';
import { bootOf, descriptorOf, diskNamed } from '../../support/descriptors.ts';

const fixture = (name: string) => readFileSync(`test/fixtures/descriptors/${name}.xml`, 'utf8');

function readWithWarnings(xml: string) {
  const warnings: Warning[] = [];
  const data = readDescriptor(xml, (warning) => warnings.push(warning));
  return { data, codes: warnings.map(({ code }) => code) };
}

test('the descriptor of 2008 is read as it was printed then', () => {
  const { data, codes } = readWithWarnings(fixture('ovirt-wui-2008'));
  const files = ['ovirt-wui-os.qcow2', 'ovirt-wui-data.qcow2'];
  const drives = files.map((disk, index) => ({ disk, target: `hd${'ab'[index]}` }));
  assert.deepEqual(
    data,
    descriptorOf({
      name: 'ovirt-wui',
      version: undefined,
      vcpus: 1,
      memoryKiB: 768 * 1024,
      disks: files.map((file) => diskNamed(file, { sizeMiB: undefined })),
      boots: [bootOf([], { drives })],
    }),
  );
  assert.deepEqual(codes, []);
});

test('what livemedia-creator writes is read, its faults are told', () => {
  const { data, codes } = readWithWarnings(fixture('lorax'));
  assert.equal(data.name, 'R & D');
  assert.equal(data.boots[0]?.arch, 'i686');
  assert.equal(data.disks[0]?.sha256, '0'.repeat(64));
  assert.deepEqual(codes, ['bare-ampersand', 'old-architecture']);
});

test('several ways of booting, and all that the old readers took', () => {
  const { data, codes } = readWithWarnings(fixture('several-boots'));
  assert.deepEqual([data.version, data.release, data.label], ['1.2-3', '4', 'A test']);
  assert.equal(data.description, 'It has\ntwo lines.');
  assert.deepEqual(
    data.boots.map(({ type, arch, os }) => [type, arch, os]),
    [
      ['xen', 'i686', { loader: 'pygrub' }],
      ['xen', 'x86_64', { kernel: '/boot/vmlinuz', initrd: '/boot/initrd', cmdline: 'root=/dev/xvda ro' }],
      ['hvm', 'i686', { loader: 'cdrom' }],
    ],
  );
  assert.deepEqual([data.vcpus, data.memoryKiB, data.interfaces, data.graphics], [7, 512 * 1024, 2, false]);
  assert.deepEqual(
    data.disks.map(({ id, file, use, format }) => [id, file, use, format]),
    [
      ['root.raw', 'root.raw', 'system', 'raw'],
      ['data.raw', 'data.raw', 'system', 'vdi'],
      ['scratch.raw', 'scratch.raw', 'scratch', 'raw'],
      ['cd', 'boot.iso', 'system', 'iso'],
      ['disk4.img', 'disk4.img', 'system', 'raw'],
    ],
  );
  assert.equal(data.disks[2]?.sha1, 'da39a3ee5e6b4b0d3255bfef95601890afd80709');
  assert.deepEqual(codes, ['old-architecture', 'memory-in-mib', 'unknown-use']);
});

// The original gave the state of the last feature to all of them.
test('each feature keeps its own state', () => {
  const { boots } = readDescriptor(fixture('several-boots'));
  assert.deepEqual(
    boots.map(({ features }) => features),
    [{ pae: true }, {}, { acpi: false, pae: true, apic: true }],
  );
});

test('what was read can be written, and reads the same', () => {
  for (const name of ['ovirt-wui-2008', 'lorax', 'several-boots']) {
    const data = readDescriptor(fixture(name));
    assert.deepEqual(readDescriptor(writeDescriptor(data)), data);
  }
});

test('the boot test takes the first full virtualisation from a hard disk', () => {
  const record = (type: 'hvm' | 'xen', loader: 'hd' | 'cdrom' | 'pygrub') => bootOf(['a'], { type, os: { loader } });
  const boots = [record('xen', 'pygrub'), record('hvm', 'cdrom'), record('hvm', 'hd')];
  assert.equal(bootableRecord(descriptorOf({ boots })), boots[2]);
  const refused = (count: number, message: RegExp) =>
    assert.throws(() => bootableRecord(descriptorOf({ boots: boots.slice(0, count) })), { message });
  refused(1, /no <boot type="hvm">/);
  refused(2, /does not boot from <loader dev="hd">/);
});

test('memory that is written in MiB is told from memory that is not; what may be either is asked about', () => {
  const withMemory = (kib: number) => {
    const warnings: Warning[] = [];
    const xml = fixture('ovirt-wui-2008').replace('786432', String(kib));
    const { memoryKiB } = readDescriptor(xml, (warning) => warnings.push(warning));
    return [memoryKiB, ...warnings.map(({ code, hint }) => `${code}: ${hint}`)];
  };
  assert.deepEqual([3999, 4000, 4096, 65535, 65536, 262144].map(withMemory), [
    [3999 * 1024, 'memory-in-mib: write 4094976'],
    [4000, 'little-memory: if MiB was meant, write 4096000'],
    [4096, 'little-memory: if MiB was meant, write 4194304'],
    [65535, 'little-memory: if MiB was meant, write 67107840'],
    [65536],
    [262144],
  ]);
});

test('a bare & is corrected where it is one, not in comments and CDATA', () => {
  const named = (label: string) =>
    readWithWarnings(fixture('ovirt-wui-2008').replace('<domain>', `<label>${label}</label><domain>`));
  for (const [label, text, ...warned] of [
    ['<![CDATA[a & b &amp;]]>', 'a & b &amp;'],
    ['a & b<![CDATA[ & c]]>', 'a & b & c', 'bare-ampersand'],
    ['<!-- a & b -->c', 'c'],
    ['a &amp; b', 'a & b'],
  ] as const) {
    const { data, codes } = named(label);
    assert.deepEqual([data.label, codes], [text, warned], label);
  }
});

test('a checksum of a kind that is not compared is told', () => {
  const checksum = (type: string) => `<checksum type="${type}">0</checksum></disk>`;
  const xml = fixture('lorax').replace('</disk>', checksum('md5'));
  const { data, codes } = readWithWarnings(xml);
  assert.deepEqual(codes, ['bare-ampersand', 'old-architecture', 'unknown-checksum']);
  assert.equal(data.disks[0]?.sha256, '0'.repeat(64));
});
