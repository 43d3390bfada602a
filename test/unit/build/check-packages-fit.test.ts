import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkPackagesFit } from '../../../src/build/check-packages-fit.ts';
import { applianceOf, planOf } from '../../support/plan-text.ts';

const resolution = (installedMiB: number) => ({
  packages: [
    {
      ...{ name: 'a', version: '1', arch: 'amd64', sha256: '' },
      ...{ sizeBytes: (installedMiB / 4) * 2 ** 20, installedBytes: installedMiB * 2 ** 20 },
    },
  ],
  variations: [],
  notes: [],
  warnings: [],
});
const check = (text: string, installedMiB: number) =>
  checkPackagesFit({ appliance: applianceOf(text), plan: planOf(text) }, resolution(installedMiB));

const root = 'part / --size=300\n';

describe('packages that do not fit', () => {
  test('are an error when all of their files will be there', () => {
    assert.throws(() => check(root, 400), { code: 'packages-do-not-fit' });
    assert.deepEqual(check(root, 200), []);
  });

  const reductions: readonly (readonly [text: string, reason: string])[] = [
    [`${root}%packages --excludedocs\n%end\n`, 'documentation is left out'],
    [`${root}%packages --inst-langs=de\n%end\n`, 'translations are left out'],
    [`${root}%post\nrm -r /usr/share/doc\n%end\n`, '%post scripts may remove files'],
  ];
  for (const [text, reason] of reductions) {
    test(`are a warning when ${reason}, and an error when that can hardly suffice`, () => {
      const [warning] = check(text, 400);
      assert.equal(warning?.code, 'packages-do-not-fit');
      assert.equal(warning?.position?.line, 1);
      assert.ok(warning?.message.endsWith(`MiB are missing, unless that suffices: ${reason}`), warning?.message);
      assert.throws(() => check(text, 1200), { code: 'packages-do-not-fit' });
    });
  }
});
