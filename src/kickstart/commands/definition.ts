import { ApplianceError, type Position } from '../../errors.ts';
import type { Command, CommandName, Word, Written } from '../document.ts';
import {
  type AnyGrammar,
  type Grammar,
  type Interpreted,
  interpret,
  type Judge,
  type OptionTable,
} from '../options/options.ts';
import { type Life, listVersions, remarkOn, statusIn } from '../versions/life.ts';
import { VERSIONS, type Version } from '../versions/versions.ts';

/** A line that was read: its command, and how it was written. */
export interface ReadLine {
  readonly command: Command;
  readonly written: Written;
}

/** One command of the language (or a few that share everything): its names, its grammar, how to read a line of it. */
export interface CommandDefinition {
  /** The first one is the name in the document. */
  readonly names: readonly [CommandName, ...string[]];
  readonly life: Life | undefined;
  readonly grammar: AnyGrammar;
  /**
   * @param words the command word and what follows it
   * @returns undefined when an error was reported, or when the line says nothing
   */
  readonly read: (words: readonly [Word, ...Word[]], judge: Judge) => ReadLine | undefined;
}

/** What else makes a line wrong. */
export interface Rule<T extends OptionTable> {
  /** In which versions; default: all. In the others such a line is right. */
  readonly life?: Life;
  readonly code?: string;
  /** The option to blame; default: the command word. */
  readonly at?: keyof T & string;
  readonly hint?: string;
  /** @returns what is wrong, or undefined */
  readonly check: (line: Interpreted<T>) => string | undefined;
}

interface CommandSource<T extends OptionTable> {
  readonly names: readonly [CommandName, ...string[]];
  readonly life?: Life;
  readonly grammar: Grammar<T>;
  readonly rules?: readonly Rule<T>[];
  /** Called with a line that keeps to grammar and rules; undefined: it says nothing. */
  readonly build: (line: Interpreted<T>) => Command | undefined;
}

export function defineCommand<const T extends OptionTable>(source: CommandSource<T>): CommandDefinition {
  const { names, life, grammar, rules = [], build } = source;
  return {
    names,
    life,
    grammar,
    read: (words, judge) => {
      const line = interpret(words, grammar, judge);
      if (line === undefined || !keepsTo(rules, line, life, judge)) return undefined;
      const command = build(line);
      if (command === undefined) return undefined;
      const options = byName(grammar, line.positions);
      return { command, written: { word: line.command, options, arguments: line.positionals } };
    },
  };
}

function byName(grammar: AnyGrammar, positions: Readonly<Record<string, Position | undefined>>): Written['options'] {
  const named: Record<string, Position> = {};
  for (const key in positions) {
    const position = positions[key];
    const name = grammar.options[key]?.names[0];
    if (position !== undefined && name !== undefined) named[name] = position;
  }
  return named;
}

function keepsTo<T extends OptionTable>(
  rules: readonly Rule<T>[],
  line: Interpreted<T>,
  life: Life | undefined,
  { syntax, report, warn }: Judge,
): boolean {
  let keeps = true;
  for (const rule of rules) {
    const message = syntax === 'lenient' || holdsIn(rule, syntax) ? rule.check(line) : undefined;
    if (message === undefined) continue;
    const position = (rule.at === undefined ? undefined : line.positions[rule.at]) ?? line.command.position;
    const works = VERSIONS.filter((version) => statusIn(life, version) === 'works');
    const refusing = works.filter((version) => holdsIn(rule, version));
    if (syntax === 'lenient' && refusing.length < works.length) {
      const where = `refused by ${listVersions(refusing)}`;
      warn({ code: 'version-dependent', message: `${message} (${where})`, position, hint: rule.hint });
      continue;
    }
    keeps = false;
    const { code = 'bad-value', hint } = rule;
    report(new ApplianceError({ kind: 'input', code, message, position, hint }));
  }
  return keeps;
}

const holdsIn = ({ life }: { readonly life?: Life }, version: Version) => statusIn(life, version) === 'works';

/**
 * Judges a command word by the version before its line is read.
 *
 * @returns `read` the line counts · `ignored` the version passes over it, whatever it says · `refused` after an error
 */
export function judgeCommand(word: Word, { life }: CommandDefinition, judge: Judge): 'read' | 'ignored' | 'refused' {
  const { syntax, report, warn } = judge;
  const { text, position } = word;
  if (syntax === 'lenient') {
    const remark = remarkOn(text, life);
    if (remark !== undefined) warn({ ...remark, position });
    return VERSIONS.some((version) => statusIn(life, version) === 'works') ? 'read' : 'ignored';
  }
  const status = statusIn(life, syntax);
  const hint = life?.instead === undefined ? remarkOn(text, life)?.message : `use ${life.instead}`;
  if (status === 'works') return 'read';
  if (status === 'deprecated') {
    warn({ code: 'deprecated', message: `${text} is deprecated in ${syntax} and does nothing`, position, hint });
    return 'ignored';
  }
  const message = status === 'removed' ? `${text} was removed from ${syntax}` : `${syntax} has no command ${text}`;
  const code = status === 'removed' ? 'removed' : 'unknown-command';
  report(new ApplianceError({ kind: 'input', code, message, position, hint }));
  return 'refused';
}

/** Which of a group of flags was given last. */
export function lastGiven<T extends OptionTable, K extends keyof T & string>(
  { positions }: Pick<Interpreted<T>, 'positions'>,
  keys: readonly K[],
): K | undefined {
  const columnOf = (key: K) => positions[key]?.column ?? 0;
  return keys
    .filter((key) => positions[key] !== undefined)
    .toSorted((left, right) => columnOf(left) - columnOf(right))
    .at(-1);
}

/** The text of a word that the grammar demands. */
export function wordAt({ positionals }: Pick<Interpreted, 'positionals'>, index: number): string {
  return positionals[index]?.text ?? '';
}

/** The words from one on. */
export function wordsFrom({ positionals }: Pick<Interpreted, 'positionals'>, index: number): readonly string[] {
  return positionals.slice(index).map(({ text }) => text);
}
