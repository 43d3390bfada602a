import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFailureScripts } from '../../../src/build/on-failure.ts';
import { ApplianceError, type Warning } from '../../../src/errors.ts';
import { createRunner, type Runner } from '../../../src/host/program/run.ts';
import { rootFiles } from '../../../src/host/root/root-files.ts';
import type { Script } from '../../../src/kickstart/document.ts';
import type { Reporter } from '../../../src/report/progress/reporter.ts';
import { inPrivateNamespace, log, overlay, runner } from './support.ts';

inPrivateNamespace(import.meta.url);

const at = (line: number) => ({ file: 'test.ks', line, column: 1 });
const script = (section: Script['section'], body: string, more: Partial<Script> = {}): Script => ({
  ...{ section, position: at(20), bodyPosition: at(21), body, interpreter: '/bin/sh', log: undefined },
  ...{ interpreterPosition: at(20), chroot: false, errorOnFail: false },
  ...more,
});
const failed = new ApplianceError({ kind: 'build', code: 'tool-failed', message: 'it failed' });

/** @returns the warnings */
async function run(error: unknown, scripts: readonly Script[], root: string | undefined, scratch: string, by = runner) {
  const warnings: Warning[] = [];
  const reporter: Reporter = {
    step: (_name, _description, work) => work(() => undefined),
    warn: (warning) => void warnings.push(warning),
    note: () => undefined,
    tell: () => undefined,
    timings: [],
  };
  log.length = 0;
  await runFailureScripts(error, { scripts, root, scratch }, { runner: by, reporter });
  return warnings;
}

const scripts = [
  script('onerror', 'echo ran onerror $INSTALL_ROOT; echo > /mnt/sysimage/etc/failed', {
    log: '/mnt/sysimage/root/onerror.log',
  }),
  script('traceback', 'echo ran traceback'),
  script('post', 'echo ran post', { chroot: true }),
];
const ran = () => log.filter((line) => line.startsWith('ran '));

test('%onerror runs after a failure, with the root as far as it came', async () => {
  await using box = await overlay();
  assert.deepEqual(await run(failed, scripts, box.root, box.scratch), []);
  assert.deepEqual(ran(), [`ran onerror ${box.root}`]);
  const files = rootFiles(box.root);
  assert.equal(await files.read('/root/onerror.log'), `ran onerror ${box.root}\n`);
  assert.ok(await files.exists('/etc/failed'));
});

test('it runs without a root, too; what fails about it is a warning at its line, and the next one runs', async () => {
  await using box = await overlay();
  const more = [
    script('onerror', 'exit 3', { errorOnFail: true }),
    script('onerror', 'x', { interpreter: '/no/such/program' }),
    script('onerror', 'test -z "$INSTALL_ROOT" && echo ran none', { log: '/mnt/sysimage/root/onerror.log' }),
  ];
  const warnings = await run(Object.assign(new Error('full'), { code: 'ENOSPC' }), more, undefined, box.scratch);
  assert.deepEqual(ran(), ['ran none']);
  assert.deepEqual(
    warnings.map(({ message, position }) => [message, position?.line]),
    [
      ['the %onerror script failed with exit code 3', 20],
      ['the %onerror script cannot be run: this machine has no /no/such/program to run the %onerror script with', 20],
    ],
  );
});

test('%traceback runs when the program itself fails, and neither runs after a signal', async () => {
  await using box = await overlay();
  await run(new TypeError('a bug'), scripts, box.root, box.scratch);
  assert.deepEqual(ran(), ['ran traceback']);
  const interrupted = new ApplianceError({ kind: 'interrupted', code: 'interrupted', message: 'by SIGINT' });
  await run(interrupted, scripts, box.root, box.scratch);
  assert.deepEqual(ran(), []);
  const signal = AbortSignal.abort('SIGINT');
  const stopped: Runner = createRunner({ signal, log: (line) => void log.push(line), env: {} });
  await run(failed, scripts, box.root, box.scratch, stopped);
  assert.deepEqual(ran(), []);
});
