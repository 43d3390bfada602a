import { statusIn } from '../versions/life.ts';
import { type Syntax, VERSIONS } from '../versions/versions.ts';
import type { AnyGrammar, OptionRule } from './option-table.ts';

/** What an option's name stands for in a grammar. */
export interface NamedOption {
  readonly name: string;
  readonly key: string;
  readonly rule: OptionRule;
}

/** How a word reads before its value, if any, is looked at. */
export type Reading =
  | { readonly is: 'positional' }
  | { readonly is: 'separator' }
  | { readonly is: 'option'; readonly option: NamedOption; readonly value: string | undefined }
  | { readonly is: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly is: 'unknown'; readonly name: string; readonly hasValue: boolean };

const NEGATIVE_NUMBER = /^-(?:\d+|\d*\.\d+)$/;
const compiled = new WeakMap<AnyGrammar, Map<Syntax, ReadonlyMap<string, NamedOption>>>();

/** All option names that a version gives a command; with `lenient` those of all versions. */
export function optionNames(grammar: AnyGrammar, syntax: Syntax): ReadonlyMap<string, NamedOption> {
  const perSyntax = compiled.get(grammar) ?? new Map<Syntax, ReadonlyMap<string, NamedOption>>();
  compiled.set(grammar, perSyntax);
  const known = perSyntax.get(syntax) ?? namesIn(grammar, syntax);
  perSyntax.set(syntax, known);
  return known;
}

function namesIn(grammar: AnyGrammar, syntax: Syntax): ReadonlyMap<string, NamedOption> {
  const lives = ({ life }: OptionRule) =>
    syntax === 'lenient' || ['works', 'deprecated'].includes(statusIn(life, syntax));
  return new Map(
    Object.entries(grammar.options)
      .filter(([, rule]) => lives(rule))
      .flatMap(([key, rule]) => rule.names.map((name) => [name, { name, key, rule }] as const)),
  );
}

/**
 * Tells options from other words as Python's argparse does, in its order: a word that does not begin with `-`, a lone
 * `-`, an exact name, a name before `=`, an unambiguous prefix of a name, a negative number, a word with a blank.
 */
export function readWord(text: string, grammar: AnyGrammar, syntax: Syntax): Reading {
  if (!text.startsWith('-') || text === '-') {
    return { is: 'positional' };
  }
  if (text === '--') {
    return { is: 'separator' };
  }
  const names = optionNames(grammar, syntax);
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
  const candidates = name.startsWith('--') ? withPrefix(names, name) : [];
  const [only, another] = candidates;
  if (another !== undefined) {
    const option = syntax === 'lenient' ? clearInSomeVersion(grammar, name) : undefined;
    return option === undefined
      ? { is: 'ambiguous', candidates: candidates.map((candidate) => candidate.name) }
      : { is: 'option', option, value };
  }
  if (only !== undefined) {
    return { is: 'option', option: only, value };
  }
  const isPositional = NEGATIVE_NUMBER.test(text) || text.includes(' ');
  return isPositional ? { is: 'positional' } : { is: 'unknown', name, hasValue: equals >= 0 };
}

function withPrefix(names: ReadonlyMap<string, NamedOption>, prefix: string): readonly NamedOption[] {
  return [...names.values()].filter(({ name }) => name.startsWith(prefix));
}

/** Leniently, a prefix that is ambiguous among all versions means what it means in the newest where it is not. */
function clearInSomeVersion(grammar: AnyGrammar, prefix: string): NamedOption | undefined {
  for (const version of VERSIONS.toReversed()) {
    const [only, another] = withPrefix(optionNames(grammar, version), prefix);
    if (only !== undefined && another === undefined) return only;
  }
  return undefined;
}
