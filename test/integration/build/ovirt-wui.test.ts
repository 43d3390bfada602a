// The example of 2008 made current: one image for both firmwares, a service, and data on a disk of its own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { probe, readExt, sha256Of, tableOf, toRaw } from '../../support/inspect-disk.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { get, post, startMachine } from './machine.ts';

test('examples/ovirt-wui.ks boots under both firmwares and serves its pages from the data disk', async (t) => {
  const directory = temporaryDirectory(t);
  const out = path.join(directory, 'out');
  const disks = ['--disk', 'os=5G', '--disk', 'data=1G'];
  // The machine below boots it from its BIOS.
  const options = [...disks, '--format', 'qcow2', '--boot-test', '--firmware', 'uefi'];
  const places = ['--cache-dir', sharedCache, '--out', out];
  const built = await runCli(['build', 'examples/ovirt-wui.ks', ...options, ...places]);
  assert.equal(built.code, 0, built.stderr);
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;
  const [os, data] = ['ovirt-wui-os.qcow2', 'ovirt-wui-data.qcow2'].map((name) => path.join(out, name));
  assert.ok(os && data);

  await t.test('login and "Started ovirt-wui.service" were seen under UEFI', () => {
    assert.deepEqual(
      manifest.boot.map(({ format, firmware, verdict }) => [format, firmware, verdict]),
      [['qcow2', 'uefi', 'passed']],
    );
    for (const { consoleLog } of manifest.boot) {
      const text = readFileSync(path.join(out, consoleLog), 'utf8');
      assert.match(text, /ovirt-wui login:/);
      assert.match(text, /Started .*ovirt-wui\.service/);
      assert.doesNotMatch(text, /\[.*FAILED.*\]/);
    }
  });

  await t.test('the disks have the sizes asked for', () => {
    assert.deepEqual(
      manifest.disks.map(({ disk, virtualBytes }) => [disk, virtualBytes]),
      [
        ['os', 5 * 2 ** 30],
        ['data', 2 ** 30],
      ],
    );
  });

  await t.test('under a BIOS the web application answers, and what is posted lands on the data disk', async () => {
    const before = [sha256Of(os), sha256Of(data)];
    await using machine = await startMachine({ disks: [os, data], memoryMiB: 768, guestPort: 8080, directory });
    const lines = await machine.serial.until(/ovirt-wui login:/);
    assert.deepEqual(
      lines.filter((line) => /\[.*FAILED.*\]/.test(line)),
      [],
    );
    await machine.console(/Started .*ovirt-wui\.service/);
    const url = `http://127.0.0.1:${machine.port}/`;
    const first = await get(url, 120);
    assert.equal(first.status, 200);
    assert.match(first.body, /<h1>oVirt hosts<\/h1>.*<li>node1\.example\.org</);
    const body = new URLSearchParams({ host: 'node2.example.org' });
    const posted = await post(url, body, 30);
    assert.deepEqual([posted.status, posted.location], [303, '/']);
    assert.match((await get(url, 30)).body, /<li>node2\.example\.org</);
    await machine.powerDown();

    const [osOverlay, dataOverlay] = machine.overlays.map((overlay) => toRaw(overlay, directory));
    assert.ok(osOverlay && dataOverlay);
    const [partition] = tableOf(dataOverlay).partitions;
    assert.ok(partition);
    assert.equal(probe(dataOverlay, partition.startBytes)['LABEL'], 'ovirt-data');
    assert.equal(readExt(dataOverlay, partition.startBytes, '/hosts.txt'), 'node1.example.org\nnode2.example.org\n');
    assert.deepEqual([sha256Of(os), sha256Of(data)], before, 'the published disks stay as they were');
  });
});
