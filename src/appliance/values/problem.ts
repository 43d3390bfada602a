import type { CommandName, CommandNamed } from '../../kickstart/document.ts';
import type { Backend } from '../appliance.ts';

/** What is wrong with a line. */
export interface Problem {
  readonly message: string;
  /** Default: `bad-value`. */
  readonly code?: string;
  /** The option to blame, by its first name; undefined or not written: the first word that is none, or else the command. */
  readonly at?: string;
  readonly hint?: string;
}

export type Check<Name extends CommandName> = (command: CommandNamed<Name>, backend: Backend) => readonly Problem[];
export type Checks = { readonly [Name in CommandName]?: Check<Name> };

export const problem = (
  wrong: boolean,
  message: string,
  at?: string,
  more: Partial<Problem> = {},
): readonly Problem[] => (wrong ? [{ message, ...(at === undefined ? {} : { at }), ...more }] : []);

export const range = (what: string, value: number | undefined, least: number, most: number): readonly Problem[] =>
  problem(
    value !== undefined && (value < least || value > most),
    `${what}: ${value} is not from ${least} to ${most}`,
    what,
  );
