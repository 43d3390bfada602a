import type { AnyGrammar, OptionRule } from './option-table.ts';

/** What an option's name stands for in a grammar. */
export interface NamedOption {
  readonly name: string;
  /** Undefined for an option of the language that is not supported yet. */
  readonly key: string | undefined;
  /** Undefined likewise. */
  readonly rule: OptionRule | undefined;
  readonly takesValue: boolean;
}

/** How a word reads before its value, if any, is looked at. */
export type Reading =
  | { readonly is: 'positional' }
  | { readonly is: 'separator' }
  | { readonly is: 'option'; readonly option: NamedOption; readonly value: string | undefined }
  | { readonly is: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly is: 'unknown'; readonly name: string };

const NEGATIVE_NUMBER = /^-(?:\d+|\d*\.\d+)$/;
const compiled = new WeakMap<AnyGrammar, ReadonlyMap<string, NamedOption>>();

/** All option names of a grammar. */
export function optionNames(grammar: AnyGrammar): ReadonlyMap<string, NamedOption> {
  const known = compiled.get(grammar);
  if (known !== undefined) {
    return known;
  }
  const names = new Map<string, NamedOption>();
  for (const [key, rule] of Object.entries(grammar.options)) {
    for (const name of rule.names) {
      names.set(name, { name, key, rule, takesValue: rule.kind !== 'flag' });
    }
  }
  for (const entry of grammar.notYet ?? []) {
    const takesValue = entry.endsWith('=');
    const name = takesValue ? entry.slice(0, -1) : entry;
    names.set(name, { name, key: undefined, rule: undefined, takesValue });
  }
  compiled.set(grammar, names);
  return names;
}

/**
 * Tells options from other words as Python's argparse does, in its order: a word that does not begin with `-`, a lone
 * `-`, an exact name, a name before `=`, an unambiguous prefix of a name, a negative number, a word with a blank.
 */
export function readWord(text: string, grammar: AnyGrammar): Reading {
  if (!text.startsWith('-') || text === '-') {
    return { is: 'positional' };
  }
  if (text === '--') {
    return { is: 'separator' };
  }
  const names = optionNames(grammar);
  const exact = names.get(text);
  if (exact !== undefined) {
    return { is: 'option', option: exact, value: undefined };
  }
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const value = equals < 0 ? undefined : text.slice(equals + 1);
  const withValue = names.get(name);
  if (withValue !== undefined) {
    return { is: 'option', option: withValue, value };
  }
  const candidates = name.startsWith('--') ? [...names.values()].filter((option) => option.name.startsWith(name)) : [];
  const [only, another] = candidates;
  if (another !== undefined) {
    return { is: 'ambiguous', candidates: candidates.map((option) => option.name) };
  }
  if (only !== undefined) {
    return { is: 'option', option: only, value };
  }
  return NEGATIVE_NUMBER.test(text) || text.includes(' ') ? { is: 'positional' } : { is: 'unknown', name };
}
