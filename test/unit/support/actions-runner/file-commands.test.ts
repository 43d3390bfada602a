import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { readArtifacts } from '../../../support/actions-runner/output/artifacts-file.ts';
import { pairs } from '../../../support/actions-runner/output/file-commands.ts';

const workspace = mkdtempSync(path.join(os.tmpdir(), 'file-commands-'));
after(() => rmSync(workspace, { recursive: true }));

test('names and values are read in both forms', () => {
  const text = 'a=b=c\n\nempty=\nmany<<EOF_1\none\r\n\ntwo=2\nEOF_1\nnone<<E\nE\nlast=<<x';
  assert.deepEqual(
    [...pairs(text)],
    [
      ['a', 'b=c'],
      ['empty', ''],
      ['many', 'one\r\n\ntwo=2'],
      ['none', ''],
      ['last', '<<x'],
    ],
  );
});

test('a line of neither form, and a value that does not end, are errors after what came before', () => {
  for (const bad of ['just text', 'a<<', '<<EOF\nx\nEOF', 'a<<EOF\nx\n', 'a<<EOF\nx\nEOF2']) {
    const read = pairs(`first=1\n${bad}`);
    assert.deepEqual(read.next().value, ['first', '1']);
    assert.throws(() => read.next(), /Invalid (format|value)/, bad);
  }
});

test('artifacts are files that exist and images with a digest', () => {
  writeFileSync(path.join(workspace, 'disk.qcow2'), 'disk');
  const digest = `sha256:${createHash('sha256').update('disk').digest('hex')}`;
  const image = `oci://registry.example/a@sha256:${'0'.repeat(64)}`;
  const subjects = new Map<string, string>();
  readArtifacts(`# disks\ndisk.qcow2\nfile://${workspace}/disk.qcow2\n\n${image}\n`, workspace, subjects);
  assert.deepEqual(Object.fromEntries(subjects), {
    'disk.qcow2': digest,
    'registry.example/a': `sha256:${'0'.repeat(64)}`,
  });
});

test('a bad artifact line names itself, and nothing of its file counts', () => {
  const subjects = new Map([['disk.qcow2', 'sha256:other']]);
  for (const bad of ['absent', '.', 'a=b', 'https://example.com/x', 'oci://a@sha256:12', 'disk.qcow2']) {
    assert.throws(() => readArtifacts(`\n${bad}`, workspace, subjects), /entry on line 2/, bad);
  }
  assert.equal(subjects.size, 1);
  assert.throws(() => readArtifacts('#'.repeat(1024 * 1024 + 1), workspace, subjects), /maximum size/);
});
