// Who started a build holds the other end of its standard input. When that one is killed, the build stops and leaves nothing.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, truncateSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { describeAppliance } from '../../../src/descriptor/describe.ts';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import { readFifo } from '../../support/fifo.ts';
import { planOf } from '../../support/plan-text.ts';
import { readEvents, theEvent } from '../../support/read-events.ts';
import { repository, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { warmSharedCache, writeKickstart } from '../../support/small-appliance.ts';
import { assertNothingLeft, makeSite, type Site } from '../../support/traces.ts';

const program = path.join(repository, 'dist/cli.js');

/** Says on a FIFO that it is there, and then would sleep for long. */
function stuckKickstart(site: Site): { readonly file: string; readonly fifo: string } {
  const fifo = path.join(site.inputs, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const script = [
    '%post --erroronfail --nochroot',
    "trap '' INT TERM HUP",
    `echo here > ${fifo}`,
    'sleep 1000',
    '%end',
  ];
  return { file: writeKickstart(site, 'stuck.ks', { sections: script }), fifo };
}

const buildArguments = (site: Site, file: string) => [
  ...[program, 'build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', site.out],
  ...['--progress', 'json'],
];

/** Resolves when whoever writes to the stream has ended. */
async function ended(stream: Readable): Promise<void> {
  stream.resume();
  await new Promise((resolve) => stream.once('close', resolve));
}

async function prepared(t: TestContext) {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  execFileSync('rm', ['-rf', path.join(site.directory, 'warm-up')]);
  return { site, ...stuckKickstart(site) };
}

test('the death of the process that holds the pipe stops a build, which leaves nothing', async (t) => {
  const { site, file, fifo } = await prepared(t);
  // It holds both ends of what the build reads and writes, as the JavaScript action does; the fourth is this test's.
  const holder = `
    const { spawn } = require('node:child_process');
    spawn('node', ${JSON.stringify([...buildArguments(site, file), '--stop-at-eof'])}, {
      stdio: ['pipe', 'pipe', 'pipe', 3],
    }).stdout.resume();
    require('node:fs').closeSync(3);
  `;
  const child = spawn('node', ['-e', holder], {
    env: { ...process.env, TMPDIR: site.temporary },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const build = ended(child.stdio[3] as Readable);
  assert.equal(await readFifo(fifo, build), 'here\n');
  const start = performance.now();
  child.kill('SIGKILL');
  await build;
  // How soon an interrupted build ends, signals.test.ts looks at, without a neighbour.
  assert.ok(performance.now() - start < 60_000, 'it did not wait for its script');
  assertNothingLeft(site, 'after the death of the holder', ['out.failed.log']);
  assert.match(readFileSync(`${site.out}.failed.log`, 'utf8'), /error: interrupted by SIGINT\n/);
});

test('the end of the pipe does the same, and is told as an event', async (t) => {
  const { site, file, fifo } = await prepared(t);
  const child = spawn('node', [...buildArguments(site, file), '--stop-at-eof'], {
    env: { ...process.env, TMPDIR: site.temporary },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const result = outputOf(child);
  assert.equal(await readFifo(fifo, result), 'here\n');
  child.stdin?.end();
  const { code, stdout } = await result;
  assert.equal(code, 130);
  const { kind, log } = theEvent(readEvents(stdout), 'error');
  assert.deepEqual({ kind, log }, { kind: 'interrupted', log: `${site.out}.failed.log` });
  assertNothingLeft(site, 'after the end of its input', ['out.failed.log']);
});

test('a build that was not asked to leaves its input alone', async (t) => {
  const { site, file, fifo } = await prepared(t);
  const input = path.join(site.inputs, 'input');
  writeFileSync(input, 'for somebody else');
  const descriptor = openSync(input, 'r');
  try {
    const child = spawn('node', buildArguments(site, file), {
      env: { ...process.env, TMPDIR: site.temporary },
      stdio: [descriptor, 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const result = outputOf(child);
    assert.equal(await readFifo(fifo, result), 'here\n');
    const buffer = Buffer.alloc(100);
    // They share their place in the file.
    assert.equal(buffer.toString('utf8', 0, readSync(descriptor, buffer)), 'for somebody else');
    child.kill('SIGTERM');
    assert.equal((await result).code, 143);
    assertNothingLeft(site, 'after SIGTERM', ['out.failed.log']);
  } finally {
    closeSync(descriptor);
  }
});

test('a boot test stops likewise', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  const disk = path.join(site.inputs, 'test-sda.raw');
  writeFileSync(disk, '');
  truncateSync(disk, 64 * 1024 * 1024);
  const plan = planOf('part / --size=40\n%packages\n%end\n', { formats: ['raw'] });
  const file = path.join(site.inputs, 'test.xml');
  const facts = {
    disk: 'sda',
    format: 'raw',
    virtualBytes: 64 * 1024 * 1024,
    fileBytes: 0,
    sha256: '0'.repeat(64),
  } as const;
  writeFileSync(file, writeDescriptor(describeAppliance(plan, [{ ...facts, file: 'test-sda.raw' }])));
  const args = ['boot', file, '--timeout', '500', '--expect', 'never', '--progress', 'json', '--stop-at-eof'];
  const child = spawn('node', [program, ...args], {
    env: { ...process.env, TMPDIR: site.temporary },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const { code, stdout } = await outputOf(child, (line) => {
    if (line.includes('"step-start","name":"boot-test"')) child.stdin?.end();
  });
  assert.equal(code, 130, stdout);
  const events = readEvents(stdout);
  assert.deepEqual(
    events.map((event) => ('name' in event ? `${event.event} ${event.name}` : event.event)),
    ['step-start probe', 'step-end probe', 'step-start boot-test', 'step-end boot-test', 'error'],
  );
  assert.equal(theEvent(events, 'error').kind, 'interrupted');
  assertNothingLeft(site, 'after the end of its input', []);
});

async function outputOf(child: ChildProcess, onLine: (line: string) => void = () => undefined) {
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines: string[] = [];
  if (child.stdout !== null) {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      onLine(line);
    }
  }
  return { code: await code, stdout: lines.join('\n') };
}
