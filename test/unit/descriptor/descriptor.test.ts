import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DescriptorData } from '../../../src/descriptor/data.ts';
import { describeAppliance, driveName } from '../../../src/descriptor/describe.ts';
import { readDescriptor } from '../../../src/descriptor/read.ts';
import { validateDescriptor } from '../../../src/descriptor/validate.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import type { Plan } from '../../../src/plan/plan.ts';

const hello: DescriptorData = {
  name: 'hello',
  version: '1.0',
  arch: 'x86_64',
  vcpus: 2,
  memoryKiB: 524288,
  interfaces: 2,
  graphics: true,
  drives: [
    { disk: 'hello-os.qcow2', target: 'vda' },
    { disk: 'hello-data.qcow2', target: 'vdb' },
  ],
  disks: ['hello-os.qcow2', 'hello-data.qcow2'].map((file, index) => ({
    id: file,
    file,
    use: 'system',
    format: 'qcow2',
    sizeMiB: 5120,
    sha256: String(index).repeat(64),
  })),
};

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

test('xmllint finds it valid by the grammar of 2008, and so do we', () => {
  for (const data of [hello, { ...hello, interfaces: 0, version: undefined }]) {
    const args = ['--noout', '--relaxng', 'test/fixtures/image.rng', '-'];
    execFileSync('xmllint', args, { input: writeDescriptor(data), stdio: ['pipe', 'ignore', 'pipe'] });
    assert.deepEqual(validateDescriptor(data), []);
  }
});

const text = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((value) => value.trim() === value && !/\p{C}/u.test(value));
const count = fc.nat({ max: 40 });

test('whatever XML can hold is read back as it was written', () => {
  const data = fc
    .record(
      {
        name: text,
        version: fc.option(text, { nil: undefined }),
        arch: fc.constantFrom('x86_64', 'i686'),
        vcpus: fc.integer({ min: 1, max: 512 }),
        memoryKiB: fc.nat(),
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
            },
            { noNullPrototype: true },
          ),
          { minLength: 1, maxLength: 5, selector: ({ id }) => id },
        ),
      },
      { noNullPrototype: true },
    )
    .map((fields) => ({ ...fields, drives: fields.disks.map(({ id }) => ({ disk: id, target: undefined })) }));
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
  'a paravirtual guest only': [expected.replace('"hvm"', '"xen"'), /no <boot type="hvm">/],
  'the draft of 2007': [
    '<image><name>x</name><domain><boot type="hvm"><disks><map file="a"/></disks></boot></domain></image>',
    /no <os>/,
  ],
  'two domains': [expected.replace('<storage>', '<domain/><storage>'), /more than one <domain>/],
  'memory in words': [expected.replace('524288', 'much'), /<memory> is not a number/],
  'a drive without storage': [expected.replace('disk="hello-os.qcow2"', 'disk="x"'), /no storage for drive x/],
  'a disk twice': [expected.replace('id="hello-os.qcow2"', 'id="hello-data.qcow2"'), /defined twice/],
  'a name of the language': ['<image><__proto__/></image>', /./],
};
for (const [what, [xml, message]] of Object.entries(refused)) {
  test(`${what} is refused`, () => {
    assert.throws(() => readDescriptor(xml), { code: 'descriptor-invalid', kind: 'input', message });
  });
}

test('what XML cannot hold is refused on writing', () => {
  for (const name of ['a\u0000', 'a\nb', 'a\tb', ' a', '\ud800']) {
    assert.throws(() => writeDescriptor({ ...hello, name }), { code: 'descriptor-invalid' });
  }
});

test('files of other producers are read by the rules of the old tools', () => {
  const xml = `<image><name>old</name><domain>
    <boot type="xen"><guest><arch>i386</arch></guest><os><loader>pygrub</loader></os><drive disk="a"/></boot>
    <boot type='hvm'><guest><arch>i386</arch></guest><os><loader dev='hd'/></os><drive disk='root.raw' target='hda'/></boot>
    <devices><memory> 262144 </memory></devices></domain>
    <storage><disk file="root.raw"/><disk file="s &amp; x" use="scratch" size="10" format="raw"/></storage></image>`;
  const data = readDescriptor(xml);
  assert.equal(data.arch, 'i686');
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
  });
  assert.equal(data.disks[1]?.file, 's & x');
});

test('the strict grammar objects to each deviation', () => {
  const [disk] = hello.disks;
  assert.ok(disk !== undefined);
  const odd = {
    ...hello,
    name: 'a b',
    memoryKiB: 100,
    graphics: false,
    disks: [{ ...disk, file: '../x', format: 'tar' }, disk],
  };
  const problems = validateDescriptor(odd);
  for (const part of ['name', 'memory', 'graphics', 'plain path', 'format']) {
    assert.ok(
      problems.some((problem) => problem.includes(part)),
      part,
    );
  }
  assert.equal(problems.length, 5);
});

test('the descriptor of an appliance names its qcow2 files, or else the first format', () => {
  const plan = {
    name: 'hello',
    version: '1.0',
    arch: 'x86_64',
    vcpus: 2,
    memoryMiB: 512,
    interfaces: 2,
    disks: [{ name: 'os' }, { name: 'data' }],
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
  const vmdk = describe(
    ['vmdk', 'raw'],
    built.filter(({ format }) => format === 'vmdk'),
  );
  assert.deepEqual(
    vmdk.disks.map(({ file }) => file),
    ['hello-os.vmdk', 'hello-data.vmdk'],
  );
  assert.deepEqual([0, 25, 26, 701, 702].map(driveName), ['vda', 'vdz', 'vdaa', 'vdzz', 'vdaaa']);
});
