import type { Position, Warning } from '../../errors.ts';
import type { Word } from '../document.ts';
import type { Life } from '../versions/life.ts';

/**
 * One option of a command, as data.
 *
 * `flag` takes no value · `text` any value · `optional-text` a value that may be left out · `texts` any value, repeats add
 * up · `integer` what Python's int() reads · `boolean` on/yes/true/1 or off/no/false/0 in any case · `list` values
 * separated by commas, trimmed, empty ones dropped.
 */
export interface OptionRule {
  /** With the dashes; all spellings mean the same. */
  readonly names: readonly [string, ...string[]];
  readonly kind: 'flag' | 'text' | 'optional-text' | 'texts' | 'integer' | 'boolean' | 'list';
  readonly required?: true;
  /** `text` and `texts` only: the values that are allowed. */
  readonly choices?: readonly string[];
  /** `text` only: the values that are allowed, in any case, and what each stands for. */
  readonly map?: Readonly<Record<string, string>>;
  /** `integer` only. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** `list` only: repeats add up. Otherwise the last one wins. */
  readonly repeat?: 'collect';
  /** Its value is a password. */
  readonly secret?: true;
  /** In which versions of the language it lives. Default: all. */
  readonly life?: Life;
}

export type OptionTable = Readonly<Record<string, OptionRule>>;

/** What a command line may hold. */
export interface AnyGrammar {
  readonly options: OptionTable;
  /** Words that are no options; without it there must be none. */
  readonly positionals?: {
    readonly minimum: number;
    readonly maximum: number;
    /** How messages call them: `MOUNTPOINT`. */
    readonly name: string;
    /** What to do about one word too many. */
    readonly hint?: string;
  };
  /** At least one of these options must be given, and not with an empty value. */
  readonly anyOf?: readonly string[];
  /** Groups of which at most one option may be given; an empty value does not count. */
  readonly exclusive?: readonly (readonly string[])[];
  /** Groups of which the last one given counts; a warning says so. */
  readonly lastWins?: readonly (readonly string[])[];
  /** The words are for a tool: those that begin with a dash are no options. */
  readonly rest?: true;
  /**
   * The line may hold a password: messages quote none of its words. `options`: only as the value of an option, which its
   * rule says; words in the wrong place may be such a value.
   */
  readonly secret?: true | 'options';
}

/** The same with a table whose narrow type gives each value its type. */
export interface Grammar<T extends OptionTable> extends AnyGrammar {
  readonly options: T;
  readonly anyOf?: readonly (keyof T & string)[];
  readonly exclusive?: readonly (readonly (keyof T & string)[])[];
  readonly lastWins?: readonly (readonly (keyof T & string)[])[];
}

type TextOf<R extends OptionRule> = R['choices'] extends readonly string[]
  ? R['choices'][number]
  : R['map'] extends Readonly<Record<string, string>>
    ? R['map'][keyof R['map']]
    : string;

interface ValueOfKind<R extends OptionRule> {
  readonly text: TextOf<R>;
  readonly 'optional-text': string;
  readonly texts: readonly string[];
  readonly integer: number;
  readonly boolean: boolean;
  readonly list: readonly string[];
}

type ValueOf<R extends OptionRule> = R['kind'] extends 'flag'
  ? boolean
  :
      | (R['kind'] extends keyof ValueOfKind<R> ? ValueOfKind<R>[R['kind']] : never)
      | (R['required'] extends true ? never : undefined);

/** The values of a table's options: flags are true or false, others undefined when not given. */
export type Values<T extends OptionTable> = { readonly [K in keyof T]: ValueOf<T[K]> };

/** A command line that keeps to its grammar. */
export interface Interpreted<T extends OptionTable = OptionTable> {
  /** The command word. */
  readonly command: Word;
  readonly values: Values<T>;
  /** Where each given option's value stands (for flags: the option). */
  readonly positions: { readonly [K in keyof T]?: Position };
  readonly positionals: readonly Word[];
}

/** Takes each warning found. */
export type Warn = (warning: Warning) => void;
