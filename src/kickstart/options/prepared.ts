import type { AnyGrammar } from './option-table.ts';
import type { OptionValue } from './option-values.ts';

/** What every line of a command needs to know of its grammar, worked out once. */
interface Prepared {
  readonly values: Readonly<Record<string, OptionValue | undefined>>;
  readonly required: readonly string[];
}

const prepared = new WeakMap<AnyGrammar, Prepared>();

function prepare(grammar: AnyGrammar): Prepared {
  const known = prepared.get(grammar);
  if (known !== undefined) return known;
  const rules = Object.entries(grammar.options);
  const made = {
    values: Object.fromEntries(rules.map(([key, { kind }]) => [key, kind === 'flag' ? false : undefined])),
    required: rules.filter(([, rule]) => rule.required).map(([key]) => key),
  };
  prepared.set(grammar, made);
  return made;
}

/** What the values are before any option: flags false, all else undefined. */
export const nothingGiven = (grammar: AnyGrammar) => prepare(grammar).values;
export const requiredKeys = (grammar: AnyGrammar) => prepare(grammar).required;
