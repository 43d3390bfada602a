import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { formats } from '../../../src/appliance/formats.ts';
import { chooseFiles } from '../../../src/cli/boot/boot-command.ts';
import { manifestOf } from '../../support/manifests.ts';

test('no file of a boot has a name that an artifact may not have, whatever the format', async (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'boot-files-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const combinations = formats.map((format) => ({ format, firmware: 'bios' }) as const);
  const subject = { directory, manifest: manifestOf(), test: { expect: ['login:'], combinations } };
  for (const record of [false, true]) {
    const filesOf = chooseFiles(path.join(directory, 'box.xml'), { record }, subject);
    for (const combination of combinations) await filesOf(combination);
  }
  const names = readdirSync(directory);
  assert.equal(names.length, 2 * formats.length);
  assert.deepEqual(
    names.filter((name) => !/^[\w.-]+$/.test(name)),
    [],
  );
  assert.ok(names.includes('box-boot-qcow2-zstd-bios.log'));
  assert.ok(names.includes('boot-vmdk-monolithicFlat-bios.log'));
});
