import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Script } from '../../../src/kickstart/document.ts';
import type { PreOutcome } from '../../../src/kickstart/pre.ts';
import { type Outside, type ReadOptions, readKickstart } from '../../../src/kickstart/read.ts';
import { type Files, includesOf } from './in-memory.ts';

interface World {
  readonly files?: Files;
  readonly pages?: Files;
  /** What %pre writes; a text: why it can't run. */
  readonly pre?: Partial<Omit<PreOutcome, 'files'>> & { readonly files?: Files };
  readonly noPre?: string;
}

async function read(text: string, world: World, options: ReadOptions = {}) {
  const fetched: string[] = [];
  const ran: Script[] = [];
  const outside: Outside = {
    files: includesOf(world.files ?? {}),
    async fetch(url) {
      fetched.push(url);
      return world.pages?.[url] ?? Promise.reject(new Error('the server answers 404'));
    },
    pre:
      world.noPre ??
      ({
        async run(scripts) {
          ran.push(...scripts);
          return { warnings: [], errors: [], ...world.pre, files: new Map(Object.entries(world.pre?.files ?? {})) };
        },
      } satisfies Outside['pre']),
  };
  const reading = await readKickstart(text, 'main.ks', outside, options);
  const complaints = reading.errors.map(({ code, position }) => `${position?.file}:${position?.line} ${code}`);
  return { ...reading, outside, fetched, ran, complaints, names: reading.document.commands.map(({ name }) => name) };
}

const PRE = '%pre\necho\n%end\n';

test('addresses are fetched, each once, and name others relative to themselves', async () => {
  const pages = {
    'http://x.example/a/one.ks': '%include two.ks\n%include /local\nlang a\n',
    'http://x.example/a/two.ks': 'zerombr\n',
  };
  const text = '%include http://x.example/a/one.ks\n%packages\n%include HTTP://x.example/a/two.ks\n%end\n';
  const { names, fetched, complaints, document } = await read(text, { pages, files: { '/local': 'cdrom\n' } });
  assert.deepEqual(complaints, []);
  assert.deepEqual(names, ['zerombr', 'cdrom', 'lang']);
  assert.deepEqual(fetched, Object.keys(pages));
  assert.equal(document.commands[0]?.position.file, 'http://x.example/a/two.ks');
});

test('an address that answers with an error is an error at the %include, with the chain', async () => {
  const { errors, complaints } = await read('%include a\n', { files: { a: 'lang a\n%include http://x.example/b\n' } });
  assert.deepEqual(complaints, ['a:2 unreadable-include']);
  assert.match(errors[0]?.message ?? '', /http:\/\/x\.example\/b: the server answers 404/);
  assert.match(errors[0]?.hint ?? '', /included from main\.ks:1:1/);
});

test('pages that include each other are an error', async () => {
  const pages = { 'http://x.example/a': '%include b\n', 'http://x.example/b': '%include a\n' };
  assert.deepEqual((await read('%include http://x.example/a\nlang a\n', { pages })).complaints, [
    'http://x.example/b:1 include-cycle',
  ]);
});

test('%ksappend is followed in the kickstart, in scripts too, once, before anything else', async () => {
  const pages = { 'http://x.example/a': 'echo a\n%ksappend b\n%end' };
  const text = '%post\n %ksappend http://x.example/a ignored\nlang x\n%ksappend\n';
  const { document, complaints } = await read(text, { pages });
  assert.deepEqual(complaints, ['main.ks:4 missing-argument']);
  assert.equal(document.scripts[0]?.body, 'echo a\n%ksappend b\n');
  assert.deepEqual(document.scripts[0]?.bodyPosition, { file: 'http://x.example/a', line: 1, column: 1 });
  assert.deepEqual(document.commands[0]?.position, { file: 'main.ks', line: 3, column: 1 });
});

test('%ksappend takes what stands between the first blank and the next; in included files it is passed over', async () => {
  assert.deepEqual((await read('%ksappend  a\nlang a\n', { files: { a: '' } })).complaints, [
    'main.ks:1 missing-argument',
  ]);
  const { document, complaints } = await read('%include a\n', { files: { a: '%ksappend b\nlang a\n' } });
  assert.deepEqual(complaints, []);
  assert.deepEqual(
    document.warnings.map(({ code }) => code),
    ['ksappend-ignored'],
  );
  assert.deepEqual((await read('%ksappend nowhere\nlang a\n', {})).complaints, ['main.ks:1 unreadable-include']);
});

test('what %pre writes is there for %include, before files of the machine, and for what it includes in turn', async () => {
  const pre = { files: { '/tmp/part-include': '%include more\npart / --size=1\n', '/tmp/more': 'zerombr\n' } };
  const text = `${PRE}%pre-install\nb\n%end\n%include /tmp/../tmp/part-include\n`;
  const { names, ran, complaints, document } = await read(text, { pre, files: { '/tmp/part-include': 'cdrom\n' } });
  assert.deepEqual(complaints, []);
  assert.deepEqual(names, ['zerombr', 'part']);
  assert.deepEqual(document.commands[0]?.position, { file: '/tmp/more', line: 1, column: 1 });
  assert.deepEqual(
    ran.map(({ section }) => section),
    ['pre'],
  );
});

test('%pre runs even if other lines are wrong, in included files too, and no other script does', async () => {
  const files = { a: '%pre\nb\n%end\n' };
  const { ran, complaints } = await read(`bogus\n${PRE}%include a\n%post\nc\n%end\n%include /tmp/x\n`, { files });
  assert.deepEqual(
    ran.map(({ body }) => body),
    ['echo\n', 'b\n'],
  );
  assert.deepEqual(complaints, ['main.ks:1 unknown-command', 'main.ks:9 unreadable-include']);
});

test('--pre skip leaves it out', async () => {
  const { ran, complaints } = await read(`${PRE}%include /tmp/x\nlang a\n`, {}, { skipPre: true });
  assert.deepEqual([ran, complaints], [[], ['main.ks:4 unreadable-include']]);
});

test('where %pre cannot run it is an error only if its files are needed', async () => {
  const noPre = 'it needs root';
  const needed = await read(`${PRE}%include /tmp/x\nlang a\n`, { noPre });
  assert.deepEqual(needed.complaints, ['main.ks:1 pre-not-run', 'main.ks:4 unreadable-include']);
  assert.match(needed.errors[0]?.message ?? '', /it needs root/);
  assert.match(needed.errors[0]?.hint ?? '', /--pre skip/);
  const free = await read(`${PRE}lang a\n`, { noPre });
  assert.deepEqual(free.complaints, []);
  assert.deepEqual(
    free.document.warnings.map(({ code }) => code),
    ['pre-not-run'],
  );
});

test('a kickstart is read again with what was gathered, and nothing is fetched or run anew', async () => {
  const pages = { 'http://x.example/a': 'lang a\n' };
  const text = `${PRE}%include http://x.example/a\n%include /tmp/x\n`;
  const first = await read(text, { pages, pre: { files: { '/tmp/x': 'zerombr\n' } } });
  const again = await read(text, {}, { gathered: first.gathered });
  assert.deepEqual([again.names, again.fetched, again.ran], [['lang', 'zerombr'], [], []]);
  assert.deepEqual(again.document.commands, first.document.commands);
});

for (const [line, syntax, codes] of [
  ['#version=RHEL9', 'RHEL9', ['version-hint']],
  ['#version=F45 ', 'F45', ['version-hint']],
  ['#version=Fedora 40', 'F40', ['version-hint']],
  ['#version=BOGUS', 'lenient', ['version-hint']],
  ['#version=RHEL7', 'lenient', ['version-hint']],
  ['# version=F45', 'lenient', []],
] as const) {
  test(`${line} at the top: read as ${syntax}`, async () => {
    const { document } = await read(`# c\n\n${line}\nlang a\n#version=F40\n`, {});
    assert.equal(document.syntax, syntax);
    assert.deepEqual(
      document.warnings.map(({ code }) => code),
      codes,
    );
    assert.ok(document.warnings.every(({ severity, position }) => severity === 'note' && position?.line === 3));
    assert.equal((await read(`${line}\nlang a\n`, {}, { syntax: 'F42' })).document.syntax, 'F42');
  });
}

test('#version= after the first line that says something is a comment', async () => {
  assert.equal((await read('lang a\n#version=RHEL9\n', {})).document.syntax, 'lenient');
  assert.equal((await read('%include a\nlang a\n', { files: { a: '#version=RHEL9\n' } })).document.syntax, 'lenient');
});
