import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { rootProgram } from '../../../src/action/program.ts';
import type { ProgressEvent } from '../../../src/report/progress/events.ts';

const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'program-'));
after(() => fs.rm(directory, { recursive: true }));

/** A program in the place of dist/cli.js that does what its text says. */
async function program(text: string, variables = {}, signal = new AbortController().signal) {
  const commandLine = path.join(directory, 'program.mjs');
  await fs.writeFile(commandLine, text);
  const said: string[] = [];
  const run = rootProgram({
    node: process.execPath,
    commandLine,
    isRoot: true,
    directory,
    temporary: directory,
    variables,
    signal,
    onText: (line) => said.push(line),
  });
  return { run, said };
}

test('events are told apart from other output, and everything on standard error is for people', async () => {
  const { run, said } = await program(`
    console.log('{"event":"note","text":"hello"}');
    console.log('{"event": not JSON');
    console.log('plain');
    console.error('::error::forged');
    process.exit(7);`);
  const events: ProgressEvent[] = [];
  const result = await run.run([], { onEvent: (event) => events.push(event) });
  assert.deepEqual(events, [{ event: 'note', text: 'hello' }]);
  assert.deepEqual(result, {
    exitCode: 7,
    stdout: '{"event": not JSON\nplain',
    stderrTail: ['::error::forged'],
  });
  assert.deepEqual(said, ['::error::forged']);
});

test('no token, input or other variable of the job reaches it; proxies and the epoch do', async () => {
  const variables = {
    ACTIONS_RUNTIME_TOKEN: 'a',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'b',
    GITHUB_TOKEN: 'c',
    INPUT_TOKEN: 'd',
    NODE_OPTIONS: '--no-warnings',
    PATH: '/tmp/evil',
    https_proxy: 'http://proxy:3128',
    SOURCE_DATE_EPOCH: '1',
  };
  const { run } = await program(
    'console.log(Object.keys(process.env).sort().join(" ")); console.log(process.env.PATH)',
    variables,
  );
  const [names, searchPath] = (await run.run([])).stdout.split('\n');
  assert.equal(names, 'LC_ALL PATH SOURCE_DATE_EPOCH TMPDIR https_proxy');
  assert.doesNotMatch(searchPath ?? '', /evil/);
});

test('arguments arrive as they are', async () => {
  const { run } = await program('console.log(JSON.stringify(process.argv.slice(2)))');
  const words = ['--name=$(id)', "it's", 'a b', '', '*', '\n'];
  assert.deepEqual(JSON.parse((await run.run(words)).stdout), words);
});

test('a cancelled job ends its input, and it cleans up by itself', async () => {
  const cancel = new AbortController();
  const { run } = await program(
    `process.stdin.resume().on('end', () => { console.log('cleaned up'); process.exit(130); });
     console.log('{"event":"note","text":"ready"}');`,
    {},
    cancel.signal,
  );
  const result = await run.run([], { onEvent: () => cancel.abort() });
  assert.deepEqual([result.exitCode, result.stdout], [130, 'cleaned up']);
});

test('what cannot be started ends with 127', async () => {
  const run = rootProgram({
    node: path.join(directory, 'no-node'),
    commandLine: 'x',
    isRoot: true,
    directory,
    temporary: directory,
    variables: {},
    signal: new AbortController().signal,
    onText: () => undefined,
  });
  assert.equal((await run.run([])).exitCode, 127);
});
