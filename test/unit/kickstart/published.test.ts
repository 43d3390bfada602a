// Kickstarts in the style of published ones; what each version says to them was measured with the reference.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { VERSIONS, type Version } from '../../../src/kickstart/versions/versions.ts';
import { type Files, readText } from './in-memory.ts';

const FILES: Files = { '/tmp/part-include': 'part / --fstype="ext4" --size=6144\n' };

/** What the first error of each version is about; a version that is not named takes the file. */
const REFUSED: Readonly<Record<string, Partial<Record<Version, RegExp>>>> = {
  'cloud-el9': { RHEL8: /--inst-langs/, RHEL10: /--isUtc/ },
  'live-el10': { RHEL8: /timesource/ },
  'atomic-f43': { F40: /bootc/, F41: /bootc/, F42: /bootc/, RHEL8: /bootc/, RHEL9: /bootc/ },
  'appliance-2014': {
    ...{ F40: /install/, F41: /install/, F42: /install/, F43: /install/, F44: /install/, F45: /install/ },
    ...{ RHEL9: /install/, RHEL10: /install/ },
  },
};

for (const [name, refused] of Object.entries(REFUSED)) {
  const text = readFileSync(`test/fixtures/kickstarts/${name}.ks`, 'utf8');

  test(`${name} is read leniently without an error`, () => {
    const { errors, document } = readText(text, { syntax: 'lenient' }, FILES);
    assert.deepEqual(errors, []);
    for (const version of Object.keys(refused)) {
      const remarks = document.warnings.map(({ message }) => message).join('\n');
      assert.match(remarks, refused[version as Version] ?? /$^/);
    }
  });

  for (const version of VERSIONS) {
    test(`${name} as ${version}`, () => {
      const { errors } = readText(text, { syntax: version }, FILES);
      const expected = refused[version];
      if (expected === undefined)
        assert.deepEqual(
          errors.map(({ message }) => message),
          [],
        );
      else assert.match(errors[0]?.message ?? '', expected);
    });
  }
}
