import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isOfRequest,
  layerEntryKey,
  lookUp,
  manifestKey,
  manifestLookUp,
  metadataKey,
  packagesKey,
} from '../../../../src/action/cache/keys.ts';

const digest = (digit: string) => digit.repeat(64);
const request = { distribution: 'debian', release: '12', arch: 'amd64', sha256: digest('a') };

test('keys name what an entry holds, from the general to the particular', () => {
  assert.equal(
    packagesKey('appliance-build', request, digest('b')),
    'appliance-build-packages-v1-debian-12-amd64-aaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb',
  );
  assert.equal(
    metadataKey('p', request, digest('c')),
    'p-metadata-v1-debian-12-amd64-aaaaaaaaaaaaaaaa-cccccccccccccccc',
  );
  assert.equal(layerEntryKey('p', request, digest('d')), 'p-layer-v1-amd64-aaaaaaaaaaaaaaaa-dddddddddddddddd');
  assert.equal(manifestKey('p', 'web', '17', '2'), 'p-manifest-v1-web-17-2');
  assert.equal(manifestKey('', 'web', '17', '2'), 'appliance-build-manifest-v1-web-17-2');
});

test('the same request is looked for first, then, for what serves others too, the same distribution', () => {
  assert.deepEqual(lookUp('p', 'packages', request).restoreKeys, [
    'p-packages-v1-debian-12-amd64-aaaaaaaaaaaaaaaa-',
    'p-packages-v1-debian-12-amd64-',
  ]);
  assert.deepEqual(lookUp('p', 'layer', request).restoreKeys, ['p-layer-v1-amd64-aaaaaaaaaaaaaaaa-']);
  const other = { ...request, sha256: digest('f') };
  assert.equal(isOfRequest(packagesKey('p', request, digest('b')), lookUp('p', 'packages', request)), true);
  assert.equal(isOfRequest(packagesKey('p', other, digest('b')), lookUp('p', 'packages', request)), false);
});

test('an appliance never finds the manifest of one whose name begins like its own', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, more) => {
      fc.pre(more !== '' && Buffer.from(name + more).toString() !== Buffer.from(name).toString());
      const key = manifestKey('p', name + more, '1', '1');
      return manifestLookUp('p', name).restoreKeys.every((prefix) => !key.startsWith(prefix));
    }),
  );
});

test('whatever the words, a key is one that the service takes', () => {
  const word = fc.string({ unit: 'binary', maxLength: 2000 });
  fc.assert(
    fc.property(word, word, word, word, (prefix, distribution, release, arch) => {
      const strange = { distribution, release, arch, sha256: digest('a') };
      const { key, restoreKeys } = lookUp(prefix, 'packages', strange);
      for (const one of [key, ...restoreKeys, packagesKey(prefix, strange, digest('b'))]) {
        assert.match(one, /^[^,\s]{1,512}$/);
        assert.ok(restoreKeys.some((near) => one.startsWith(near)));
      }
    }),
  );
  assert.match(manifestKey('p', '\ud800', '1', '1'), /^p-manifest-v1-%EF%BF%BD-1-1$/);
});
