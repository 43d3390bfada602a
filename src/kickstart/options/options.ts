import { ApplianceError, type Position } from '../../errors.ts';
import type { Word } from '../document.ts';
import { shown } from '../reading/text.ts';
import type { Syntax } from '../versions/versions.ts';
import { type NamedOption, type Reading, readWord } from './option-names.ts';
import type { AnyGrammar, Grammar, Interpreted, OptionTable, Values, Warn } from './option-table.ts';
import { convert, type OptionValue } from './option-values.ts';
import { describeUnknown, remarkOnOption } from './option-versions.ts';
import { nothingGiven, requiredKeys } from './prepared.ts';

export type { AnyGrammar, Grammar, Interpreted, OptionRule, OptionTable, Values, Warn } from './option-table.ts';

/** Takes each error found, in the order of the line. */
export type Report = (error: ApplianceError) => void;

/** By which version lines are judged, and who hears of what is wrong with them. */
export interface Judge {
  readonly syntax: Syntax;
  readonly report: Report;
  readonly warn: Warn;
}

/** Gives a table its narrow type, so that `interpret` knows the type of each value. */
export function defineGrammar<const T extends OptionTable>(grammar: Grammar<T>): Grammar<T> {
  return grammar;
}

/**
 * Reads a command line by its grammar, with the rules of Python's argparse: `--opt v` and `--opt=v`, unambiguous
 * prefixes, `--` ends the options, the last of repeated options wins (but for those that collect), and a separate value
 * may begin with `-` only if it is a negative number or holds a blank.
 *
 * @param words the command word and what follows it, as `splitWords` cut them
 * @param judge hears of each error, kind input, with the place of the word to blame
 * @returns undefined when an error was reported
 */
export function interpret<T extends OptionTable>(
  words: readonly [Word, ...Word[]],
  grammar: Grammar<T>,
  judge: Judge,
): Interpreted<T> | undefined {
  const line = new LineReading(words, grammar, judge);
  line.readWords();
  line.checkWhole();
  return line.result() as Interpreted<T> | undefined;
}

class LineReading {
  readonly #words: readonly [Word, ...Word[]];
  readonly #grammar: AnyGrammar;
  readonly #judge: Judge;
  readonly #values: Record<string, OptionValue | undefined>;
  readonly #positions: Record<string, Position> = {};
  readonly #positionals: Word[] = [];
  #failed = false;

  constructor(words: readonly [Word, ...Word[]], grammar: AnyGrammar, judge: Judge) {
    this.#words = words;
    this.#grammar = grammar;
    this.#judge = judge;
    this.#values = { ...nothingGiven(grammar) };
  }

  readWords(): void {
    let optionsEnded = this.#grammar.rest === true;
    let index = 1;
    for (let word = this.#words[index]; word !== undefined; word = this.#words[index]) {
      index += 1;
      const reading: Reading = optionsEnded ? { is: 'positional' } : this.#read(word);
      if (reading.is === 'separator') {
        optionsEnded = true;
      } else if (reading.is === 'option') {
        index += this.#takeOption(word, reading.option, reading.value, this.#words[index]);
      } else if (reading.is === 'unknown') {
        index += this.#refuseUnknown(word, reading.name, reading.hasValue, this.#words[index]);
      } else {
        this.#takeOther(word, reading);
      }
    }
  }

  /** What can be said only after the last word; left out when the line has errors already. */
  checkWhole(): void {
    const { options, anyOf, exclusive = [], lastWins = [], positionals } = this.#grammar;
    const command = this.#words[0];
    if (this.#failed) {
      return;
    }
    for (const key of requiredKeys(this.#grammar)) {
      if (this.#positions[key] === undefined) {
        this.#fail('missing-option', `${command.text} needs ${options[key]?.names[0]}`, command.position);
      }
    }
    const spelled = (keys: readonly string[]): string => keys.map((key) => options[key]?.names[0]).join(', ');
    if (anyOf !== undefined && !anyOf.some((key) => this.#says(key))) {
      this.#fail('missing-option', `${command.text} needs one of ${spelled(anyOf)}`, command.position);
    }
    for (const group of exclusive) {
      const given = group.filter((key) => this.#says(key));
      if (given.length > 1) {
        this.#fail('conflicting-options', `${command.text} takes only one of ${spelled(given)}`, command.position);
      }
    }
    for (const group of lastWins) {
      this.#keepLast(
        group.filter((key) => this.#positions[key] !== undefined),
        spelled,
      );
    }
    const count = this.#positionals.filter(({ text }) => text !== '').length;
    if (positionals !== undefined && count < positionals.minimum) {
      this.#fail('missing-argument', `${command.text} needs ${positionals.name}`, command.position);
    }
  }

  result(): Interpreted | undefined {
    if (this.#failed) {
      return undefined;
    }
    return {
      command: this.#words[0],
      values: this.#values as Values<OptionTable>,
      positions: this.#positions,
      positionals: this.#positionals,
    };
  }

  #read(word: Word): Reading {
    return readWord(word.text, this.#grammar, this.#judge.syntax);
  }

  /** Given, and not with a value that says nothing. */
  #says(key: string): boolean {
    const value = this.#values[key];
    return this.#positions[key] !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  }

  /** Flags of a group are one switch in the reference. */
  #keepLast(keys: readonly string[], spelled: (keys: readonly string[]) => string): void {
    const columnOf = (key: string) => this.#positions[key]?.column ?? 0;
    const last = keys.toSorted((left, right) => columnOf(left) - columnOf(right)).at(-1);
    if (keys.length < 2 || last === undefined) {
      return;
    }
    for (const key of keys.filter((other) => other !== last)) {
      this.#values[key] = false;
    }
    this.#judge.warn({
      code: 'last-option-counts',
      message: `of ${spelled(keys)} only the last counts: ${spelled([last])}`,
      position: this.#positions[last],
    });
  }

  /** Returns how many of the following words it used up. */
  #takeOption(word: Word, option: NamedOption, attached: string | undefined, next: Word | undefined): 0 | 1 {
    const { kind } = option.rule;
    if (kind === 'flag') {
      if (attached !== undefined) {
        this.#fail('unexpected-value', `${option.name} takes no value`, word.position);
      } else {
        this.#set(option, word, word.position, true);
      }
      return 0;
    }
    if (attached !== undefined) {
      const column = word.position.column + word.text.indexOf('=') + 1;
      this.#takeValue(option, word, attached, { ...word.position, column });
      return 0;
    }
    if (next === undefined || this.#read(next).is !== 'positional') {
      if (kind === 'optional-text') {
        this.#set(option, word, word.position, '');
        return 0;
      }
      const hint = next === undefined ? undefined : `write ${option.name}=VALUE if the value begins with "-"`;
      this.#fail('missing-value', `${option.name} needs a value`, word.position, hint);
      return 0;
    }
    this.#takeValue(option, word, next.text, next.position);
    return 1;
  }

  #takeValue(option: NamedOption, word: Word, text: string, position: Position): void {
    if (text === '\n') {
      this.#failContinuation(position);
      return;
    }
    const isSecret = this.#grammar.secret === true || option.rule.secret === true;
    const conversion = convert(option.rule, text.replace(/\n$/, ''), isSecret);
    if ('problem' in conversion) {
      this.#fail('bad-value', `${option.name}: ${conversion.problem}`, position);
      return;
    }
    this.#set(option, word, position, conversion.value);
  }

  #set({ key, rule, name }: NamedOption, word: Word, position: Position, value: OptionValue): void {
    if (rule.life !== undefined) {
      remarkOnOption(`${this.#words[0].text} ${name}`, rule, word.position, this.#judge);
    }
    const before = this.#positions[key] === undefined ? undefined : this.#values[key];
    this.#positions[key] = position;
    const collects = rule.kind === 'texts' || rule.repeat === 'collect';
    if (collects && Array.isArray(before) && Array.isArray(value)) {
      // The list belongs to this line alone: growing it in place keeps long lines linear.
      for (const item of value) (before as string[]).push(item);
    } else {
      this.#values[key] = value;
    }
  }

  /** Returns how many of the following words it used up: a value of an option that another version knows. */
  #refuseUnknown(word: Word, name: string, hasValue: boolean, next: Word | undefined): 0 | 1 {
    const { syntax } = this.#judge;
    const { code, message, hint, takesValue } = describeUnknown(this.#words[0].text, name, this.#grammar, syntax);
    this.#fail(code, message, word.position, hint);
    return takesValue && !hasValue && next !== undefined && this.#read(next).is === 'positional' ? 1 : 0;
  }

  #takeOther(word: Word, reading: Reading): void {
    const command = this.#words[0].text;
    if (reading.is === 'ambiguous') {
      const message = `this option of ${command} could be ${reading.candidates.join(' or ')}`;
      this.#fail('ambiguous-option', message, word.position, 'write the name in full');
    } else if (word.text === '\n') {
      this.#failContinuation(word.position);
    } else if (!this.#grammar.rest && this.#positionals.length >= (this.#grammar.positionals?.maximum ?? 0)) {
      const what = this.#grammar.secret !== undefined ? 'an unexpected word' : `unexpected word "${shown(word.text)}"`;
      this.#fail('unexpected-argument', `${what} after ${command}`, word.position, this.#grammar.positionals?.hint);
    } else {
      this.#positionals.push(word.text.endsWith('\n') ? { ...word, text: word.text.slice(0, -1) } : word);
    }
  }

  #failContinuation(position: Position): void {
    const hint = 'kickstart has no line continuation: write the whole command on one line';
    this.#fail('line-continuation', 'a backslash at the end of the line does not continue it', position, hint);
  }

  #fail(code: string, message: string, position: Position, hint?: string): void {
    this.#failed = true;
    this.#judge.report(new ApplianceError({ kind: 'input', code, message, position, hint }));
  }
}
