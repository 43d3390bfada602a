// Paravirtual guests without a hypervisor: Xen's own pygrub reads the disks, and QEMU starts the kernels that lie beside them.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { readDescriptor } from '../../../src/descriptor/read.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { type Changes, smallKickstart } from '../../support/small-appliance.ts';
import { getXenTools } from '../../support/xen-tools.ts';

async function build(t: TestContext, changes: Changes) {
  const directory = temporaryDirectory(t);
  const kickstart = path.join(directory, 'small.ks');
  writeFileSync(kickstart, smallKickstart(changes));
  const out = path.join(directory, 'out');
  const args = ['--target', 'kvm,xen', '--format', 'raw', '--cache-dir', sharedCache, '--out', out];
  const built = await runCli(['build', kickstart, ...args]);
  assert.equal(built.code, 0, built.stderr);
  const at = (name: string) => path.join(out, name);
  const { boots } = readDescriptor(readFileSync(at('small.xml'), 'utf8'));
  execFileSync('sha256sum', ['--quiet', '--strict', '--check', 'SHA256SUMS'], { cwd: out });
  const tools = getXenTools(directory);
  const printed = await runCli(['deploy', at('small.xml'), '--print-xl', '--network', 'bridge=xenbr0']);
  assert.equal(printed.code, 0, printed.stderr);
  writeFileSync(path.join(directory, 'small.cfg'), printed.stdout);
  const configuration = tools.parseXl(path.join(directory, 'small.cfg'));
  return { at, configuration, os: boots.find(({ type }) => type === 'xen')?.os, disk: at('small-sda.raw'), tools };
}

const machine = (disk: string) => ({
  ...{ name: 'small', type: 'pv', memory: 1024, vcpus: 1, vnc: 1 },
  disk: [`format=raw,vdev=xvda,access=rw,target=${disk}`],
  vif: ['bridge=xenbr0'],
});

/** Those of other tests of this suite, so that they share the layer. */
const storage = [...['e2fsprogs', 'xfsprogs', 'btrfs-progs', 'mdadm', 'cryptsetup'], 'cryptsetup-initramfs'];

test('pygrub finds the kernel of an ext4 filesystem', async (t) => {
  const { configuration, os, disk, tools } = await build(t, {});
  assert.deepEqual(os, { loader: 'pygrub' });
  assert.deepEqual(configuration, { ...machine(disk), bootloader: 'pygrub' });
  const found = tools.pygrub(disk);
  assert.equal(found?.kernel.toString('latin1', 0x202, 0x206), 'HdrS', 'Linux/x86 boot protocol');
  assert.ok((found?.initrd.length ?? 0) > 1e6);
  assert.match(found?.cmdline ?? '', /^root=UUID=[0-9a-f-]{36} ro console=tty0 console=ttyS0,115200$/);
});

test('it does not of a btrfs, so that kernel and initrd lie beside the disk, and boot it', async (t) => {
  const parts = ['part / --fstype=btrfs --size=1200'];
  const { at, configuration, os, disk, tools } = await build(t, { parts, packages: storage });
  assert.equal(tools.pygrub(disk), undefined);
  assert.ok(os !== undefined && 'kernel' in os, 'a kernel');
  const { kernel, initrd = '', cmdline = '' } = os;
  assert.deepEqual([kernel, initrd], ['small-vmlinuz', 'small-initrd']);
  assert.match(cmdline, /^root=UUID=\S+ ro console=tty0 console=ttyS0,115200 console=hvc0$/);
  const files = { kernel: at(kernel), ramdisk: at(initrd) };
  assert.deepEqual(configuration, { ...machine(disk), ...files, cmdline });
  assert.match(readFileSync(at('SHA256SUMS'), 'utf8'), / {2}small-vmlinuz\n.* {2}small-initrd\n/);

  const hardware = ['-machine', 'q35,accel=tcg', '-cpu', 'max', '-m', '512', '-nodefaults', '-display', 'none'];
  const image = ['-drive', `if=virtio,format=raw,snapshot=on,file=${disk}`, '-serial', 'stdio'];
  const linux = ['-kernel', at(kernel), '-initrd', at(initrd), '-append', cmdline];
  const qemu = spawn('qemu-system-x86_64', [...hardware, ...image, ...linux], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => qemu.kill('SIGKILL'));
  await once(qemu, 'spawn');
  let said = '';
  for await (const chunk of qemu.stdout) {
    said += String(chunk);
    if (said.includes('small login:') || said.includes('Kernel panic')) break;
  }
  assert.match(said, /small login:/);
});
