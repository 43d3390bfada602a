import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { requireSelfContained } from '../../../src/convert/self-contained.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { sanePath } from '../../../src/host/root/mount.ts';

const runner = createRunner({ signal: new AbortController().signal, log: () => {}, env: { PATH: sanePath } });

test('a disk that refers to a file of the host is refused, extents of a vmdk beside it are not', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'self-contained-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => path.join(folder, name);
  const image = (...args: string[]) => execFileSync('qemu-img', args);
  image('create', '-q', '-f', 'qcow2', at('whole.qcow2'), '1M');
  image('create', '-q', '-f', 'qcow2', '-b', '/etc/hostname', '-F', 'raw', at('backed.qcow2'));
  image('create', '-q', '-f', 'qcow2', '-o', `data_file=${at('data.raw')}`, at('outside.qcow2'), '1M');
  image('create', '-q', '-f', 'vmdk', '-o', 'subformat=monolithicFlat', at('flat.vmdk'), '1M');
  await requireSelfContained(runner, at('whole.qcow2'), 'qcow2');
  await requireSelfContained(runner, at('flat.vmdk'), 'vmdk');
  for (const name of ['backed.qcow2', 'outside.qcow2'])
    await assert.rejects(requireSelfContained(runner, at(name), 'qcow2'), { code: 'bad-disk', kind: 'input' });
});
