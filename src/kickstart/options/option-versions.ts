import type { Position } from '../../errors.ts';
import { closest } from '../../suggest.ts';
import { shown } from '../reading/text.ts';
import { remarkOn, statusIn } from '../versions/life.ts';
import type { Syntax } from '../versions/versions.ts';
import { optionNames } from './option-names.ts';
import type { AnyGrammar, OptionRule, Warn } from './option-table.ts';

/** Says what there is to say of an option that not all versions take alike. */
export function remarkOnOption(
  subject: string,
  { life }: OptionRule,
  position: Position,
  { syntax, warn }: { readonly syntax: Syntax; readonly warn: Warn },
): void {
  if (syntax === 'lenient') {
    const remark = remarkOn(subject, life);
    if (remark !== undefined) warn({ ...remark, position });
  } else if (statusIn(life, syntax) === 'deprecated') {
    const hint = life?.instead === undefined ? undefined : `use ${life.instead}`;
    warn({ code: 'deprecated', message: `${subject} is deprecated in ${syntax}`, position, hint });
  }
}

interface UnknownOption {
  readonly code: 'unknown-option' | 'removed';
  readonly message: string;
  readonly hint: string | undefined;
  /** Whether it takes a value in the version that knows it. */
  readonly takesValue: boolean;
}

/** Why an option is not known: another version has it, or none has. */
export function describeUnknown(command: string, name: string, grammar: AnyGrammar, syntax: Syntax): UnknownOption {
  const elsewhere = optionNames(grammar, 'lenient').get(name)?.rule;
  if (elsewhere !== undefined && syntax !== 'lenient') {
    const { kind, life } = elsewhere;
    const removed = statusIn(life, syntax) === 'removed';
    return {
      code: removed ? 'removed' : 'unknown-option',
      message: removed ? `${command} ${name} was removed from ${syntax}` : `${syntax} has no ${command} ${name}`,
      hint: life?.instead === undefined ? remarkOn(name, life)?.message : `use ${life.instead}`,
      takesValue: kind !== 'flag',
    };
  }
  const near = closest(name, optionNames(grammar, syntax).keys());
  return {
    code: 'unknown-option',
    message: grammar.secret === true ? `unknown option of ${command}` : `unknown option ${shown(name)} of ${command}`,
    hint: near === undefined ? undefined : `did you mean ${near}?`,
    takesValue: false,
  };
}
