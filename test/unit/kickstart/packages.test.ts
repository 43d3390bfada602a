import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints, parse, warningsOf } from './in-memory.ts';

function selection(lines: string): { included: readonly string[]; excluded: readonly string[] } {
  const { included, excluded } = parse(`%packages\n${lines}\n%end\n`).packages;
  return { included: included.map((entry) => entry.name), excluded: excluded.map((entry) => entry.name) };
}

for (const [lines, included, excluded] of [
  ['vim\n  nano  # c\n\n# x\nb.x86_64\n/usr/bin/x\nvim*', ['vim', 'nano', 'b.x86_64', '/usr/bin/x', 'vim*'], []],
  ['vim\nvim', ['vim'], []],
  ['vim\n-vim', [], ['vim']],
  ['-vim\nvim', ['vim'], []],
  ['-vim*\nvim', ['vim'], ['vim*']],
  ['vim#x', ['vim'], []],
  [`'vim'`, [`'vim'`], []],
  ['%bogus', ['%bogus'], []],
  ['@core\n@ Web Server', ['@core', '@Web Server'], []],
  ['@core\n-@core', [], ['@core']],
  ['-@core\n@core', ['@core'], ['@core']],
  ['@^a\n@^b', ['@^b'], []],
  ['@^a\n-@^a', [], []],
  ['@^a\n-@^b', ['@^a'], ['@^b']],
  ['@mod:1/x', ['@mod:1/x'], []],
  ['@a  b --foo', ['@a b --foo'], []],
  ['@^a b', ['@^a b'], []],
  ['-@^x', [], ['@^x']],
  ['-@a b', [], ['@a b']],
] as const) {
  test(`${JSON.stringify(lines)} in %packages`, () => {
    assert.deepEqual(selection(lines), { included, excluded });
  });
}

for (const [line, expected] of [
  ['-', 'missing-argument'],
  ['@', 'missing-argument'],
  ['-@', 'missing-argument'],
  ['@core --optional --nodefaults', 'conflicting-options'],
] as const) {
  test(`${line} in %packages gives ${expected}`, () => {
    assert.deepEqual(complaints(`%packages\n ${line}\n%end\n`), [`main.ks:2:2 ${expected}`]);
  });
}

test('an entry has its place', () => {
  const { included, excluded } = parse('%packages\n  vim\n\t-nano\n%end\n').packages;
  assert.deepEqual(included, [{ name: 'vim', position: { file: 'main.ks', line: 2, column: 3 } }]);
  assert.deepEqual(excluded, [{ name: 'nano', position: { file: 'main.ks', line: 3, column: 2 } }]);
});

test('a kickstart without the section has no packages', () => {
  const nothing = { present: false, included: [], excluded: [], noCore: false, flags: undefined };
  assert.deepEqual(parse('lang a\n').packages, nothing);
});

test('sections add up, but only the flags of the last header count, with a warning', () => {
  const text = '%packages --nocore\na\n%end\n%packages\nb\n-a\n%end\n';
  const { packages } = parse(text);
  assert.deepEqual([packages.included.length, packages.excluded.length, packages.noCore], [1, 1, false]);
  assert.deepEqual(warningsOf(text), ['main.ks:4:1 header-flag-lost']);
  const kept = '%packages\na\n%end\n%packages --noco\n%end\n';
  assert.equal(parse(kept).packages.noCore, true);
  assert.deepEqual(warningsOf(kept), []);
});

test('blanks in a name are part of it, with a warning', () => {
  assert.deepEqual(selection('foo bar').included, ['foo bar']);
  assert.deepEqual(warningsOf('%packages\nfoo bar\n%end\n'), ['main.ks:2:1 blank-in-package-name']);
});

for (const [line, name, members] of [
  ['@a', '@a', undefined],
  ['@a --optional', '@a', 'all'],
  ['@ --opt a  b', '@a b', 'all'],
  ['@a --nodefaults # c', '@a', 'mandatory'],
  ['@a --n', '@a', 'mandatory'],
  ['@a\n@a --optional', '@a', undefined],
  ['@a --optional\n@a', '@a', 'all'],
] as const) {
  test(`${JSON.stringify(line)} is the group ${name} with ${members ?? 'its default'} members`, () => {
    const [entry] = parse(`%packages\n${line}\n%end\n`).packages.included;
    assert.deepEqual([entry?.name, entry?.members], [name, members]);
  });
}

test('the flags of a header', () => {
  const { flags, noCore } = parse(
    '%packages --excludedocs --nocore --ignoremissing --ignorebroken --multilib --exclude-weakdeps --inst-langs=de:fr --timeout=5 --retries 6\n%end\n',
  ).packages;
  assert.ok(flags);
  const { options, ...values } = flags;
  assert.deepEqual(
    { ...values, noCore },
    {
      ...{ noCore: true, defaultEnvironment: false, excludeDocs: true, ignoreMissing: true, ignoreBroken: true },
      ...{ multilib: true, excludeWeakDeps: true, instLangs: 'de:fr', timeoutSeconds: 5, retries: 6 },
    },
  );
  assert.equal(options['--excludedocs']?.column, 11);
});

test('old spellings of header flags mean the same, with a warning; none of them is an empty list', () => {
  const { flags } = parse('%packages --instLangs= --excludeWeakdeps\n%end\n').packages;
  assert.deepEqual([flags?.instLangs, flags?.excludeWeakDeps], ['', true]);
  assert.deepEqual(warningsOf('%packages --instLangs=de\n%end\n'), ['main.ks:1:11 removed']);
  assert.match(parse('%packages --instLangs=de\n%end\n').warnings[0]?.hint ?? '', /--inst-langs/);
});

test('of several headers --default and --inst-langs stick, all other flags must be on the last', () => {
  const text = '%packages --default --inst-langs=de --excludedocs --retries=1\n%end\n%packages --multilib\n%end\n';
  const { flags } = parse(text).packages;
  assert.deepEqual(
    [flags?.defaultEnvironment, flags?.instLangs, flags?.excludeDocs, flags?.retries, flags?.multilib],
    [true, 'de', false, undefined, true],
  );
  assert.deepEqual(
    warningsOf(text).filter((line) => line.endsWith('header-flag-lost')),
    ['main.ks:3:1 header-flag-lost', 'main.ks:3:1 header-flag-lost'],
  );
});
