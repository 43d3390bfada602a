// SIGKILL, which nobody can catch, to either of the two processes of a build: the namespace takes everything with it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { readFifo } from '../../support/fifo.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { warmSharedCache, writeKickstart } from '../../support/small-appliance.ts';
import { assertNothingLeft, makeSite } from '../../support/traces.ts';

/** Waits for as long as somebody holds the writing end of the FIFO open, and tells on it that it is there. */
const script = [
  '%post --erroronfail --nochroot',
  "trap '' TERM INT HUP",
  'setsid sleep 1000 &',
  'echo here > "$FIFO_OF_THE_TEST"',
  'sleep 1001',
  '%end',
];

for (const victim of ['outer', 'inner'] as const) {
  test(`kill -KILL of the ${victim} process leaves nothing behind`, async (t) => {
    const site = makeSite(temporaryDirectory(t));
    await warmSharedCache(site);
    const fifo = path.join(site.inputs, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const sections = script.map((line) => line.replace('$FIFO_OF_THE_TEST', fifo));
    const file = writeKickstart(site, 'stuck.ks', { sections });
    let outer = 0;
    const build = runCli(['build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', site.out], {
      env: { TMPDIR: site.temporary },
      onStart: (kill, pid) => {
        outer = pid;
        t.after(() => kill('SIGKILL'));
      },
    });
    assert.equal(await readFifo(fifo, build), 'here\n');
    process.kill(victim === 'outer' ? outer : innerOf(outer), 'SIGKILL');
    const result = await build;
    assert.equal(result.stdout, '');
    if (victim === 'outer') {
      assert.equal(result.code, 137);
      assert.match(result.stderr, /interrupted by the end of the process that started it/);
    } else {
      assert.equal(result.code, 1);
      assert.match(result.stderr, /error: the build was killed\n/);
      assert.match(result.stderr, /ran out of memory/);
    }
    assert.match(result.stderr, /the full log is \S+out\.failed\.log/);
    assert.match(readFileSync(`${site.out}.failed.log`, 'utf8'), /== scripts: /);
    assertNothingLeft(site, `after the death of the ${victim} process`, ['out.failed.log']);
    assert.deepEqual(readdirSync(site.temporary), []);
  });
}

/** The outer process has one child, unshare, and that the inner process. */
function innerOf(outer: number): number {
  const childOf = (pid: number) =>
    Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  return childOf(childOf(outer));
}
