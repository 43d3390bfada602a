import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ApplianceError } from '../../../src/errors.ts';
import { withoutBoots, withoutFigures } from '../../../src/report/manifest/manifest.ts';
import { readManifest } from '../../../src/report/manifest/read-manifest.ts';
import { manifestOf, sha } from '../../support/manifests.ts';

const read = (data: unknown) => readManifest(JSON.stringify(data), 'manifest.json');

/** A manifest with one field, named as `disks.0.file`, set to something else. */
function withField(place: string, value: unknown): unknown {
  const data = structuredClone(manifestOf()) as unknown as Record<string, unknown>;
  const names = place.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<Record<string, unknown>>((one, name) => one[name] as Record<string, unknown>, data);
  holder[last] = value;
  return data;
}

describe('a manifest that build wrote', () => {
  test('is read as it is', () => assert.deepEqual(read(manifestOf()), manifestOf()));
  test('with screenshot and deadline', () => {
    const boot = {
      format: 'qcow2',
      firmware: 'uefi',
      accelerator: 'tcg',
      verdict: 'panic',
      reason: 'the kernel panicked',
      seconds: 3.5,
      consoleLog: 'boot-qcow2-uefi.log',
      screenshot: 'boot-qcow2-uefi.png',
    } as const;
    const combinations = [{ format: 'qcow2', firmware: 'uefi' }] as const;
    const bootTest = { expect: ['a.*b'], timeoutSeconds: 9, combinations };
    const manifest = manifestOf({ boot: [boot], bootTest });
    assert.deepEqual(read(manifest), manifest);
  });
  test('without what was measured, as reproducible output is', () => {
    const { builder, layer, timings } = withoutFigures(manifestOf());
    assert.deepEqual([Object.keys(builder), Object.keys(layer), timings], [['program', 'version'], ['key'], []]);
    assert.deepEqual(read(withoutFigures(manifestOf())), withoutFigures(manifestOf()));
  });
  test('by an older program, without version, boot loader and boot test', () => {
    const { bootTest: _, version: __, bootLoader: ___, ...old } = manifestOf();
    assert.deepEqual(read(old), old);
  });
  test('by a newer program: what is unknown stays away', () =>
    assert.deepEqual(read({ ...manifestOf(), telepathy: true }), manifestOf()));
});

const wrong: readonly (readonly [place: string, value: unknown, says: RegExp])[] = [
  ['schema', 2, /schema must be 1/],
  ['name', '../box', /name must be a file name/],
  ['descriptor', '/etc/passwd', /descriptor must be/],
  ['disks', {}, /disks must be a list/],
  ['disks.0', null, /disks\[0\] must be an object/],
  ['disks.0.file', '../../etc/shadow', /disks\[0\]\.file must be a file name without a folder/],
  ['disks.0.file', '..', /disks\[0\]\.file/],
  ['disks.0.file', '', /disks\[0\]\.file/],
  ['disks.0.file', 'x'.repeat(256), /disks\[0\]\.file/],
  ['disks.0.file', 'a\u0000b', /disks\[0\]\.file/],
  ['disks.0.format', 'qcow', /disks\[0\]\.format must be "raw" or "raw\.zst" or .*"vhdx"/],
  [
    'bundles',
    [{ kind: 'box', file: 'box.box', fileBytes: 1, sha256: sha('a') }],
    /bundles\[0\]\.kind must be "ova" or "vmx"/,
  ],
  ['archive', { kind: 'zip', file: '../box.zip', fileBytes: 1, sha256: sha('a') }, /archive\.file must be a file name/],
  ['disks.0.virtualBytes', -1, /virtualBytes must be a whole number/],
  ['disks.0.virtualBytes', '1', /virtualBytes/],
  ['disks.0.sha256', 'ABC', /sha256 must be a SHA-256 checksum/],
  ['files.0', 'a/b', /files\[0\] must be/],
  ['packages.1.name', 'bash\n::error::', /packages\[1\]\.name must be a text of one line/],
  ['packages.1.version', undefined, /packages\[1\]\.version/],
  ['disks.0.disk', '../../tmp/x', /disks\[0\]\.disk must be a file name without a folder/],
  ['bootTest.expect', ['('], /bootTest\.expect\[0\] must be a regular expression/],
  [
    'bootTest.expect',
    ['login:', 'x*'],
    /bootTest\.expect\[1\] must be a regular expression that matches no empty text/,
  ],
  ['bootTest.expect', [], /bootTest\.expect must be a list that is not empty/],
  ['bootTest.combinations', [], /bootTest\.combinations must be a list that is not empty/],
  ['bootTest.combinations.0.firmware', 'coreboot', /combinations\[0\]\.firmware/],
  ['timings.0.seconds', null, /timings\[0\]\.seconds/],
  ['builder.program', 'other', /builder\.program/],
];

describe('a manifest that build did not write is refused with the place', () => {
  for (const [place, value, says] of wrong) {
    test(`${place}: ${JSON.stringify(value)?.slice(0, 40)}`, () =>
      assert.throws(() => read(withField(place, value)), { kind: 'input', code: 'bad-manifest', message: says }));
  }
  test('no JSON', () => assert.throws(() => readManifest('{', 'x'), { code: 'bad-manifest', message: /no JSON/ }));
  test('inherited fields do not count', () =>
    assert.throws(() => readManifest('{"__proto__": {"schema": 1}}', 'x'), { message: /schema must be/ }));
  test('whatever the JSON', () => {
    const fields = Object.keys(manifestOf());
    const input = fc
      .dictionary(fc.constantFrom(...fields), fc.jsonValue())
      .map((some) => ({ ...manifestOf(), ...some }));
    fc.assert(
      fc.property(input, (data) => {
        try {
          read(data);
        } catch (error) {
          assert.ok(error instanceof ApplianceError, String(error));
        }
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

test('what a boot test adds can be taken away', () => {
  const boot = {
    format: 'qcow2',
    firmware: 'bios',
    accelerator: 'tcg',
    verdict: 'panic',
    reason: 'the kernel panicked',
    seconds: 3.5,
    consoleLog: 'boot-qcow2-bios.log',
    screenshot: 'boot-qcow2-bios.png',
  } as const;
  const plain = manifestOf();
  const files = [...plain.files, boot.consoleLog, boot.screenshot];
  assert.deepEqual(withoutBoots({ ...plain, boot: [boot], files }), { ...plain, boot: [] });
});
