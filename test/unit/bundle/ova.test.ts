import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { writeOva } from '../../../src/bundle/ova.ts';
import { guestOsOf } from '../../../src/descriptor/vmware/guest-os.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { diskInside, tarMembers } from '../../support/ova.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ova-'));
after(() => fs.rmSync(folder, { recursive: true }));

const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' };
const runner = createRunner({ signal: new AbortController().signal, log: () => undefined, env });
const place = (name: string) => path.join(folder, name);
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A raw disk of 16 MiB, and a streamOptimized vmdk of it. */
function makeDisk(name: string, text: string): { readonly raw: string; readonly vmdk: string } {
  const [raw, vmdk] = [place(`${name}.raw`), place(`${name}.vmdk`)];
  fs.writeFileSync(raw, text.repeat(1000));
  fs.truncateSync(raw, 16 * 1024 ** 2);
  execFileSync('qemu-img', ['convert', '-O', 'vmdk', '-o', 'subformat=streamOptimized', raw, vmdk]);
  return { raw, vmdk };
}

const built = ['box-os', 'box-data'].map((name) => ({ name, ...makeDisk(name, name) }));
const disks = built.map(({ name, vmdk }) => ({
  file: `${name}.vmdk`,
  path: vmdk,
  sha256: sha256(fs.readFileSync(vmdk)),
}));
const machine = {
  name: 'box',
  version: '1.0',
  vcpus: 1,
  memoryMiB: 512,
  firmware: 'bios',
  guest: guestOsOf('debian'),
  interfaces: 1,
  disks: disks.map(({ file, path: disk }) => ({
    file,
    fileBytes: fs.statSync(disk).size,
    capacityBytes: 16 * 1024 ** 2,
  })),
} as const;
const ova = place('box.ova');
await writeOva(runner, { machine, disks: disks.toReversed(), target: ova, epochSeconds: 1_790_000_000 });

test('the descriptor comes first, then the manifest, then the disks in the order of the references', () => {
  assert.deepEqual(
    tarMembers(ova).map(({ name }) => name),
    ['box.ovf', 'box.mf', 'box-os.vmdk', 'box-data.vmdk'],
  );
  const references = execFileSync('tar', ['-xOf', ova, 'box.ovf'], { encoding: 'utf8' }).matchAll(
    /ovf:href="([^"]*)"/g,
  );
  assert.deepEqual(
    [...references].map(([, href]) => href),
    ['box-os.vmdk', 'box-data.vmdk'],
  );
});

test('the manifest has the SHA-256 of every other file, and sha256sum agrees', () => {
  const unpacked = fs.mkdtempSync(place('unpacked-'));
  execFileSync('tar', ['-xf', ova, '-C', unpacked]);
  const checked = execFileSync('sha256sum', ['--check', '--strict', 'box.mf'], { cwd: unpacked, encoding: 'utf8' });
  assert.equal(checked, 'box.ovf: OK\nbox-os.vmdk: OK\nbox-data.vmdk: OK\n');
});

test('the disks inside are the disks, read by QEMU where they lie', () => {
  const members = tarMembers(ova);
  for (const { name, raw } of built) {
    const member = members.find((one) => one.name === `${name}.vmdk`);
    assert.ok(member);
    const compared = execFileSync('qemu-img', ['compare', '-F', 'raw', diskInside(ova, member), raw], {
      encoding: 'utf8',
    });
    assert.match(compared, /identical/);
  }
});

test('xmllint finds the descriptor inside valid', () => {
  const ovf = execFileSync('tar', ['-xOf', ova, 'box.ovf']);
  const args = ['--noout', '--relaxng', 'test/fixtures/ovf/ovf-1.rng', '-'];
  execFileSync('xmllint', args, { input: ovf, stdio: ['pipe', 'ignore', 'pipe'] });
});

test('the same appliance gives the same bytes; another epoch only another time', async () => {
  const again = place('again.ova');
  await writeOva(runner, { machine, disks, target: again, epochSeconds: 1_790_000_000 });
  assert.equal(sha256(fs.readFileSync(again)), sha256(fs.readFileSync(ova)));
  await writeOva(runner, { machine, disks, target: again, epochSeconds: undefined });
  assert.match(execFileSync('tar', ['--utc', '-tvf', again], { encoding: 'utf8' }), /1980-01-01 00:00 box\.ovf/);
});
