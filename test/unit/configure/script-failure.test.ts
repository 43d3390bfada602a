import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { failingLine, scriptError } from '../../../src/configure/scripts/script-failure.ts';
import { guestPathOfLog } from '../../../src/configure/scripts/script-log.ts';
import { position } from './support.ts';

test('finds the line in what real interpreters say', async (context) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'script-'));
  context.after(() => fs.rm(folder, { recursive: true }));
  const cases = [
    ['/bin/sh', 'echo fine\n\nno-such-program\n', 3],
    ['/bin/bash', 'echo fine\nset -u\necho $nothing\n', 3],
    ['/bin/bash', 'true\nif\n', 3],
    ['/usr/bin/perl', 'use strict;\ndie "no";\n', 2],
    ['/bin/sh', 'false\n', undefined],
  ] as const;
  for (const [interpreter, body, line] of cases) {
    const file = path.join(folder, 'ks-script-1');
    await fs.writeFile(file, body);
    const { stderr } = spawnSync(interpreter, [file], { encoding: 'utf8' });
    assert.equal(failingLine(stderr.split('\n'), file), line, `${interpreter}: ${stderr}`);
  }
  assert.equal(
    failingLine(['Traceback', '  File "/tmp/ks-script-1", line 4, in <module>', 'NameError'], '/tmp/ks-script-1'),
    4,
  );
});

test('the error points at the section and names the line in the kickstart', () => {
  const script = {
    ...{ section: 'post' as const, position, bodyPosition: { ...position, line: 8 }, body: 'a\nb\nc\n' },
    ...{ interpreter: '/bin/sh', interpreterPosition: position, chroot: true, errorOnFail: true, log: undefined },
  };
  const file = '/tmp/ks-script-1';
  const error = scriptError(script, { exitCode: 127, output: [`${file}: 3: c: not found`], file });
  assert.equal(error.message, 'the %post script failed with exit code 127 at test.ks:10:1');
  assert.deepEqual(error.position, position);
  assert.deepEqual(error.detail, [`${file}: 3: c: not found`]);
  assert.doesNotMatch(scriptError(script, { exitCode: 1, output: [`${file}: 99: x`], file }).message, / at /);
});

test('the log of a --nochroot script lands in the guest or nowhere', () => {
  assert.equal(guestPathOfLog('/mnt/sysimage/root/post.log'), '/root/post.log');
  assert.equal(guestPathOfLog('/mnt/sysroot/var/log/x'), '/var/log/x');
  assert.equal(guestPathOfLog('/tmp/post.log'), undefined);
  assert.equal(guestPathOfLog('/mnt/sysimages/x'), undefined);
});
