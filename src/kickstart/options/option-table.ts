import type { Position } from '../../errors.ts';
import type { Word } from '../document.ts';

/**
 * One option of a command, as data.
 *
 * `flag` takes no value · `text` any value · `integer` what Python's int() reads · `boolean` on/yes/true/1 or
 * off/no/false/0 in any case · `list` values separated by commas, trimmed, empty ones dropped · `texts` any value, given
 * more than once.
 */
export interface OptionRule {
  /** With the dashes; all spellings mean the same. */
  readonly names: readonly [string, ...string[]];
  readonly kind: 'flag' | 'text' | 'integer' | 'boolean' | 'list' | 'texts';
  readonly required?: true;
  /** `text` and `texts` only: the values that are allowed. */
  readonly choices?: readonly string[];
  /** `text` only: further values of the language that give `not-supported-yet`. */
  readonly choicesNotYet?: readonly string[];
  /** `integer` only. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** `list` only: repeats add up, as those of `texts` do. Otherwise the last one wins. */
  readonly repeat?: 'collect';
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
  /** Options of the language that give `not-supported-yet`; those that take a value end in `=`: `--fsoptions=`. */
  readonly notYet?: readonly string[];
  /** At least one of these options must be given. */
  readonly anyOf?: readonly string[];
  /** At most one of these options may be given. */
  readonly exclusive?: readonly string[];
  /** The line may hold a password: messages quote none of its words. */
  readonly secret?: true;
}

/** The same with a table whose narrow type gives each value its type. */
export interface Grammar<T extends OptionTable> extends AnyGrammar {
  readonly options: T;
  readonly anyOf?: readonly (keyof T & string)[];
  readonly exclusive?: readonly (keyof T & string)[];
}

type ValueOf<R extends OptionRule> = R['kind'] extends 'flag'
  ? boolean
  :
      | (R['kind'] extends 'integer'
          ? number
          : R['kind'] extends 'boolean'
            ? boolean
            : R['kind'] extends 'list' | 'texts'
              ? readonly string[]
              : R['choices'] extends readonly string[]
                ? R['choices'][number]
                : string)
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
