// An appliance for aarch64 is built and booted on a machine of another architecture, all of it emulated. It takes long, so it is not
// among the tests that always run: npm run build && npm run test:aarch64 (as root, with the network).
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { readDescriptor } from '../../src/descriptor/read.ts';
import type { Manifest } from '../../src/report/manifest/manifest.ts';
import { readExt, tableOf, tool, toRaw } from '../support/inspect-disk.ts';
import { startLibvirt } from '../support/libvirt.ts';
import { repository, runCli, temporaryDirectory } from '../support/run-cli.ts';

const kickstart = `lang C.UTF-8
timezone Etc/UTC --utc
network --bootproto=dhcp --hostname=arm
rootpw --plaintext arm-root
bootloader --timeout=1 --append="console=ttyAMA0"
clearpart --all --initlabel --disklabel=gpt
part /boot/efi --fstype=efi --size=64
part / --fstype=ext4 --size=1200
%packages
linux-image-cloud-arm64
%end
%post
# Else thousands of modules are looked at, each by programs that are emulated.
echo MODULES=list > /etc/initramfs-tools/conf.d/modules
printf '%s\\n' virtio_pci virtio_blk ext4 >> /etc/initramfs-tools/modules
test "$(uname -m)" = aarch64
dpkg --print-architecture > /etc/architecture-of-post
%end
`;

/** Interpreters that the kernel starts for programs of others, by name. */
const interpreters = () =>
  tool('unshare', '--mount', 'sh', '-c', 'mount -t binfmt_misc binfmt_misc /mnt && ls /mnt').trim().split('\n').sort();

test('an appliance for aarch64 is built and boots', async (t) => {
  const directory = temporaryDirectory(t);
  const at = (name: string) => path.join(directory, name);
  writeFileSync(at('arm.ks'), kickstart);
  const cache = path.join(repository, '.cache/aarch64');
  const args = ['build', at('arm.ks'), '--arch', 'arm64', '--format', 'qcow2', '--boot-test', '--install-tools'];
  const build = [...args, '--cache-dir', cache, '--out', at('out')];
  const before = interpreters();

  const killed = await runCli(build, { signalAt: { line: /^✓ resolve/, signal: 'SIGKILL' } });
  assert.equal(killed.code, 137);
  const built = await runCli(build);
  assert.equal(built.code, 0, built.stderr);
  assert.match(built.stderr, /programs of aarch64 are run by/);
  assert.deepEqual(interpreters(), before, 'neither a build that was killed nor one that ended leaves an interpreter');

  const manifest = JSON.parse(readFileSync(at('out/manifest.json'), 'utf8')) as Manifest;
  assert.equal(manifest.arch, 'aarch64');
  assert.deepEqual([...new Set(manifest.packages.map(({ arch }) => arch))].sort(), ['all', 'arm64']);
  assert.deepEqual(
    manifest.boot.map(({ format, firmware, accelerator, verdict }) => [format, firmware, accelerator, verdict]),
    [['qcow2', 'uefi', 'tcg', 'passed']],
  );
  // The machine that libvirt makes of it comes up, too.
  t.after(startLibvirt());
  const deployed = await runCli(['deploy', at('out/arm.xml'), '--name', 'arm-test', '--wait-boot', '--install-tools']);
  assert.equal(deployed.code, 0, deployed.stderr);
  assert.match(deployed.stdout, /as qemu with uefi$/m);
  assert.equal((await runCli(['undeploy', 'arm-test', '--force'])).code, 0);
  assert.equal(readDescriptor(readFileSync(at('out/arm.xml'), 'utf8')).boots[0]?.arch, 'aarch64');
  const raw = toRaw(at('out/arm-sda.qcow2'), directory);
  const [esp, root] = tableOf(raw).partitions;
  assert.equal(esp?.type, 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B');
  assert.equal(root?.type, 'B921B045-1DF0-41C3-AF44-4C6F280D3FAE');
  assert.equal(readExt(raw, root.startBytes, '/etc/architecture-of-post').trim(), 'arm64');
});
