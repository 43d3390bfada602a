import { ApplianceError } from '../../errors.ts';
import type { Inputs } from './read.ts';
import type { InputRow } from './row.ts';
import { type InputName, inputTable } from './table.ts';

/** Inputs that become options of the command line. */
export type BuildInputName = {
  [Name in InputName]: (typeof inputTable)[Name] extends { readonly flag: string } ? Name : never;
}[InputName];

const buildInputs = (Object.keys(inputTable) as InputName[]).filter(
  (name): name is BuildInputName => 'flag' in inputTable[name],
);

/** Options that the action sets by itself, or whose effect it does not know how to hand on. */
const ownOptions = [
  'out',
  'owner',
  'cache-dir',
  'progress',
  'json',
  'stop-at-eof',
  'boot-test',
  'probe-accelerator',
  'install-tools',
] as const;

/**
 * The options of `build` and `plan` that the inputs ask for. Each value is one word with its option, so no value is ever
 * taken for an option itself.
 */
export function optionsOf(inputs: Inputs<BuildInputName | 'boot-timeout' | 'extra-args'>): string[] {
  const named = buildInputs.flatMap((name) => {
    const value: unknown = inputs[name];
    const flag = (inputTable[name] as InputRow).flag;
    if (value === undefined || value === false) return [];
    if (value === true) return [flag ?? ''];
    return (Array.isArray(value) ? value : [value]).map((one) => `${flag}=${String(one)}`);
  });
  const timeout = inputs['boot-timeout'];
  return [...named, ...(timeout === undefined ? [] : [`--boot-timeout=${timeout}`]), ...inputs['extra-args']];
}

/** @returns what is wrong with the further options */
export function extraArgumentErrors(words: readonly string[]): ApplianceError[] {
  return words.flatMap((word) => {
    const name = /^--([^=]*)/.exec(word)?.[1];
    if (name === undefined || !(ownOptions as readonly string[]).includes(name)) return [];
    return [
      new ApplianceError({
        kind: 'input',
        code: 'bad-input',
        message: `input extra-args: ${word} is set by the action itself`,
        hint: 'leave it away; the inputs of the action decide about it',
      }),
    ];
  });
}
