import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crypttabText } from '../../../src/configure/effects/storage/encryption.ts';
import { rootArguments } from '../../../src/plan/volumes/boot-volumes.ts';
import { volumesOf } from '../../../src/plan/volumes/volumes.ts';
import { errorsOf, planOf } from '../../support/plan-text.ts';

const boot = 'part /boot --size=300\n';
const encrypted = '--encrypted --passphrase=correct-horse';

test('the guest opens what is encrypted, / in the initramfs, and no plan has the passphrase', () => {
  const plan = planOf(`${boot}part / --size=2000 ${encrypted}\npart /srv --size=400 --fstype=xfs ${encrypted}\n`);
  const [root, data] = volumesOf(plan).flatMap(({ filesystem: { encryption } }) => encryption?.uuid ?? []);
  assert.ok(root !== undefined && data !== undefined && root !== data);
  assert.equal(
    crypttabText(plan),
    `luks-${root} UUID=${root} none luks,discard,initramfs\nluks-${data} UUID=${data} none luks,discard\n`,
  );
  assert.equal(rootArguments(plan).at(-1), `rd.luks.uuid=luks-${root}`);
  assert.doesNotMatch(JSON.stringify(plan), /correct-horse/);
  const packages = plan.packages.requested.map(({ name }) => name);
  assert.ok(packages.includes('cryptsetup') && packages.includes('cryptsetup-initramfs'));
});

test('a btrfs with subvolumes is encrypted by its part', () => {
  const plan = planOf(
    `${boot}part btrfs.1 --size=2000 ${encrypted}\nbtrfs none --label=x btrfs.1\nbtrfs / --subvol --name=root x\n`,
  );
  assert.match(crypttabText(plan), /,initramfs$/m);
});

for (const [what, text, expected] of [
  ['a root that holds /boot', `part / --size=2000 ${encrypted}\n`, '1:1 encrypted-boot'],
  ['/boot', `part / --size=2000\npart /boot --size=300 ${encrypted}\n`, '2:1 encrypted-boot'],
  ['vfat', `part / --size=2000\npart /srv --fstype=vfat --size=300 ${encrypted}\n`, '2:1 encrypted-vfat'],
] as const) {
  test(`${what} is not encrypted`, () => assert.deepEqual(errorsOf(text), [expected]));
}
