import type { Position } from '../../errors.ts';

/** One word of a command line after unquoting, and where it began. */
export interface Word {
  readonly text: string;
  readonly position: Position;
}

/** What every command has. Its name is the first of the language's names for it: `part` for `partition` too. */
export interface CommandOf<Name extends string> {
  readonly name: Name;
  /** Where the command word stands. */
  readonly position: Position;
}

/** How a command was written. */
export interface Written {
  readonly word: Word;
  /** Where each given option stands, by the first of its names: `--fstype` for `--type` too. */
  readonly options: Readonly<Record<string, Position>>;
  /** The words that are no options: the mount point of `part`. */
  readonly arguments: readonly Word[];
}
