import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { findFirmware } from '../../../src/boottest/machine/firmware.ts';
import { type Machine, qemuArguments } from '../../../src/boottest/machine/qemu.ts';

const machine: Machine = {
  arch: 'x86_64',
  accelerator: 'tcg',
  cpu: 'max',
  memoryMiB: 512,
  vcpus: 2,
  disks: [
    { overlayPath: '/w/overlay1.qcow2', name: 'os', order: 1 },
    { overlayPath: '/w/overlay2.qcow2', name: 'a-data-disk-with-a-long-name', order: 2 },
  ],
  firmware: 'bios',
  serialSocket: '/tmp/s/serial.sock',
  firmwareSocket: '/tmp/s/firmware.sock',
  qmpSocket: '/tmp/s/qmp.sock',
  interfaces: 1,
};

const secure = { code: '/fw/CODE.secboot.fd', vars: '/w/vars.fd', secureBoot: true };

/** The values of an option that may be given several times. */
function valuesOf(option: string, args: readonly string[]): string[] {
  return args.flatMap((word, index) => (args[index - 1] === option ? [word] : []));
}

const cases: readonly (readonly [string, Partial<Machine>, string, readonly string[]])[] = [
  ['TCG', {}, '-machine', ['q35,vmport=off,accel=tcg']],
  ['KVM', { accelerator: 'kvm', cpu: 'host' }, '-machine', ['q35,vmport=off,accel=kvm']],
  ['the CPU model', { accelerator: 'kvm', cpu: 'host' }, '-cpu', ['host']],
  [
    'a vsock for systemd',
    { notify: { cid: 77, port: 4711 } },
    '-device',
    [
      'virtio-rng-pci,rng=rng0',
      'isa-debugcon,iobase=0x402,chardev=firmware',
      'pvpanic-pci',
      'virtio-blk-pci,drive=disk1,bootindex=1,serial=os',
      'virtio-blk-pci,drive=disk2,bootindex=2,serial=a-data-disk-with-a-l',
      'virtio-net-pci,netdev=net0,romfile=',
      'vhost-vsock-pci,guest-cid=77',
    ],
  ],
  [
    'and where it is',
    { notify: { cid: 77, port: 4711 } },
    '-smbios',
    ['type=11,value=io.systemd.credential:vmm.notify_socket=vsock-stream:2:4711'],
  ],
  ['the machine of ARM', { arch: 'aarch64', cpu: 'cortex-a72' }, '-machine', ['virt,accel=tcg']],
  ['no VGA with ARM', { arch: 'aarch64' }, '-vga', []],
  ['memory in MiB', { memoryMiB: 1024 }, '-m', ['1024']],
  ['virtual CPUs', { vcpus: 4 }, '-smp', ['4']],
  [
    'disks in order, serial numbers cut to 20 bytes, BIOS without flash',
    {},
    '-drive',
    [
      'if=none,id=disk1,file=/w/overlay1.qcow2,format=qcow2,cache=unsafe,discard=unmap',
      'if=none,id=disk2,file=/w/overlay2.qcow2,format=qcow2,cache=unsafe,discard=unmap',
    ],
  ],
  [
    'UEFI with a private copy of the variables',
    { firmware: { code: '/fw/CODE.fd', vars: '/w/vars.fd', secureBoot: false }, disks: [] },
    '-drive',
    ['if=pflash,format=raw,unit=0,readonly=on,file=/fw/CODE.fd', 'if=pflash,format=raw,unit=1,file=/w/vars.fd'],
  ],
  ['Secure Boot: System Management Mode …', { firmware: secure }, '-machine', ['q35,vmport=off,accel=tcg,smm=on']],
  [
    '… which alone writes the variables',
    { firmware: secure },
    '-global',
    ['driver=cfi.pflash01,property=secure,value=on'],
  ],
  ['no Secure Boot: no such flash', {}, '-global', []],
  ['no network', { interfaces: 0 }, '-netdev', []],
  ['two interfaces', { interfaces: 2 }, '-netdev', ['user,id=net0,ipv4=on,ipv6=on', 'user,id=net1,ipv4=on,ipv6=on']],
  ['a reboot or a panic ends the machine', {}, '-action', ['panic=shutdown,reboot=shutdown,watchdog=shutdown']],
  [
    'we listen, QEMU connects; a comma in a path is doubled',
    {},
    '-chardev',
    [
      'socket,id=serial,path=/tmp/s/serial.sock,server=off',
      'socket,id=firmware,path=/tmp/s/firmware.sock,server=off',
      'socket,id=qmp,path=/tmp/s/qmp.sock,server=off',
    ],
  ],
];

for (const [name, change, option, expected] of cases) {
  test(`QEMU's arguments: ${name}`, () => {
    assert.deepEqual(valuesOf(option, qemuArguments({ ...machine, ...change })), expected);
  });
}

test("QEMU's arguments: each disk has its place in the boot order", () => {
  const devices = valuesOf('-device', qemuArguments(machine)).filter((device) => device.startsWith('virtio-blk'));
  assert.deepEqual(devices, [
    'virtio-blk-pci,drive=disk1,bootindex=1,serial=os',
    'virtio-blk-pci,drive=disk2,bootindex=2,serial=a-data-disk-with-a-l',
  ]);
});

test("QEMU's arguments: a machine of ARM has a screen, and no port on which a BIOS tells of itself", () => {
  const devices = valuesOf('-device', qemuArguments({ ...machine, arch: 'aarch64' }));
  assert.ok(devices.includes('ramfb'));
  assert.ok(!devices.some((device) => device.startsWith('isa-')));
});

test('the first firmware that is complete is taken', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'firmware-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const location = (name: string) => ({
    code: path.join(folder, `${name}-code.fd`),
    vars: path.join(folder, `${name}-vars.fd`),
  });
  writeFileSync(location('half').code, '');
  writeFileSync(location('whole').code, '');
  writeFileSync(location('whole').vars, '');
  const among = (...names: readonly string[]) => {
    const locations = names.map(location);
    return { name: 'OVMF', hint: '', locations: { uefi: locations, 'uefi-secure': locations } };
  };
  const found = among('none', 'half', 'whole');
  assert.deepEqual(await findFirmware(found, 'uefi'), { ...location('whole'), secureBoot: false });
  assert.deepEqual(await findFirmware(found, 'uefi-secure'), { ...location('whole'), secureBoot: true });
  const missing = { kind: 'tool', code: 'firmware-missing' };
  await assert.rejects(findFirmware(among('half'), 'uefi'), missing);
  await assert.rejects(findFirmware(among(), 'uefi-secure'), { ...missing, message: /Secure Boot/ });
});
