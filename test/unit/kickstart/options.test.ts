import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApplianceError, Warning } from '../../../src/errors.ts';
import { defineGrammar, interpret } from '../../../src/kickstart/options/options.ts';
import { splitWords } from '../../../src/kickstart/reading/words.ts';
import type { Syntax } from '../../../src/kickstart/versions/versions.ts';

const grammar = defineGrammar({
  options: {
    size: { names: ['--size'], kind: 'integer', minimum: -10, maximum: 2000 },
    grow: { names: ['--grow'], kind: 'flag' },
    append: { names: ['--append'], kind: 'text' },
    onDisk: { names: ['--ondisk', '--ondrive'], kind: 'text' },
    onBoot: { names: ['--onboot'], kind: 'boolean' },
    groups: { names: ['--groups'], kind: 'list' },
    ports: { names: ['--port'], kind: 'list', repeat: 'collect' },
    label: { names: ['--label'], kind: 'text', choices: ['gpt', 'msdos'] },
    level: { names: ['--level'], kind: 'text', map: { raid1: 'raid1', '1': 'raid1' } },
    keys: { names: ['--key'], kind: 'texts' },
    format: { names: ['--format'], kind: 'optional-text' },
    old: { names: ['--old'], kind: 'text', life: { fedora: { deprecated: 42, removed: 44 }, instead: '--label' } },
    fresh: { names: ['--fresh'], kind: 'flag', life: { fedora: { since: 43 }, rhel: 'never' } },
    red: { names: ['--red'], kind: 'flag' },
    blue: { names: ['--blue'], kind: 'flag' },
  },
  positionals: { minimum: 0, maximum: 1, name: 'a word' },
  exclusive: [['grow', 'onBoot']],
  lastWins: [['red', 'blue']],
});

function read(line: string, syntax: Syntax = 'F45') {
  const errors: ApplianceError[] = [];
  const [command, ...others] = splitWords(line, { file: 'a', line: 1, column: 1 }).words;
  assert.ok(command);
  const warnings: Warning[] = [];
  const judge = {
    syntax,
    report: (error: ApplianceError) => errors.push(error),
    warn: (one: Warning) => warnings.push(one),
  };
  const result = interpret([command, ...others], grammar, judge);
  return {
    result,
    warnings: warnings.map(({ position, code }) => `${position?.column} ${code}`),
    errors: errors.map(({ position, code }) => `${position?.column} ${code}`),
  };
}

type Values = NonNullable<ReturnType<typeof read>['result']>['values'];

const VALID: readonly [string, Partial<Values>][] = [
  ['x', { size: undefined, grow: false, groups: undefined }],
  ['x --size 5', { size: 5 }],
  ['x --size=5', { size: 5 }],
  ['x --siz=5', { size: 5 }],
  ['x --s 5', { size: 5 }],
  ['x --size -5', { size: -5 }],
  ['x --size=" 1_000 "', { size: 1000 }],
  ['x --size=+7', { size: 7 }],
  ['x --size=1024\\\n', { size: 1024 }],
  ['x --size=1 --size=2', { size: 2 }],
  ['x --grow', { grow: true }],
  ['x --append=-foo', { append: '-foo' }],
  ['x --append "-foo bar"', { append: '-foo bar' }],
  ['x --append="a=b c"', { append: 'a=b c' }],
  ['x --append=', { append: '' }],
  ['x --append ""', { append: '' }],
  ['x --ondrive=sda', { onDisk: 'sda' }],
  ['x --onb=YES', { onBoot: true }],
  ['x --onboot off', { onBoot: false }],
  ['x --groups="a, b,,c(12) ,"', { groups: ['a', 'b', 'c(12)'] }],
  ['x --groups=a --groups=b', { groups: ['b'] }],
  ['x --port=1,2 --port 3', { ports: ['1', '2', '3'] }],
  ['x --label=gpt', { label: 'gpt' }],
  ['x --level=RAID1', { level: 'raid1' }],
  ['x --level=1', { level: 'raid1' }],
  ['x --key=a --key b,c', { keys: ['a', 'b,c'] }],
  ['x --format', { format: '' }],
  ['x --format --grow', { format: '', grow: true }],
  ['x --format=xfs', { format: 'xfs' }],
  ['x --format xfs', { format: 'xfs' }],
  ['x --red --blue', { red: false, blue: true }],
  ['x --blue --red', { red: true, blue: false }],
];
for (const [line, expected] of VALID) {
  test(`${line} is read`, () => {
    const { result, errors } = read(line);
    assert.deepEqual(errors, []);
    const values = Object.keys(expected).map((key) => [key, result?.values[key as keyof Values]]);
    assert.deepEqual(Object.fromEntries(values), expected);
  });
}

for (const [line, ...expected] of [
  ['x --size', '3 missing-value'],
  ['x --size --grow', '3 missing-value'],
  ['x --append -foo', '3 missing-value', '12 unknown-option'],
  ['x --append -- a', '3 missing-value'],
  ['x --size=', '10 bad-value'],
  ['x --size=1e3', '10 bad-value'],
  ['x --size=0x10 --size 12.5', '10 bad-value', '22 bad-value'],
  ['x --size=9999999999999999999999', '10 bad-value'],
  ['x --size -11', '10 bad-value'],
  ['x --size \\\n', '10 line-continuation'],
  ['x \\\n', '3 line-continuation'],
  ['x --grow=1', '3 unexpected-value'],
  ['x --onboot=maybe', '12 bad-value'],
  ['x --o=1', '3 ambiguous-option'],
  ['x --level=2', '11 bad-value'],
  ['x --old=a', '3 removed'],
  ['x --old a', '3 removed'],
  ['x --gro', '3 ambiguous-option'],
  ['x --ond=1', '3 ambiguous-option'],
  ['x --Size=1', '3 unknown-option'],
  ['x -s', '3 unknown-option'],
  ['x a b', '5 unexpected-argument'],
  ['x --label=sun', '11 bad-value'],
  ['x --grow --onboot=1', '1 conflicting-options'],
] as const) {
  test(`${JSON.stringify(line)} gives ${expected.join(', ')}`, () => {
    const { result, errors } = read(line);
    assert.equal(result, undefined);
    assert.deepEqual(errors, expected);
  });
}

for (const [line, expected] of [
  ['x -- --grow', '--grow'],
  ['x a --', 'a'],
  ['x -5', '-5'],
  ['x "-a b"', '-a b'],
  ['x -', '-'],
] as const) {
  test(`${line}: ${expected} is no option`, () => {
    assert.deepEqual(
      read(line).result?.positionals.map((word) => word.text),
      [expected],
    );
  });
}

test('values have their own positions', () => {
  const { result } = read('x --size=5 --append "a b" --grow');
  assert.deepEqual(
    [result?.positions.size?.column, result?.positions.append?.column, result?.positions.grow?.column],
    [10, 21, 27],
  );
});

for (const [line, syntax, errors, warnings] of [
  ['x --old=a', 'F40', [], []],
  ['x --old=a', 'F42', [], ['3 deprecated']],
  ['x --old a', 'F44', ['3 removed'], []],
  ['x --old=a', 'RHEL8', [], []],
  ['x --old=a', 'lenient', [], ['3 removed']],
  ['x --fresh', 'F42', ['3 unknown-option'], []],
  ['x --fresh', 'F43', [], []],
  ['x --fresh', 'lenient', [], ['3 version-dependent']],
  ['x --fresh', 'RHEL10', ['3 unknown-option'], []],
  // Of --format and --fresh F42 knows only one; leniently the newest version where a prefix is clear decides.
  ['x --f', 'F42', [], []],
  ['x --f', 'F45', ['3 ambiguous-option'], []],
  ['x --f', 'lenient', [], []],
  ['x --red --blue --red', 'F45', [], ['16 last-option-counts']],
] as const) {
  test(`${line} in ${syntax}`, () => {
    const found = read(line, syntax);
    assert.deepEqual([found.errors, found.warnings], [errors, warnings]);
  });
}
