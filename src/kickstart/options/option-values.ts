import { shown } from '../reading/text.ts';
import type { OptionRule } from './option-table.ts';

export type OptionValue = string | number | boolean | readonly string[];
export type Conversion = { readonly value: OptionValue } | { readonly problem: string };

/** Python's int(): surrounding blanks, a sign, single underscores between digits; no `1e3`, `0x10` or `12.5`. */
const INTEGER = /^\s*[+-]?\d+(?:_\d+)*\s*$/;
const BOOLEANS = new Map([
  ...['on', 'yes', 'true', '1'].map((word) => [word, true] as const),
  ...['off', 'no', 'false', '0'].map((word) => [word, false] as const),
]);

/** Reads the value of an option that takes one. The problem never quotes the value when `secret` is set. */
export function convert(rule: OptionRule, text: string, secret: boolean): Conversion {
  const bad = (expected: string): Conversion => ({
    problem: secret ? `the value of ${rule.names[0]} is not ${expected}` : `"${shown(text)}" is not ${expected}`,
  });
  switch (rule.kind) {
    case 'integer':
      return convertInteger(rule, text, bad);
    case 'boolean': {
      const value = BOOLEANS.get(text.toLowerCase());
      return value === undefined ? bad('a boolean (on, yes, true, 1, off, no, false, 0)') : { value };
    }
    case 'list':
      return { value: commaList(text) };
    default:
      return convertText(rule, text, bad);
  }
}

function convertText(rule: OptionRule, text: string, bad: (expected: string) => Conversion): Conversion {
  if (rule.map !== undefined) {
    const value = Object.hasOwn(rule.map, text.toLowerCase()) ? rule.map[text.toLowerCase()] : undefined;
    return value === undefined ? bad(`one of ${Object.keys(rule.map).join(', ')}`) : { value };
  }
  return rule.choices === undefined || rule.choices.includes(text)
    ? { value: rule.kind === 'texts' ? [text] : text }
    : bad(`one of ${rule.choices.join(', ')}`);
}

/** Splits at commas, trims, and drops what is empty. */
function commaList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function convertInteger(rule: OptionRule, text: string, bad: (expected: string) => Conversion): Conversion {
  if (!INTEGER.test(text)) {
    return bad('a whole number');
  }
  const value = Number(text.trim().replaceAll('_', ''));
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = rule;
  if (value < minimum) {
    return bad(`${minimum} or more`);
  }
  return value > maximum ? bad(`${maximum} or less`) : { value: value === 0 ? 0 : value };
}
