import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { holdsNeverRead, isNeverRead } from '../../../src/configure/initramfs/initramfs-inputs.ts';

describe('what can change an initramfs', () => {
  const table: readonly (readonly [path: string, byInitramfsTools: boolean, byDracut: boolean])[] = [
    ['etc/motd', false, false],
    ['etc/note', false, false],
    ['etc/myapp/config.yml', false, false],
    ['srv/data/hello.txt', false, false],
    ['etc/modules', true, true],
    ['etc/modprobe.d/x.conf', true, true],
    ['etc/initramfs-tools/conf.d/x', true, true],
    ['etc/systemd/network/10-x.link', true, true],
    ['etc/systemd/system/x.service', false, true],
    ['etc/hostname', false, true],
    ['etc/default/keyboard', true, true],
    ['etc/default/grub', false, false],
    ['usr/lib/modules/6.1/x.ko', true, true],
    ['usr/local/bin/x', true, true],
    ['boot/vmlinuz-6.1', true, true],
    ['boot/grub/grub.cfg', false, false],
  ];
  for (const [path, byInitramfsTools, byDracut] of table) {
    test(path, () =>
      assert.deepEqual(
        [isNeverRead(path, 'initramfs-tools'), isNeverRead(path, 'dracut')],
        [!byInitramfsTools, !byDracut],
      ),
    );
  }

  test('folders on the way to what is read are looked into', () => {
    for (const folder of ['etc', 'etc/default', 'etc/systemd', 'usr'])
      assert.equal(isNeverRead(folder, 'initramfs-tools'), false);
  });

  test('names in a folder count only if all of them do', () => {
    assert.deepEqual(
      ['etc', 'etc/default', 'etc/systemd', 'usr/share'].map((folder) => holdsNeverRead(folder, 'initramfs-tools')),
      [true, true, true, true],
    );
    assert.deepEqual(
      ['etc/modprobe.d', 'usr/lib/modules'].map((folder) => holdsNeverRead(folder, 'initramfs-tools')),
      [false, false],
    );
  });
});
