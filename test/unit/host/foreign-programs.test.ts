import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { hostArchitecture } from '../../../src/host/architecture.ts';
import { dropEntry, isShownEntry, registration, shownEntry } from '../../../src/host/foreign/binfmt.ts';
import { exitCodeOfProgram, exitProgram, programPattern } from '../../../src/host/foreign/elf.ts';
import { runForeignPrograms } from '../../../src/host/foreign/foreign-programs.ts';
import { createRunner } from '../../../src/host/program/run.ts';

const architectures = ['x86_64', 'aarch64'] as const;

test('the program that only ends is one that this machine runs', (context) => {
  const host = hostArchitecture();
  if (host === undefined) return context.skip('no appliance is for such a machine');
  const folder = mkdtempSync(path.join(tmpdir(), 'elf-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'program');
  writeFileSync(file, exitProgram(host), { mode: 0o755 });
  assert.equal(spawnSync(file).status, exitCodeOfProgram);
});

for (const arch of architectures) {
  test(`the pattern of ${arch} is that of its programs, and of no other's`, () => {
    const matches = (program: Buffer) => {
      const { magic, mask } = programPattern(arch);
      return magic.every((byte, index) => (byte & (mask[index] ?? 0)) === ((program[index] ?? 0) & (mask[index] ?? 0)));
    };
    for (const other of architectures) assert.equal(matches(exitProgram(other)), other === arch, other);
    const library = exitProgram(arch);
    library.writeUInt16LE(3, 16);
    assert.ok(matches(library), 'position-independent programs are shared objects');
    library.writeUInt16LE(1, 16);
    assert.ok(!matches(library), 'object files are no programs');
  });
}

test('an interpreter is registered as systemd-binfmt would do it', () => {
  assert.equal(
    registration('appliance-build-1', 'aarch64', '/usr/bin/qemu-aarch64-static'),
    ':appliance-build-1:M:' +
      ':\\x7f\\x45\\x4c\\x46\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00' +
      ':\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff' +
      ':/usr/bin/qemu-aarch64-static:OPF',
  );
});

test('an entry that is gone is dropped without a word', async () => {
  const entry = shownEntry('appliance-build-none');
  assert.ok(isShownEntry(entry) && !isShownEntry('/var/tmp/appliance-build-none'));
  await dropEntry(entry);
});

test("this machine's own programs need nothing", async () => {
  const host = hostArchitecture() ?? 'x86_64';
  const log: string[] = [];
  const runner = createRunner({ signal: new AbortController().signal, log: (line) => void log.push(line), env: {} });
  const owner = { own: () => assert.fail('nothing is owned'), disown: () => assert.fail('nothing is owned') };
  await using programs = await runForeignPrograms(runner, host, '/nowhere', owner);
  assert.deepEqual([programs.how, log], [undefined, []]);
});
