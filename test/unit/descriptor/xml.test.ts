import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeDescriptor } from '../../../src/descriptor/decode.ts';
import { attribute, elements, parseXml, placeOf, textOf, writeXml } from '../../../src/descriptor/xml.ts';

const textIn = (xml: string) => textOf(parseXml(`<a>${xml}</a>`, 'a'));

describe('text of an element', () => {
  test('is that of its CDATA as it stands, in its place among the rest', () => {
    assert.equal(textIn('<![CDATA[a & b]]>'), 'a & b');
    assert.equal(textIn('<![CDATA[a &amp; c]]>'), 'a &amp; c');
    assert.equal(textIn('1 &lt; <![CDATA[2 <]]> 3<!-- <![CDATA[ --> &amp;<![CDATA[]]> 4'), '1 < 2 < 3 & 4');
    assert.equal(textIn('<![CDATA[<b>&x;</b>]]>'), '<b>&x;</b>');
  });
  test('is whatever CDATA can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        fc.pre(!text.includes(']]>'));
        assert.equal(textIn(`<![CDATA[${text}]]>`), text.trim());
      }),
    );
  });
  test('is nothing that stands beside the root', () => {
    for (const xml of ['<a/><![CDATA[x]]>', '<![CDATA[x]]><a/>'])
      assert.throws(() => parseXml(xml, 'a'), { code: 'descriptor-invalid' }, xml);
  });
});

test('line ends and tabs of an attribute are blanks, unless they are written by their numbers', () => {
  const value = (written: string) => attribute(parseXml(`<a b="${written}"/>`, 'a'), 'b');
  assert.equal(value('x\ny\r\nz\tw'), 'x y z w');
  assert.equal(value('x&#10;y&#9;z&#xd;w'), 'x\ny\tz\rw');
});

test('elements know where they begin', () => {
  const xml = '<a>\r\n  <b/><c>x</c>\r\n  <b>y</b></a>';
  const root = parseXml(xml, 'a');
  assert.deepEqual(
    elements(root, 'b').map((element) => xml.slice(placeOf(element))),
    ['<b/><c>x</c>\r\n  <b>y</b></a>', '<b>y</b></a>'],
  );
});

describe('what is written can be printed', () => {
  const texts = [
    '##[error]x',
    'one\n::set-env name=A::b\n  ::warning::c\n\n::x',
    '::first',
    'a\u202eb\u2066c\u200bd\ufeffe\u2028f',
  ];
  for (const text of texts) {
    test(JSON.stringify(text), () => {
      const written = writeXml({ a: { description: text, b: { '@c': text.replaceAll('\n', ' ') } } });
      assert.doesNotMatch(written, /##\[|^\s*::|[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/m);
      const root = parseXml(written, 'a');
      assert.equal(textOf(elements(root, 'description')[0] ?? {}), text);
      assert.equal(attribute(elements(root, 'b')[0] ?? {}, 'c'), text.replaceAll('\n', ' '));
    });
  }
  test('and controls that terminals obey are refused', () => {
    for (const control of ['\u0080', '\u0085', '\u009b31m', '\u009f', '\u007f'])
      assert.throws(() => writeXml({ a: { label: `x${control}` } }), { code: 'descriptor-invalid' });
  });
  test('while other text stays as it is', () => {
    assert.match(writeXml({ a: { b: 'a::b # [c] é 日本' } }), /<b>a::b # \[c\] é 日本<\/b>/);
  });
});

describe('bytes of a descriptor', () => {
  const bytes = (encoding: string | undefined, latin: string) =>
    Buffer.from(
      `<?xml version="1.0"${encoding === undefined ? '' : ` encoding='${encoding}'`}?><a>${latin}</a>`,
      'latin1',
    );
  const decoded = (encoding: string | undefined, latin: string) =>
    textOf(parseXml(decodeDescriptor(bytes(encoding, latin)), 'a'));
  test('are UTF-8 unless they say otherwise', () => {
    for (const encoding of [undefined, 'UTF-8', 'utf-8', 'US-ASCII'])
      assert.equal(decoded(encoding, '\u00c3\u00a9'), 'é', encoding);
    assert.equal(decodeDescriptor(Buffer.from('\ufeff<a/>')), '<a/>');
  });
  test('may be ISO-8859-1', () => {
    assert.equal(decoded('ISO-8859-1', '\u00e9.raw'), 'é.raw');
  });
  test('of another encoding, or none that it is, are refused', () => {
    for (const [encoding, latin, message] of [
      [undefined, '\u00e9.raw', /no UTF-8/],
      ['UTF-8', '\u00e9.raw', /no UTF-8/],
      ['windows-1252', '', /encoding is windows-1252/],
      ['ISO-8859-15', '', /encoding is ISO-8859-15/],
    ] as const)
      assert.throws(() => decoded(encoding, latin), { code: 'descriptor-invalid', kind: 'input', message });
    assert.throws(() => decodeDescriptor(Buffer.from('\ufeff<a/>', 'utf16le')), { message: /no UTF-8/ });
  });
});
