import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKickstart } from '../../../src/kickstart/parse.ts';
import { complaints, errorsOf, parse, warningsOf } from './in-memory.ts';

test('commands, packages and scripts go on in included files, with places in those', () => {
  const document = parse(
    '%include a\n%packages\n%include "b c" ignored\n%end\n%post\n  %include d # c\necho 2\n%end\n',
    {
      a: 'lang x\n',
      'b c': 'vim\n',
      d: 'echo 1\n# kept\n',
    },
  );
  assert.deepEqual(document.commands[0]?.position, { file: 'a', line: 1, column: 1 });
  assert.deepEqual(document.packages.included[0]?.position, { file: 'b c', line: 1, column: 1 });
  assert.equal(document.scripts[0]?.body, 'echo 1\n# kept\necho 2\n');
  assert.deepEqual(document.scripts[0]?.bodyPosition, { file: 'd', line: 1, column: 1 });
});

test('an included file may open a section or end it', () => {
  assert.equal(parse('%include a\necho 2\n%end\n', { a: '%post\necho 1\n' }).scripts[0]?.body, 'echo 1\necho 2\n');
  const document = parse('%post\n%include a\nlang x\n', { a: 'echo 1\n%end\n' });
  assert.equal(document.scripts[0]?.body, 'echo 1\n');
  assert.equal(document.commands[0]?.name, 'lang');
});

test('in a script the leading comments and blank lines of an included file are dropped', () => {
  const files = { a: '#!/bin/sh\n\n# c\n%include b\n# d\necho a # x\n# kept\n', b: '# only\n' };
  assert.equal(
    parse('%post\n# own\n%include a\n# e\n%end\n', files).scripts[0]?.body,
    '# own\necho a # x\n# kept\n# e\n',
  );
});

test('the first real line of a file included in a script must have balanced quotes, later ones not', () => {
  assert.deepEqual(complaints('%post\n%include a\n%end\n', { a: "# c\nit's\n" }), ['a:2:3 unbalanced-quote']);
  assert.deepEqual(complaints('%post\n%include a\n%end\n', { a: "echo\nit's\n" }), []);
});

test('errors and warnings name the chain of includes', () => {
  const files = { a: '# 1\n %include b\n', b: 'lang a\nlan b\nlang a#b\n' };
  const [error] = errorsOf('\n%include a\n', files);
  assert.deepEqual(error?.position, { file: 'b', line: 2, column: 1 });
  assert.equal(error?.hint, 'did you mean lang?; included from a:2:2, from main.ks:2:1');
  const { warnings } = parse('%include a\n', { a: 'lang a#b\n' });
  assert.match(warnings[0]?.hint ?? '', /; included from main\.ks:1:1$/);
});

test('a section that an included file opens and nothing ends is reported there', () => {
  const [error] = errorsOf('%include a\nlang x\n', { a: '%post\n' });
  assert.deepEqual(error?.position, { file: 'a', line: 1, column: 1 });
  assert.match(error?.hint ?? '', /included from main\.ks:1:1$/);
});

test('errors stand in the order of their places across files', () => {
  const text = '%packages\n-\n%include a\n@\n';
  assert.deepEqual(complaints(text, { a: 'x\n-@\n' }), [
    'main.ks:1:1 section-not-closed',
    'main.ks:2:1 missing-argument',
    'a:2:1 missing-argument',
    'main.ks:4:1 missing-argument',
  ]);
});

test('a missing file is an error at its %include, and reading goes on', () => {
  assert.deepEqual(complaints('lang a\n  %include nowhere\nlan\n'), [
    'main.ks:2:3 unreadable-include',
    'main.ks:3:1 unknown-command',
  ]);
  assert.match(errorsOf('%include nowhere\n')[0]?.message ?? '', /nowhere: no such file/);
});

for (const [text, expected] of [
  ['%include\n', 'main.ks:1:1 missing-argument'],
  ['%post\n%include # c\n%end\n', 'main.ks:2:1 missing-argument'],
  ['%include "a\n', 'main.ks:1:10 unbalanced-quote'],
] as const) {
  test(`${JSON.stringify(text)} gives ${expected}`, () => assert.deepEqual(complaints(text), [expected]));
}

test('files that include each other are an error, the same file twice is not', () => {
  const files = { a: '%include b\n', b: 'lang x\n%include a\n' };
  assert.deepEqual(complaints('%include a\n', files), ['b:2:1 include-cycle']);
  assert.deepEqual(complaints('%include main.ks\n', { 'main.ks': '' }), ['main.ks:1:1 include-cycle']);
  assert.deepEqual(complaints('%include a\n%include a\n', { a: 'zerombr\n' }), []);
});

test('includes without end stop: ever new names, many files, much text', () => {
  let count = 0;
  const reader = { read: (path: string) => ({ file: `${path}${count++}`, text: `%include ${path}\n` }) };
  assert.throws(() => parseKickstart('%include a\n', 'main.ks', reader), /too many files/);
  const bomb = Object.fromEntries(
    Array.from({ length: 30 }, (_, level) => [`f${level}`, `%include f${level + 1}\n`.repeat(2)]),
  );
  assert.ok(
    complaints('%include f0\n', { ...bomb, f30: 'zerombr\n' }).some((line) => line.includes('too-many-includes')),
  );
  const large = { a: '#'.repeat(2 ** 23) };
  assert.deepEqual(complaints('%include a\n%include a\n%include a\n', large), ['main.ks:3:1 too-many-includes']);
});

test('errors without end stop with one that says so', () => {
  const lines = complaints('lan\n'.repeat(3000));
  assert.equal(lines.length, 2001);
  assert.equal(lines.at(-1), 'main.ks:2001:1 too-many-errors');
});

test('a binary included file is an error with its name', () => {
  assert.deepEqual(complaints('%include a\n', { a: '\0' }), ['a:1:1 binary-kickstart']);
});

test('an included file that is empty adds nothing', () => {
  assert.deepEqual(complaints('%include a\n', { a: '' }), []);
  assert.deepEqual(warningsOf('lang a\n%include a\n', { a: '\n' }), []);
});
