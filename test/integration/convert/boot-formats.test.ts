// A small disk of every format, booted through an overlay: firmware, boot loader and kernel read it as QEMU's driver shows it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { diskFormat, type Format, formats } from '../../../src/appliance/formats.ts';
import { bootAppliance } from '../../../src/boottest/boot.ts';
import { type AcceleratorVerdict, probeAccelerator } from '../../../src/boottest/machine/accelerator.ts';
import { convertDisks } from '../../../src/convert/convert.ts';
import { unpackDisk } from '../../../src/convert/packed/unpack.ts';
import { sha256OfFile } from '../../../src/host/files/checksum.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { keptRoot } from '../../support/kept-roots.ts';
import { bootTree, grubConfig, kernelOf, makeDisk, rootUuid, systemPath } from '../boottest/fixture.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'boot-formats-'));
const source = path.join(scratch, 'disk');
const runner = createRunner({ signal: new AbortController().signal, log: () => undefined, env: systemPath });
let accelerator: AcceleratorVerdict;

before(async () => {
  const root = await keptRoot('configure');
  const tree = bootTree(root, path.join(scratch, 'tree'));
  const kernelArguments = `root=UUID=${rootUuid} ro console=ttyS0`;
  const config = grubConfig(tree, { kernelArguments, initrd: true, serial: true });
  makeDisk({ file: source, tree, sizeMiB: 80, grubConfig: config, bios: true, uefi: false }, scratch);
  const cacheFile = path.join(os.tmpdir(), 'appliance-build-accelerator.json');
  accelerator = await probeAccelerator({ runner, arch: 'x86_64', kernel: kernelOf(root), cacheFile });
});
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

async function convert(format: Format, folder: string) {
  const target = path.join(folder, `small.${diskFormat(format).suffix}`);
  const options = { concurrency: 2, store: undefined, scratch: folder };
  const { disks } = await convertDisks(runner, [{ disk: 'small', format, source, target }], options);
  return disks[0] ?? assert.fail();
}

for (const format of formats) {
  test(`a ${format} disk boots, and stays as it was`, async () => {
    const folder = path.join(scratch, format.replace(':', '-'));
    fs.mkdirSync(folder);
    const disk = await convert(format, folder);
    const { packed } = diskFormat(format);
    const unpacked = path.join(folder, 'unpacked');
    if (packed !== undefined) await unpackDisk(runner, packed, disk.path, unpacked);
    const verdict = await bootAppliance({
      runner,
      arch: 'x86_64',
      disks: [{ name: 'small', format, path: packed === undefined ? disk.path : unpacked }],
      memoryMiB: 512,
      vcpus: 1,
      interfaces: 1,
      firmware: 'bios',
      expect: [/EXT4-fs \(vda3\): mounted filesystem/],
      accelerator,
      logFile: path.join(folder, 'console.log'),
      screenshotFile: path.join(folder, 'screen.png'),
      workDir: folder,
    });
    assert.equal(verdict.verdict, 'passed', verdict.reason);
    assert.equal(verdict.format, format);
    assert.equal(await sha256OfFile(disk.path), disk.sha256);
    if (disk.extent !== undefined) assert.equal(await sha256OfFile(disk.extent.path), disk.extent.sha256);
  });
}
