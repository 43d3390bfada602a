import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { legalName, legalPath, matrixSuffix, nthName, takeName } from '../../../../src/action/artifacts/names.ts';

test('names become legal for the artifact service, and legal ones stay as they are', () => {
  const cases = [
    ['appliance-web', 'appliance-web'],
    ['Grüße 日本', 'Grüße 日本'],
    ['web_1.0+x', 'web_1.0+x'],
    ['feature/login', 'feature-login'],
    ['a:b<c>d|e*f?g"h\\i', 'a-b-c-d-e-f-g-h-i'],
    ['two\r\nlines', 'two-lines'],
    ['::error::x', 'error-x'],
    ['x##[error]y', 'x##-[error]y'],
    ['', 'appliance'],
    ['..', 'appliance'],
    ['../../etc', 'etc'],
    ['.hidden.', 'hidden'],
    ['evil\u202egpj', 'evilgpj'],
    ['CON', '_CON'],
    ['nul.qcow2', '_nul.qcow2'],
    ['a\ud800b', 'a-b'],
    ['a\u0000b\u2028c', 'a-b-c'],
  ] as const;
  assert.deepEqual(
    cases.map(([text]) => legalName(text)),
    cases.map(([, name]) => name),
  );
  assert.equal(legalPath('boot/../logs/a:b.log'), 'boot/appliance/logs/a-b.log');
});

test('whatever the text, its name passes what the client and the service check, and keeps its name once it has one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const name = legalName(text);
      assert.match(name, /^[^":<>|*?\r\n\\/\u0000-\u001f]+$/);
      assert.ok(Buffer.byteLength(name) <= 200);
      assert.ok(!/^\.|\.$|##\[/.test(name));
      assert.equal(legalName(name), name);
    }),
    { numRuns: 500 },
  );
});

test('long names are cut to different names', () => {
  const [one, other] = [legalName('ü'.repeat(200)), legalName(`${'ü'.repeat(200)}x`)];
  assert.notEqual(one, other);
  assert.ok(Buffer.byteLength(one) <= 200 && Buffer.byteLength(one) > 190);
});

test('a name that is taken gets a number, before the ending of a file', () => {
  assert.deepEqual(
    [
      nthName('web', 1, false),
      nthName('web-1.0', 2, false),
      nthName('web-os.qcow2', 3, true),
      nthName('a.b/c', 2, true),
    ],
    ['web', 'web-1.0-2', 'web-os-3.qcow2', 'a.b/c-2'],
  );
  const taken = new Set<string>();
  assert.deepEqual(
    ['web', 'WEB', 'web-2', 'web'].map((name) => takeName(name, taken)),
    ['web', 'WEB-2', 'web-2-2', 'web-3'],
  );
});

test('a matrix gives its values to the name, but for those that the appliance is named by anyway', () => {
  const cases = [
    [undefined, ''],
    [{}, ''],
    [{ kickstart: 'images/web.ks', name: 'web' }, ''],
    [{ kickstart: 'web.ks', arch: 'aarch64' }, 'aarch64'],
    [{ arch: 'x86_64', format: 'qcow2', 'runs-on': 'ubuntu-24.04' }, 'x86_64-qcow2'],
    [{ release: 43, live: true }, '43-true'],
    [{ branch: 'feature/a b' }, 'feature-a-b'],
    [{ empty: '' }, ''],
  ] as const;
  assert.deepEqual(
    cases.map(([matrix]) => matrixSuffix(matrix, ['web'])),
    cases.map(([, suffix]) => suffix),
  );
  assert.equal(matrixSuffix({ kickstart: 'a/web.ks', name: 'a-web' }, ['a-web']), '');
});

test('values of a matrix that are no scalars, or are long, still tell jobs apart', () => {
  const suffix = (value: unknown) => matrixSuffix({ value }, ['web']);
  assert.match(suffix({ os: 'debian' }), /^[0-9a-f]{8}$/);
  assert.notEqual(suffix({ os: 'debian' }), suffix({ os: 'fedora' }));
  assert.notEqual(suffix(`${'x'.repeat(100)}1`), suffix(`${'x'.repeat(100)}2`));
  assert.ok(suffix('x'.repeat(100)).length <= 60);
});
