import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';

/**
 * Which rooms each room may import from, as docs/architecture.md draws them. A room may always import from itself;
 * `root` stands for the files right under src/, which import nothing.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  root: [],
  kickstart: ['root'],
  appliance: ['root', 'kickstart'],
  plan: ['root', 'kickstart', 'appliance'],
  host: ['root'],
  cache: ['root', 'host'],
  install: ['root', 'kickstart', 'appliance', 'plan', 'host', 'cache'],
  configure: ['root', 'kickstart', 'appliance', 'plan', 'host'],
  disk: ['root', 'appliance', 'plan', 'host'],
  convert: ['root', 'appliance', 'plan', 'host'],
  descriptor: ['root', 'appliance', 'plan'],
  bundle: ['root', 'appliance', 'convert', 'descriptor', 'host'],
  boottest: ['root', 'appliance', 'host'],
  deploy: ['root', 'appliance', 'convert', 'descriptor', 'boottest', 'host'],
  report: ['root', 'appliance', 'plan', 'install'],
  build: [
    'root',
    'kickstart',
    'appliance',
    'plan',
    'install',
    'configure',
    'disk',
    'convert',
    'descriptor',
    'bundle',
    'boottest',
    'host',
    'cache',
    'report',
  ],
  cli: [
    'root',
    'kickstart',
    'appliance',
    'plan',
    'build',
    'convert',
    'descriptor',
    'boottest',
    'deploy',
    'host',
    'cache',
    'report',
  ],
  // It runs the command line as a program of its own, so it needs no room that builds.
  action: ['root', 'kickstart', 'appliance', 'host', 'report'],
};

/** Rooms that only compute: no built-in module that reaches the machine, but for reading included files. */
const pure = new Set(['kickstart', 'appliance', 'plan', 'descriptor']);
const harmlessBuiltins = new Set(['node:crypto', 'node:path', 'node:util']);

interface Source {
  readonly file: string;
  readonly room: string;
  readonly text: string;
}

const sources: readonly Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({
    file,
    room: file.includes('/') ? (file.split('/')[0] ?? '') : 'root',
    text: readFileSync(path.join('src', file), 'utf8'),
  }));

function importsOf({ text }: Source): string[] {
  return [
    ...text.matchAll(/^(?:import|export)\b[^;'"]*?from '([^']+)';|^import '([^']+)';|\bimport\('([^']+)'\)/gm),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

test('there are sources to look at', () => {
  assert.ok(sources.length > 100);
  assert.deepEqual(
    [...new Set(sources.map(({ room }) => room))].filter((room) => allowed[room] === undefined),
    [],
  );
});

test('imports follow the arrows of the design and never go back', () => {
  const wrong = sources.flatMap((source) =>
    importsOf(source)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.relative('.', path.join(path.dirname(source.file), specifier)))
      .map((target) => (target.includes('/') ? (target.split('/')[0] ?? '') : 'root'))
      .filter((room) => room !== source.room && !allowed[source.room]?.includes(room))
      .map((room) => `src/${source.file} imports from ${room}`),
  );
  assert.deepEqual(wrong, []);
});

test('pure rooms do not reach the machine', () => {
  const wrong = sources
    .filter(({ room }) => pure.has(room))
    .flatMap((source) =>
      importsOf(source)
        .filter((specifier) => specifier.startsWith('node:') && !harmlessBuiltins.has(specifier))
        .map((specifier) => `src/${source.file} imports ${specifier}`),
    );
  assert.deepEqual(wrong, []);
});

test('only the entrance reads the environment and the arguments of the process', () => {
  const wrong = sources
    .filter(({ room, text }) => room !== 'cli' && /\bprocess\.(?:env|argv)\b/.test(text))
    .map(({ file }) => file);
  assert.deepEqual(wrong, []);
});

test('programs are started in host/ alone, and never through a shell', () => {
  const starts = sources.filter((source) =>
    importsOf(source).some((name) => name === 'node:child_process' || name === 'execa'),
  );
  assert.deepEqual(
    starts.filter(({ room }) => room !== 'host').map(({ file }) => file),
    [],
  );
  assert.deepEqual(
    sources.filter(({ text }) => /\bshell: true\b/.test(text)).map(({ file }) => file),
    [],
  );
});

test('files are short enough to read in one go', () => {
  const long = sources.filter(({ text }) => text.split('\n').length > 260).map(({ file }) => file);
  assert.deepEqual(long, []);
});
