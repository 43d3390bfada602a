import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { repository, temporaryDirectory } from '../../support/run-cli.ts';

/** Its child holds the file's standard output, for whose end node's runner waits, too. */
const hanging = `
  import { execFileSync } from 'node:child_process';
  import { test } from 'node:test';
  test('hangs', () => execFileSync('sleep', ['1000'], { stdio: 'inherit' }));`;

test('a file of tests that hangs is killed with what it has started, and has failed', async (t) => {
  const folder = temporaryDirectory(t);
  const [file, runner] = ['hanging.test.mjs', 'runner.mjs'].map((name) => path.join(folder, name)) as [string, string];
  writeFileSync(file, hanging);
  const script = `
    import { run } from 'node:test';
    import { limitFiles } from ${JSON.stringify(path.join(repository, 'test/file-limit.ts'))};
    const events = run({ files: [${JSON.stringify(file)}] });
    limitFiles(events, 1000);
    events.on('test:fail', ({ name }) => console.log('failed', name)).resume();`;
  writeFileSync(runner, script);
  // With it, node's runner takes itself for one of its files, and starts none.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [runner], { env });
  assert.equal(stdout, `failed ${file}\n`);
  assert.equal(stderr, `${file} has not ended in time and is killed\n`);
});
