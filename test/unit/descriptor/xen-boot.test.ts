import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pygrubReads, xenBootSource } from '../../../src/descriptor/xen-boot.ts';
import { planOf } from '../../support/plan-text.ts';

const ext = 'part / --fstype=ext4 --size=900';
const cases: readonly (readonly [what: string, lines: readonly string[], reads: boolean])[] = [
  ['an ext4 root', [ext], true],
  ['an ext3 /boot beside an xfs root', ['part /boot --fstype=ext3 --size=300', 'part / --fstype=xfs --size=900'], true],
  ['an xfs root', ['part / --fstype=xfs --size=900'], false],
  ['a btrfs root', ['part / --fstype=btrfs --size=900'], false],
  [
    'a root on LVM',
    ['part pv.1 --size=2000', 'volgroup vg pv.1', 'logvol / --vgname=vg --name=root --size=900'],
    false,
  ],
  [
    'a /boot beside LVM',
    [
      'part /boot --fstype=ext4 --size=300',
      'part pv.1 --size=2000',
      'volgroup vg pv.1',
      'logvol / --vgname=vg --name=root --size=900',
    ],
    true,
  ],
  [
    'a mirror',
    [
      'part raid.1 --size=900 --ondisk=sda',
      'part raid.2 --size=900 --ondisk=sdb',
      'raid / --level=1 --device=root raid.1 raid.2',
    ],
    false,
  ],
  [
    'a /boot on the second disk',
    ['part / --fstype=ext4 --size=900 --ondisk=sda', 'part /boot --fstype=ext4 --size=300 --ondisk=sdb'],
    false,
  ],
];

const kickstart = (lines: readonly string[], loader = '--append="console=ttyS0 quiet"') =>
  [`bootloader ${loader}`, ...lines, '%packages', '%end', ''].join('\n');

for (const [what, lines, reads] of cases) {
  test(`pygrub ${reads ? 'reads' : 'does not read'} ${what}`, () => {
    assert.equal(pygrubReads(planOf(kickstart(lines), { backend: 'apt' })), reads);
  });
}

test('nor entries of the Boot Loader Specification, and no other menu but that of extlinux', () => {
  assert.equal(pygrubReads(planOf(kickstart([ext]), { backend: 'dnf' })), false);
  assert.equal(pygrubReads(planOf(kickstart([ext], '--extlinux'), { backend: 'dnf' })), true);
  assert.equal(pygrubReads(planOf(kickstart([ext], '--location=none'), { backend: 'apt' })), false);
});

test('a kernel beside the disks gets the arguments of the menu, and the console of Xen', () => {
  const plan = planOf(kickstart([ext]));
  assert.deepEqual(xenBootSource(plan, undefined), { loader: 'pygrub' });
  const files = { kernel: 'box-vmlinuz', initrd: undefined };
  const uuid = plan.disks[0]?.partitions.find(({ filesystem }) => filesystem?.mountPoint === '/')?.filesystem?.uuid;
  assert.deepEqual(xenBootSource(plan, files), {
    ...files,
    cmdline: `root=UUID=${uuid} ro console=ttyS0 quiet console=hvc0`,
  });
  const own = planOf(kickstart([ext], '--append="console=hvc0"'));
  assert.match(String(Object.values(xenBootSource(own, files))), /ro console=hvc0$/);
});
