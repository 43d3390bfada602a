import { ApplianceError, type ErrorDetails, type Position } from '../../errors.ts';
import { closest } from '../../suggest.ts';
import type { Word } from '../document.ts';
import { shown } from '../reading/text.ts';
import { type NamedOption, optionNames, type Reading, readWord } from './option-names.ts';
import type { AnyGrammar, Grammar, Interpreted, OptionTable, Values } from './option-table.ts';
import { convert, type OptionValue } from './option-values.ts';

export type { AnyGrammar, Grammar, Interpreted, OptionRule, OptionTable, Values } from './option-table.ts';

/** Takes each error found, in the order of the line. */
export type Report = (error: ApplianceError) => void;

/** Gives a table its narrow type, so that `interpret` knows the type of each value. */
export function defineGrammar<const T extends OptionTable>(grammar: Grammar<T>): Grammar<T> {
  return grammar;
}

/**
 * Reads a command line by its grammar, with the rules of Python's argparse: `--opt v` and `--opt=v`, unambiguous
 * prefixes, `--` ends the options, the last of repeated options wins (but for `texts` and `repeat: 'collect'`), and a separate value
 * may begin with `-` only if it is a negative number or holds a blank.
 *
 * @param words the command word and what follows it, as `splitWords` cut them
 * @param report is called for each error, kind input, with the place of the word to blame
 * @returns undefined when an error was reported
 */
export function interpret<T extends OptionTable>(
  words: readonly [Word, ...Word[]],
  grammar: Grammar<T>,
  report: Report,
): Interpreted<T> | undefined {
  const line = new LineReading(words, grammar, report);
  line.readWords();
  line.checkWhole();
  return line.result() as Interpreted<T> | undefined;
}

class LineReading {
  readonly #words: readonly [Word, ...Word[]];
  readonly #grammar: AnyGrammar;
  readonly #report: Report;
  readonly #values: Record<string, OptionValue | undefined> = {};
  readonly #collected = new Map<string, string[]>();
  readonly #positions: Record<string, Position> = {};
  readonly #positionals: Word[] = [];
  #failed = false;

  constructor(words: readonly [Word, ...Word[]], grammar: AnyGrammar, report: Report) {
    this.#words = words;
    this.#grammar = grammar;
    this.#report = report;
    for (const [key, rule] of Object.entries(grammar.options)) {
      this.#values[key] = rule.kind === 'flag' ? false : undefined;
    }
  }

  readWords(): void {
    let optionsEnded = false;
    let index = 1;
    for (let word = this.#words[index]; word !== undefined; word = this.#words[index]) {
      index += 1;
      const reading: Reading = optionsEnded ? { is: 'positional' } : readWord(word.text, this.#grammar);
      if (reading.is === 'separator') {
        optionsEnded = true;
      } else if (reading.is === 'option') {
        index += this.#takeOption(word, reading.option, reading.value, this.#words[index]);
      } else {
        this.#takeOther(word, reading);
      }
    }
  }

  /** What can be said only after the last word; left out when the line has errors already. */
  checkWhole(): void {
    const { options, anyOf, exclusive, positionals } = this.#grammar;
    const command = this.#words[0];
    if (this.#failed) {
      return;
    }
    for (const [key, rule] of Object.entries(options)) {
      if (rule.required && this.#positions[key] === undefined) {
        this.#fail('missing-option', `${command.text} needs ${rule.names[0]}`, command.position);
      }
    }
    const spelled = (keys: readonly string[]): string => keys.map((key) => options[key]?.names[0]).join(', ');
    if (anyOf?.every((key) => this.#positions[key] === undefined)) {
      this.#fail('missing-option', `${command.text} needs one of ${spelled(anyOf)}`, command.position);
    }
    const given = (exclusive ?? []).filter((key) => this.#positions[key] !== undefined);
    if (given.length > 1) {
      this.#fail('conflicting-options', `${command.text} takes only one of ${spelled(given)}`, command.position);
    }
    const count = this.#positionals.filter((word) => word.text !== '').length;
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

  /** Returns how many of the following words it used up. */
  #takeOption(word: Word, option: NamedOption, attached: string | undefined, next: Word | undefined): 0 | 1 {
    if (!option.takesValue) {
      if (attached !== undefined) {
        this.#fail('unexpected-value', `${option.name} takes no value`, word.position);
      } else {
        this.#set(option, word.position, true);
      }
      return 0;
    }
    if (attached !== undefined) {
      const column = word.position.column + word.text.indexOf('=') + 1;
      this.#takeValue(option, word, attached, { ...word.position, column });
      return 0;
    }
    if (next === undefined || readWord(next.text, this.#grammar).is !== 'positional') {
      const hint = next === undefined ? undefined : `write ${option.name}=VALUE if the value begins with "-"`;
      this.#fail('missing-value', `${option.name} needs a value`, word.position, hint);
      return 0;
    }
    this.#takeValue(option, word, next.text, next.position);
    return 1;
  }

  #takeValue(option: NamedOption, word: Word, text: string, position: Position): void {
    if (option.rule === undefined) {
      this.#set(option, word.position, text);
      return;
    }
    if (text === '\n') {
      this.#failContinuation(position);
      return;
    }
    const conversion = convert(option.rule, text.replace(/\n$/, ''), this.#grammar.secret === true);
    if ('problem' in conversion) {
      const message = conversion.code === 'bad-value' ? `${option.name}: ${conversion.problem}` : conversion.problem;
      this.#fail(conversion.code, message, position);
      return;
    }
    this.#set(option, position, conversion.value);
  }

  #set(option: NamedOption, position: Position, value: OptionValue): void {
    const { key, rule } = option;
    if (key === undefined || rule === undefined) {
      const message = `${this.#words[0].text} ${option.name} is not supported yet`;
      this.#fail('not-supported-yet', message, position, 'remove the option');
      return;
    }
    this.#positions[key] = position;
    if ((rule.repeat !== 'collect' && rule.kind !== 'texts') || !Array.isArray(value)) {
      this.#values[key] = value;
      return;
    }
    const collected = this.#collected.get(key) ?? [];
    for (const item of value) {
      collected.push(item);
    }
    this.#collected.set(key, collected);
    this.#values[key] = collected;
  }

  #takeOther(word: Word, reading: Reading): void {
    const command = this.#words[0].text;
    const secret = this.#grammar.secret === true;
    if (reading.is === 'unknown') {
      const near = closest(reading.name, optionNames(this.#grammar).keys());
      const what = secret ? `unknown option of ${command}` : `unknown option ${shown(reading.name)} of ${command}`;
      this.#fail('unknown-option', what, word.position, near === undefined ? undefined : `did you mean ${near}?`);
    } else if (reading.is === 'ambiguous') {
      const message = `this option of ${command} could be ${reading.candidates.join(' or ')}`;
      this.#fail('ambiguous-option', message, word.position, 'write the name in full');
    } else if (word.text === '\n') {
      this.#failContinuation(word.position);
    } else if (this.#positionals.length >= (this.#grammar.positionals?.maximum ?? 0)) {
      const what = secret ? 'an unexpected word' : `unexpected word "${shown(word.text)}"`;
      this.#fail('unexpected-argument', `${what} after ${command}`, word.position, this.#grammar.positionals?.hint);
    } else {
      this.#positionals.push({ ...word, text: word.text.replace(/\n$/, '') });
    }
  }

  #failContinuation(position: Position): void {
    const hint = 'kickstart has no line continuation: write the whole command on one line';
    this.#fail('line-continuation', 'a backslash at the end of the line does not continue it', position, hint);
  }

  #fail(code: string, message: string, position: Position, hint?: string): void {
    this.#failed = true;
    const details: ErrorDetails = { kind: 'input', code, message, position, hint };
    this.#report(new ApplianceError(details));
  }
}
