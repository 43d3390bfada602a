import { ApplianceError, ApplianceErrors } from '../../errors.ts';
import { splitWords } from '../../kickstart/reading/words.ts';
import { closest } from '../../suggest.ts';
import type { InputKind, InputRow } from './row.ts';
import { type InputName, inputTable } from './table.ts';

/** What an input's text is read as; undefined: not given. */
export type InputValue<Kind extends InputKind> = Kind extends { readonly kind: 'switch' }
  ? boolean
  : Kind extends { readonly kind: 'number' }
    ? number | undefined
    : Kind extends { readonly kind: 'list' | 'words' }
      ? readonly string[]
      : string | undefined;

export type Inputs<Name extends InputName> = {
  readonly [Key in Name]: InputValue<(typeof inputTable)[Key]['reads']>;
};

/** Tells of a value that cannot be read. */
type Complain = (problem: string, hint?: string) => undefined;

/**
 * Reads inputs by the table.
 *
 * @param textOf an input's text as the runner gives it; empty: not given
 * @throws ApplianceErrors with every input that is wrong, kind input
 */
export function readInputs<Name extends InputName>(
  names: readonly Name[],
  textOf: (name: Name) => string,
): Inputs<Name> {
  const errors: ApplianceError[] = [];
  const values = names.map((name) => {
    const row: InputRow = inputTable[name];
    const given = textOf(name).trim();
    const value = readers[row.reads.kind](
      given === '' ? (row.default ?? '') : given,
      row.reads as never,
      (problem, hint) => {
        errors.push(
          new ApplianceError({ kind: 'input', code: 'bad-input', message: `input ${name}: ${problem}`, hint }),
        );
        return undefined;
      },
    );
    return [name, value];
  });
  if (errors.length > 0) throw new ApplianceErrors(errors);
  return Object.fromEntries(values) as Inputs<Name>;
}

type Of<Kind extends InputKind['kind']> = Extract<InputKind, { readonly kind: Kind }>;

/** YAML's core schema and what people write in workflows. */
const switches: Readonly<Record<string, boolean>> = { true: true, false: false };

const readers: {
  readonly [Kind in InputKind['kind']]: (text: string, kind: Of<Kind>, complain: Complain) => unknown;
} = {
  text: (text, _, complain) =>
    /[\u0000-\u001f\u007f]/.test(text) ? complain('it must be one line of text') : text || undefined,
  json: (text) => text || undefined,
  path: (text, _, complain) => (text.includes('\0') ? complain('no path holds a NUL') : text || undefined),
  switch: (text, _, complain) => switches[text.toLowerCase()] ?? complain(`"${text}" is neither true nor false`),
  number(text, { least, most = Number.MAX_SAFE_INTEGER }, complain) {
    if (text === '') return undefined;
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
    return complain(`"${text}" is not a whole number, ${range}`);
  },
  choice: (text, { choices }, complain) =>
    text === '' || choices.includes(text) ? text || undefined : notOne(text, choices, complain),
  list(text, { commas, choices, form }, complain) {
    const items = text
      .split(/\r?\n/)
      .filter((line) => !/^\s*#/.test(line))
      .flatMap((line) => (commas ? line.split(',') : [line]))
      .map((item) => item.trim())
      .filter((item) => item !== '');
    for (const item of items) {
      if (choices !== undefined && !choices.includes(item)) notOne(item, choices, complain);
      if (form !== undefined && !form.test(item)) complain(`"${item}" has not the form NAME=VALUE`);
    }
    return items;
  },
  words(text, _, complain) {
    try {
      return text
        .split(/\r?\n/)
        .flatMap((line) => splitWords(line, { file: 'extra-args', line: 1, column: 1 }, { comments: false }).words)
        .map((word) => word.text);
    } catch (error) {
      return complain((error as Error).message);
    }
  },
};

function notOne(text: string, choices: readonly string[], complain: Complain): undefined {
  const meant = closest(text, choices);
  return complain(
    `"${text}" is not one of ${choices.join(', ')}`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  );
}
