import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFINITIONS } from '../../../src/kickstart/commands/index.ts';
import { SECTIONS } from '../../../src/kickstart/sections/sections.ts';
import { VERSIONS, type Version } from '../../../src/kickstart/versions/versions.ts';
import { readText } from './in-memory.ts';
import { LINES, WRONG_WHERE_THEY_COUNT } from './language-lines.ts';

/** `all`, `none`, `F40-F42 RHEL8`. */
function versionsOf(where: string): readonly Version[] {
  if (where === 'all') return VERSIONS;
  return where.split(' ').flatMap((part) => {
    const [first, last = first] = part.split('-');
    const from = VERSIONS.indexOf(first as Version);
    return from < 0 ? [] : VERSIONS.slice(from, VERSIONS.indexOf(last as Version) + 1);
  });
}

for (const [text, where] of LINES) {
  test(`${JSON.stringify(text)} is right in: ${where}`, () => {
    const accepting = VERSIONS.filter((syntax) => readText(text, { syntax }).errors.length === 0);
    assert.deepEqual(accepting, versionsOf(where));
  });
}

for (const [text, counts] of WRONG_WHERE_THEY_COUNT) {
  test(`${text} is wrong in ${counts}, and passed over where the command is deprecated`, () => {
    const word = text.split(' ')[0];
    for (const syntax of VERSIONS) {
      const { errors, document } = readText(text, { syntax });
      const codes = document.warnings.map(({ code }) => code);
      if (versionsOf(counts).includes(syntax))
        assert.ok(!['removed', 'unknown-command'].includes(errors[0]?.code ?? 'removed'));
      else if (errors.length > 0) assert.match(errors[0]?.code ?? '', /^(?:removed|unknown-command)$/);
      else assert.deepEqual(codes, ['deprecated'], `${word} in ${syntax}`);
    }
    assert.ok(readText(text, { syntax: 'lenient' }).errors.length > 0);
  });
}

test('leniently, what some version takes is right, and a warning if not all do', () => {
  for (const [text, where] of LINES) {
    const { errors, document } = readText(text, { syntax: 'lenient' });
    assert.equal(errors.length === 0, where !== 'none', `${text}: ${errors[0]?.message}`);
    const codes = document.warnings.map(({ code }) => code);
    const remarked = ['removed', 'deprecated', 'version-dependent'].some((code) => codes.includes(code));
    if (where !== 'all' && where !== 'none') assert.ok(remarked, `${text}: ${codes.join()}`);
  }
});

test('every error and every remark has a place and a message that is not about another line', () => {
  for (const [text] of LINES) {
    for (const syntax of [...VERSIONS, 'lenient'] as const) {
      const { errors, document } = readText(`# first\n${text}`, { syntax });
      for (const { position } of [...errors, ...document.warnings]) {
        assert.ok(position !== undefined && position.line >= 2, text);
      }
    }
  }
});

test('the table has right and wrong lines of every command, and right ones of every section', () => {
  const linesOf = (word: string) =>
    LINES.filter(([text]) => text.split('\n').some((line) => line.split(' ')[0] === word));
  for (const name of DEFINITIONS.flatMap(({ names }) => names)) {
    assert.ok(
      linesOf(name).some(([, where]) => where !== 'none'),
      `no right line of ${name}`,
    );
  }
  const isWrong = (name: string) =>
    linesOf(name).some(([, where]) => where !== 'all') ||
    WRONG_WHERE_THEY_COUNT.some(([text]) => text.split(' ')[0] === name);
  const wrong = DEFINITIONS.filter(({ names: [name] }) => !isWrong(name));
  assert.deepEqual(
    // These take any words.
    wrong.map(({ names: [name] }) => name),
    ['authselect'],
  );
  for (const section of SECTIONS)
    assert.ok(
      linesOf(section).some(([, where]) => where !== 'none'),
      section,
    );
});

test('every option of every command is read somewhere in the table', () => {
  const words = new Set(LINES.flatMap(([text]) => text.split(/[\s=]/)));
  const missing = DEFINITIONS.flatMap(({ names, grammar }) =>
    Object.values(grammar.options)
      .filter((rule) => !rule.names.some((name) => words.has(name)))
      .map((rule) => `${names[0]} ${rule.names[0]}`),
  );
  assert.deepEqual(missing, []);
});
