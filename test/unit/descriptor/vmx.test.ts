import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeMachine } from '../../../src/descriptor/vmware/machine.ts';
import { writeVmx } from '../../../src/descriptor/vmware/vmx.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { machine, manyDisks } from './vmware-machine.ts';

function settingsOf(text: string): Map<string, string> {
  const lines = text.trimEnd().split('\n');
  const settings = lines.map((line) => /^([A-Za-z0-9.:]+) = "([^"]*)"$/.exec(line));
  assert.ok(settings.every((setting) => setting !== null));
  const map = new Map(settings.map((setting) => [setting?.[1] ?? '', setting?.[2] ?? '']));
  assert.equal(map.size, lines.length, 'no key twice');
  return map;
}

test('a .vmx has the hardware of the plan', () => {
  const settings = settingsOf(writeVmx(machine));
  const expected = {
    'config.version': '8',
    'virtualHW.version': '13',
    displayName: 'hello',
    guestOS: 'debian10-64',
    firmware: 'bios',
    numvcpus: '2',
    memsize: '1024',
    'scsi0.virtualDev': 'lsilogic',
    'scsi0:0.fileName': 'hello-os.vmdk',
    'scsi0:1.fileName': 'hello-data.vmdk',
    'ethernet0.virtualDev': 'vmxnet3',
    'ethernet1.present': 'TRUE',
  };
  for (const [key, value] of Object.entries(expected)) assert.equal(settings.get(key), value, key);
  assert.equal(settings.has('ethernet2.present'), false);
  assert.equal(settings.has('scsi1.present'), false);
});

test('the encoding stands first, where VMware looks for it', () => {
  assert.match(writeVmx(machine), /^\.encoding = "UTF-8"\n/);
});

test('the sixteenth disk begins the second controller', () => {
  const settings = settingsOf(writeVmx({ ...machine, disks: manyDisks(16) }));
  assert.equal(settings.get('scsi0:15.fileName'), 'disk14.vmdk');
  assert.equal(settings.has('scsi0:7.present'), false);
  assert.equal(settings.get('scsi1:0.fileName'), 'disk15.vmdk');
});

test('a machine of a plan: memory in steps of 4 MiB, EFI only where there is no other way, disks in the order of the plan', () => {
  const plan = {
    name: 'web',
    version: undefined,
    vcpus: 1,
    memoryMiB: 1021,
    interfaces: 1,
    bootLoader: { bios: undefined, uefi: { disk: 'os', partition: 1 } },
    disks: [{ name: 'os' }, { name: 'data' }],
  } as unknown as Plan;
  const built = ['data', 'os'].map((disk) => ({ disk, file: `${disk}.vmdk`, fileBytes: 1, capacityBytes: 512 }));
  const described = describeMachine(plan, 'fedora', built);
  assert.equal(described.memoryMiB, 1024);
  assert.equal(described.firmware, 'efi');
  assert.equal(described.guest.vsphere, 'fedora64Guest');
  assert.deepEqual(
    described.disks.map(({ file }) => file),
    ['os.vmdk', 'data.vmdk'],
  );
  const both = { ...plan, bootLoader: { ...plan.bootLoader, bios: { disk: 'os', bootSector: true } } } as Plan;
  assert.equal(describeMachine(both, 'fedora', built).firmware, 'bios');
});
