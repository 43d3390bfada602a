import { ApplianceError, type Position } from '../../errors.ts';
import type { Command, Word } from '../document.ts';
import {
  type AnyGrammar,
  type Grammar,
  type Interpreted,
  interpret,
  type OptionTable,
  type Report,
} from '../options/options.ts';

/** One command of the language (or a few that share everything): its names, its grammar, how to read a line of it. */
export interface CommandDefinition {
  readonly names: readonly [string, ...string[]];
  readonly grammar: AnyGrammar;
  /**
   * @param words the command word and what follows it
   * @returns undefined when an error was reported
   */
  readonly read: (words: readonly [Word, ...Word[]], report: Report) => Command | undefined;
}

interface CommandSource<T extends OptionTable> {
  readonly names: readonly [string, ...string[]];
  readonly grammar: Grammar<T>;
  /** Called with a line that keeps to the grammar; returns undefined after reporting what else is wrong. */
  readonly build: (line: Interpreted<T>, report: Report) => Command | undefined;
}

export function defineCommand<const T extends OptionTable>(source: CommandSource<T>): CommandDefinition {
  const { names, grammar, build } = source;
  return {
    names,
    grammar,
    read: (words, report) => {
      const line = interpret(words, grammar, report);
      return line === undefined ? undefined : build(line, report);
    },
  };
}

/** An error about a value of a command line. */
export function badValue(message: string, position: Position, hint?: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code: 'bad-value', message, position, hint });
}

export function notYet(what: string, position: Position, hint?: string): ApplianceError {
  const message = `${what} is not supported yet`;
  return new ApplianceError({ kind: 'input', code: 'not-supported-yet', message, position, hint });
}
