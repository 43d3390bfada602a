import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { lintDescriptor } from '../../../src/descriptor/lint/lint.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import { bootOf, descriptorOf, diskNamed } from '../../support/descriptors.ts';

const file = 'box-os.raw';
const valid = writeDescriptor(
  descriptorOf({
    release: '2',
    label: 'Box',
    description: 'A box',
    disks: [diskNamed(file, { format: 'raw', sha1: 'a'.repeat(40) })],
    boots: [
      bootOf([], { drives: [{ disk: file, target: 'sda' }], features: { pae: false, acpi: true } }),
      bootOf([], { type: 'xen', os: { loader: 'pygrub' }, drives: [{ disk: file, target: undefined }] }),
      bootOf([], {
        type: 'xen',
        os: { kernel: 'vmlinuz', initrd: undefined, cmdline: 'ro' },
        drives: [{ disk: file, target: 'xvda' }],
      }),
    ],
  }),
);

/** What xmllint says by the grammar in test/fixtures/image.rng. */
function isValid(xml: string): boolean {
  const args = ['--noout', '--relaxng', 'test/fixtures/image.rng', '-'];
  const { status, stderr } = spawnSync('xmllint', args, { input: xml, encoding: 'utf8' });
  assert.ok(status === 0 || /fails to validate/.test(stderr), stderr);
  return status === 0;
}

test('a descriptor with everything in it is valid', () => {
  assert.deepEqual(lintDescriptor(valid, { strict: true }), []);
  assert.ok(isValid(valid));
});

const deviations: Readonly<Record<string, readonly [from: string | RegExp, to: string, message: RegExp]>> = {
  'a name with a blank': ['>box<', '>a box<', /<name> is "a box", not letters/],
  'a version in words': ['name version="1.0"', 'name version="one"', /version of <name> is "one"/],
  'an attribute that nobody knows': ['<name ', '<name lang="en" ', /<name> has no attribute lang/],
  'an element that nobody knows': ['<label>', '<title/><label>', /<image> holds no <title>/],
  'elements in another order': [/(<label>.*<\/label>)\s*(<desc.*<\/description>)/, '$2$1', /<label> comes after/],
  'two labels': ['<label>', '<label/><label>', /more than one <label>/],
  'no domain': [/<domain>.*<\/domain>/s, '', /<image> lacks <domain>/],
  'no name': [/<name.*<\/name>/, '', /<image> lacks <name>/],
  'a way of booting of no type': ['<boot type="hvm">', '<boot>', /<boot> lacks the attribute type/],
  'a machine of its own': ['>x86_64<', '>z80<', /<arch> is "z80"/],
  'a state': ['state="off"', 'state="no"', /state of <pae> is "no", not on or off/],
  'a feature twice': ['<pae state="off"/>', '<pae/><pae/>', /more than one <pae>/],
  'a loader of no device': ['<loader dev="hd"/>', '<loader/>', /<loader> lacks the attribute dev/],
  'a program in a hardware loader': ['<loader dev="hd"/>', '<loader dev="hd">grub</loader>', /holds text, "grub"/],
  'another boot loader of Xen': ['>pygrub<', '>grub<', /<loader> is "grub", not pygrub/],
  'neither loader nor kernel': ['<kernel>vmlinuz</kernel>', '', /neither <loader> nor <kernel>/],
  'loader and kernel': ['<kernel>', '<loader>pygrub</loader><kernel>', /has <loader> and <kernel>/],
  'an absolute kernel': ['>vmlinuz<', '>/vmlinuz<', /<kernel> is "\/vmlinuz"/],
  'a drive of no disk': [' disk="box-os.raw"', '', /<drive> lacks the attribute disk/],
  'a strange target': ['"sda"', '"disk0"', /target of <drive> is "disk0"/],
  'no processor': ['<vcpu>2</vcpu>', '<vcpu>0</vcpu>', /<vcpu> is "0", not a positive number/],
  'memory in MiB': ['>524288<', '>512<', /<memory> is "512", not a number of KiB/],
  'no graphics': ['<graphics/>', '', /<devices> lacks <graphics>/],
  'an interface with an address': ['<interface/>', '<interface mac="x"/>', /<interface> has no attribute mac/],
  'an absolute file': ['file="box', 'file="/box', /file of <disk> is "\/box-os.raw"/],
  'no use': [' use="system"', '', /<disk> lacks the attribute use/],
  'another use': ['use="system"', 'use="data"', /use of <disk> is "data"/],
  'another format': ['format="raw"', 'format="tar"', /format of <disk> is "tar"/],
  'a size of nothing': ['size="5120"', 'size="0"', /size of <disk> is "0"/],
  'a checksum of another kind': ['type="sha1"', 'type="md5"', /type of <checksum> is "md5"/],
  'a short checksum': ['a'.repeat(40), 'a'.repeat(39), /<checksum> is "a+", not a checksum/],
  'two checksums': ['<checksum ', `<checksum type="sha1">${'b'.repeat(40)}</checksum><checksum `, /more than one/],
};

describe('each deviation is found, and xmllint finds it, too', () => {
  for (const [what, [from, to, message]] of Object.entries(deviations)) {
    test(what, () => {
      const xml = valid.replace(from, to);
      assert.notEqual(xml, valid);
      const found = lintDescriptor(xml);
      assert.ok(
        found.some((deviation) => message.test(deviation.message)),
        JSON.stringify(found),
      );
      assert.equal(isValid(xml), false);
    });
  }
});

test('what came after 2008 is let pass, but not by the letter', () => {
  const later = writeDescriptor(descriptorOf({ boots: [bootOf(['box-os.qcow2'], { arch: 'aarch64' })] }));
  assert.deepEqual(lintDescriptor(later), []);
  assert.ok(isValid(later));
  assert.deepEqual(
    lintDescriptor(later, { strict: true }).map(({ line, message }) => `${line}: ${message}`),
    [
      '7: <arch> is "aarch64", which came after 2008',
      '12: target of <drive> is "vda", which came after 2008',
      '22: format of <disk> is "qcow2", which came after 2008',
    ],
  );
});

test('lines are those of the file, whatever ends them', () => {
  const old = readFileSync('test/fixtures/descriptors/several-boots.xml', 'utf8');
  const found = lintDescriptor(old);
  assert.deepEqual(lintDescriptor(old.replaceAll('\n', '\r\n')), found);
  const lineOf = (text: string) => old.split('\n').findIndex((line) => line.includes(text)) + 1;
  const lines = (message: RegExp) => found.filter((one) => message.test(one.message)).map(({ line }) => line);
  assert.deepEqual(lines(/holds no <os_type>/), [lineOf('<os_type>')]);
  assert.deepEqual(lines(/<memory> is "512"/), [lineOf('<memory>')]);
  assert.deepEqual(lines(/use of <disk> is "data"/), [lineOf('use="data"')]);
});

test('a descriptor of many elements is judged in no time, and no line is longer than people read', () => {
  const start = performance.now();
  const found = lintDescriptor(`<image>\n${'<a/>\n'.repeat(120_000)}</image>`);
  // Looking through all lines for each element took 50 s.
  assert.ok(performance.now() - start < 10_000);
  assert.deepEqual([found[0]?.line, found[119_998]?.line], [1, 119_997]);
  const long = 'x'.repeat(100_000);
  for (const xml of [`<image><${long}/></image>`, `<image ${long}=""/>`, `<image>${long}</image>`, long])
    for (const { message } of lintDescriptor(xml)) assert.ok(message.length < 400, message.slice(0, 50));
});

test('what readers refuse is a deviation, and so is a place with two drives', () => {
  const messages = (xml: string) => lintDescriptor(xml).map(({ message }) => message);
  assert.deepEqual(messages(valid.replace('disk="box-os.raw"', 'disk="x"')), ['there is no storage for drive x']);
  assert.deepEqual(messages(valid.replace('</image>', '')).length, 1);
  const twice = [bootOf([], { drives: ['vda', 'vda'].map((target) => ({ disk: 'box-os.qcow2', target })) })];
  assert.deepEqual(messages(writeDescriptor(descriptorOf({ boots: twice }))), ['two drives have the same target']);
  const outside = 'the file "sub/../../x" is not in the descriptor\'s folder';
  assert.deepEqual(messages(valid.replace('file="box-os.raw"', 'file="sub/../../x"')), [outside]);
  assert.deepEqual(messages(valid.replace('>vmlinuz<', '>sub/../../x<')), [outside]);
});
