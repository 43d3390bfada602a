import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DescriptorData } from '../../../src/descriptor/data.ts';
import { describeAppliance, driveName } from '../../../src/descriptor/describe.ts';
import { readDescriptor } from '../../../src/descriptor/read.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { descriptorOf, diskNamed } from '../../support/descriptors.ts';

const files = ['hello-os.qcow2', 'hello-data.qcow2'];
const hello: DescriptorData = descriptorOf({
  name: 'hello',
  memoryKiB: 524288,
  interfaces: 2,
  disks: files.map((file, index) => diskNamed(file, { sha256: String(index).repeat(64) })),
});

const expected = `<?xml version="1.0" encoding="UTF-8"?>
<image>
  <name version="1.0">hello</name>
  <domain>
    <boot type="hvm">
      <guest>
        <arch>x86_64</arch>
      </guest>
      <os>
        <loader dev="hd"/>
      </os>
      <drive disk="hello-os.qcow2" target="vda"/>
      <drive disk="hello-data.qcow2" target="vdb"/>
    </boot>
    <devices>
      <vcpu>2</vcpu>
      <memory>524288</memory>
      <interface/>
      <interface/>
      <graphics/>
    </devices>
  </domain>
  <storage>
    <disk file="hello-os.qcow2" id="hello-os.qcow2" use="system" format="qcow2" size="5120">
      <checksum type="sha256">${'0'.repeat(64)}</checksum>
    </disk>
    <disk file="hello-data.qcow2" id="hello-data.qcow2" use="system" format="qcow2" size="5120">
      <checksum type="sha256">${'1'.repeat(64)}</checksum>
    </disk>
  </storage>
</image>
`;

test('a descriptor has the elements of 2008 in their order', () => {
  assert.equal(writeDescriptor(hello), expected);
  assert.deepEqual(readDescriptor(expected), hello);
});

const text = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((value) => value.trim() === value && !/\p{C}/u.test(value));
const count = fc.nat({ max: 40 });
const features = fc.record(
  { pae: fc.boolean(), acpi: fc.boolean(), apic: fc.boolean() },
  { requiredKeys: [], noNullPrototype: true },
);
const kernel = fc.record(
  { kernel: text, initrd: fc.option(text, { nil: undefined }), cmdline: fc.option(text, { nil: undefined }) },
  { noNullPrototype: true },
);
const loader = <const Name extends string>(...names: Name[]) =>
  fc.record({ loader: fc.constantFrom(...names) }, { noNullPrototype: true });
const boot = fc.oneof(
  fc.record(
    {
      type: fc.constant('hvm' as const),
      arch: fc.constantFrom('x86_64', 'i686'),
      features,
      os: fc.oneof(kernel, loader('hd', 'cdrom')),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      type: fc.constant('xen' as const),
      arch: fc.constant('aarch64'),
      features,
      os: fc.oneof(kernel, loader('pygrub')),
    },
    { noNullPrototype: true },
  ),
);

test('whatever XML can hold is read back as it was written', () => {
  const data = fc
    .record(
      {
        name: text,
        version: fc.option(text, { nil: undefined }),
        release: fc.option(text, { nil: undefined }),
        label: fc.option(text, { nil: undefined }),
        description: fc.option(text, { nil: undefined }),
        vcpus: fc.integer({ min: 1, max: 512 }),
        memoryKiB: fc.integer({ min: 4000, max: 2 ** 40 }),
        interfaces: count,
        graphics: fc.boolean(),
        disks: fc.uniqueArray(
          fc.record(
            {
              id: text,
              file: text,
              use: fc.constantFrom('system' as const, 'user' as const, 'scratch' as const),
              format: text,
              sizeMiB: fc.option(fc.nat(), { nil: undefined }),
              sha256: fc.option(fc.constant('a'.repeat(64)), { nil: undefined }),
              sha1: fc.option(fc.constant('b'.repeat(40)), { nil: undefined }),
            },
            { noNullPrototype: true },
          ),
          { minLength: 1, maxLength: 5, selector: ({ id }) => id },
        ),
      },
      { noNullPrototype: true },
    )
    .chain((fields) => {
      const drives = fields.disks.map(({ id }) => ({ disk: id, target: undefined }));
      return fc.array(boot, { minLength: 1, maxLength: 3 }).map((boots) => ({
        ...fields,
        boots: boots.map((one) => ({ ...one, drives })),
      }));
    });
  fc.assert(
    fc.property(data, (value) => {
      assert.deepEqual(readDescriptor(writeDescriptor(value)), value);
    }),
  );
});

test('any text is read or refused with the one error of descriptors', () => {
  const pieces = fc.constantFrom(
    '<image>',
    '</image>',
    '<domain>',
    '&#0;',
    '&x;',
    '<a b="',
    '"',
    '<![CDATA[',
    ']]>',
    'x',
    '<?',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      assert.throws(() => readDescriptor(parts.join('')), { code: 'descriptor-invalid' });
    }),
  );
});

const refused: Readonly<Record<string, readonly [string, RegExp]>> = {
  'a document type': [
    `<!DOCTYPE image [<!ENTITY x SYSTEM "file:///etc/passwd">]>${expected.slice(39)}`,
    /document type/,
  ],
  'an unknown entity': [expected.replace('>hello<', '>&x;<'), /unknown entity &x;/],
  'an impossible character': [expected.replace('>hello<', '>&#x110000;<'), /unknown entity/],
  'a text of megabytes': [expected + ' '.repeat(1024 * 1024), /larger than/],
  'deep nesting': [`<image>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</image>`, /nest/i],
  'an open element': [expected.replace('</storage>', ''), /line \d+/],
  'two roots': [`${expected}<image/>`, /one <image>/],
  'another root': ['<domain/>', /one <image>/],
  'a way of booting that nobody knows': [expected.replace('"hvm"', '"uml"'), /<boot type="uml"> is unknown/],
  'a state that is neither on nor off': [
    expected.replace('</arch>', '</arch><features><pae state="maybe"/></features>'),
    /neither on nor off/,
  ],
  // The old reader could not tell an empty element from one that is not there.
  'a loader that says nothing': [
    expected.replace('<loader dev="hd"/>', '<loader/>'),
    /does not say what it boots from/,
  ],
  'a kernel that says nothing': [expected.replace('<loader dev="hd"/>', '<kernel/>'), /no file name in <kernel>/],
  'neither loader nor kernel': [expected.replace('<loader dev="hd"/>', ''), /neither <loader> nor <kernel>/],
  'the draft of 2007': [
    '<image><name>x</name><domain><boot type="hvm"><disks><map file="a"/></disks></boot></domain></image>',
    /draft of July 2007/,
  ],
  'another draft of 2007': [
    '<image><name>x</name><domain><boot type="hvm"/><memory>1</memory></domain><storage/></image>',
    /draft of July 2007/,
  ],
  'two domains': [expected.replace('<storage>', '<domain/><storage>'), /more than one <domain>/],
  'memory in words': [expected.replace('524288', 'much'), /<memory> is not a number/],
  'no memory at all': [expected.replace('524288', '0'), /<memory> is 0, and it can be 1 to/],
  'memory that nothing has': [expected.replace('524288', '999999999999999'), /<memory> is 999999999999999/],
  'memory without end': [expected.replace('524288', '9'.repeat(999)), /<memory> is 9{59}…, and/],
  'no processor': [expected.replace('<vcpu>2<', '<vcpu>0<'), /<vcpu> is 0, and it can be 1 to 65535/],
  'processors that nothing has': [expected.replace('<vcpu>2<', '<vcpu>65536<'), /<vcpu> is 65536/],
  'a disk without end': [expected.replace('size="5120"', `size="${2 ** 43}"`), /disk size is 8796093022208/],
  'cards that no machine has': [expected.replace('<graphics/>', '<interface/>'.repeat(255)), /257 interfaces/],
  'disks that no machine has': [
    expected.replace('<storage>', `<storage>${Array.from({ length: 701 }, (_, i) => `<disk file="${i}"/>`).join('')}`),
    /703 disks/,
  ],
  'drives that no machine has': [
    expected.replace('</boot>', `${'<drive disk="hello-os.qcow2"/>'.repeat(701)}</boot>`),
    /703 drives/,
  ],
  'a name without end': [expected.replaceAll('hello-os.qcow2', 'x'.repeat(5000)), /"x{59}…" has more than 4096/],
  'a boot loader where none is named': [
    expected.replace('<loader dev="hd"/>', '<loader dev="hd">grub</loader>'),
    /<loader dev="hd"> holds text, "grub"/,
  ],
  'a drive without storage': [expected.replace('disk="hello-os.qcow2"', 'disk="x"'), /no storage for drive x/],
  'a disk twice': [expected.replace('id="hello-os.qcow2"', 'id="hello-data.qcow2"'), /defined twice/],
  'a name of the language': ['<image><__proto__/></image>', /./],
};
for (const [what, [xml, message]] of Object.entries(refused)) {
  test(`${what} is refused`, () => {
    assert.throws(() => readDescriptor(xml), { code: 'descriptor-invalid', kind: 'input', message });
  });
}

test('the words of an error are few, however many the descriptor has', () => {
  for (const xml of ['<'.repeat(900_000), expected.replace('"hvm"', `"${'x'.repeat(900_000)}"`)])
    assert.throws(
      () => readDescriptor(xml),
      ({ message }: Error) => message.length < 400,
    );
});

test('what any machine can have is read', () => {
  const xml = expected.replace('524288', String(2 ** 42)).replace('<vcpu>2<', '<vcpu>65535<');
  const { memoryKiB, vcpus } = readDescriptor(xml);
  assert.deepEqual([memoryKiB, vcpus], [2 ** 42, 65535]);
});

test('what XML cannot hold is refused on writing', () => {
  for (const name of ['a\u0000', 'a\nb', 'a\tb', ' a', '\ud800']) {
    assert.throws(() => writeDescriptor({ ...hello, name }), { code: 'descriptor-invalid' });
  }
});

test('files of other producers are read by the rules of the old tools', () => {
  const xml = `<image><name>old</name><domain>
    <boot type="xen"><guest><arch>i386</arch></guest><os><loader>pygrub</loader></os><drive disk="root.raw"/></boot>
    <boot type='hvm'><guest><arch>i386</arch></guest><os><loader dev='hd'/></os><drive disk='root.raw' target='hda'/></boot>
    <devices><memory> 262144 </memory></devices></domain>
    <storage><disk file="root.raw"/><disk file="s &amp; x" use="scratch" size="10" format="raw"/></storage></image>`;
  const data = readDescriptor(xml);
  assert.deepEqual(
    data.boots.map(({ type, arch, os }) => [type, arch, os]),
    [
      ['xen', 'i686', { loader: 'pygrub' }],
      ['hvm', 'i686', { loader: 'hd' }],
    ],
  );
  assert.equal(data.vcpus, 1);
  assert.equal(data.memoryKiB, 262144);
  assert.equal(data.graphics, false);
  assert.deepEqual(data.disks[0], {
    id: 'root.raw',
    file: 'root.raw',
    use: 'system',
    format: 'raw',
    sizeMiB: undefined,
    sha256: undefined,
    sha1: undefined,
  });
  assert.equal(data.disks[1]?.file, 's & x');
});

test('the descriptor of an appliance names its qcow2 files, or else the first format', () => {
  const plan = {
    name: 'hello',
    version: '1.0',
    arch: 'x86_64',
    vcpus: 2,
    memoryMiB: 512,
    interfaces: 2,
    disks: [
      { name: 'os', use: 'system' },
      { name: 'data', use: 'system' },
    ],
    targets: ['kvm'],
  };
  const built = (['vmdk', 'qcow2'] as const).flatMap((format) =>
    ['data', 'os'].map((disk) => ({
      disk,
      format,
      file: `hello-${disk}.${format}`,
      virtualBytes: 5 * 1024 ** 3,
      sha256: (disk === 'os' ? '0' : '1').repeat(64),
    })),
  );
  const describe = (formats: Plan['formats'], disks = built) =>
    describeAppliance({ ...plan, formats } as unknown as Plan, disks);
  assert.deepEqual(describe(['vmdk', 'qcow2']), hello);
  const forXen = describeAppliance(
    {
      ...plan,
      arch: 'aarch64',
      formats: ['qcow2'],
      targets: ['kvm', 'xen'],
      disks: [{ name: 'os' }, { name: 'data', use: 'user' }],
    } as unknown as Plan,
    built,
  );
  const [full, xen] = forXen.boots;
  assert.deepEqual([full?.type, full?.arch, full?.os], ['hvm', 'aarch64', { loader: 'hd' }]);
  assert.deepEqual([xen?.type, xen?.arch, xen?.os], ['xen', 'aarch64', { loader: 'pygrub' }]);
  assert.deepEqual(
    xen?.drives.map(({ target }) => target),
    ['xvda', 'xvdb'],
  );
  assert.deepEqual(
    forXen.disks.map(({ use }) => use),
    ['system', 'user'],
  );
  const vmdk = describe(
    ['vmdk', 'raw'],
    built.filter(({ format }) => format === 'vmdk'),
  );
  assert.deepEqual(
    vmdk.disks.map(({ file }) => file),
    ['hello-os.vmdk', 'hello-data.vmdk'],
  );
  assert.deepEqual(
    [0, 25, 26, 701, 702].map((index) => driveName(index)),
    ['vda', 'vdz', 'vdaa', 'vdzz', 'vdaaa'],
  );
});
