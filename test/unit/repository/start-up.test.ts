// How soon the program answers: what it loads to print its help, and what that costs beside an empty program.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';

const entry = 'dist/cli.js';

/** The files that are loaded before anything runs: those that static imports lead to. */
function loadedAtStart(file: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, specifier = ''] of text.matchAll(/^(?:import|export)\b[^;'"]*?["'](\.[^"']+)["'];$/gm))
    loadedAtStart(path.join(path.dirname(file), specifier), seen);
  return seen;
}

test('help needs the description of the options alone', () => {
  const loaded = loadedAtStart(entry);
  const bytes = [...loaded.values()].reduce((sum, text) => sum + text.length, 0);
  assert.ok(bytes < 200_000, `${[...loaded.keys()].join(', ')} are ${bytes} bytes`);
});

test('help takes at most three times as long as an empty program', () => {
  const times = { help: [] as number[], nothing: [] as number[] };
  // By turns, so that a busy machine slows both; the fastest of each says what the work itself takes.
  for (let round = 0; round < 10; round++) {
    times.help.push(millisecondsOf([entry, '--help']));
    times.nothing.push(millisecondsOf(['-e', '0']));
  }
  const [help, nothing] = [Math.min(...times.help), Math.min(...times.nothing)];
  assert.ok(help < 3 * nothing, `help takes ${help.toFixed(0)} ms, an empty program ${nothing.toFixed(0)} ms`);
});

function millisecondsOf(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  assert.equal(status, 0);
  return performance.now() - start;
}
