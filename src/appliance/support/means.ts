import type { Backend } from '../appliance.ts';

/** Why an option or a command is refused. */
export interface Refusal {
  /** Ends a message: `is refused: REASON`. */
  readonly reason: string;
  /** What to write instead. */
  readonly hint?: string;
  /** It is refused with that backend alone, and honoured with the other. */
  readonly with?: Backend;
}

export interface Honoured {
  readonly is: 'honoured';
  /** What it does to the appliance, for the documentation: on every guest. */
  readonly effect: string;
  /** What differs on a Debian root, and on an RPM root. */
  readonly debian?: string;
  readonly rpm?: string;
  /** Options that are accepted and change nothing in an image, by their first names. */
  readonly withoutEffect?: readonly string[];
  /** Options that are read and refused, by their first names. */
  readonly refused?: Readonly<Record<string, Refusal>>;
  /** The command is refused with the backend that this names. */
  readonly notWith?: Refusal & { readonly with: Backend };
}

/** What a command of the language means for an appliance. */
export type Support =
  | Honoured
  /** It steers the installer's own run: how it shows itself, logs, ends, is reached, which disks it must not touch. */
  | { readonly is: 'no-effect'; readonly why: string }
  | ({ readonly is: 'refused' } & Refusal);

export const noEffect = (why: string): Support => ({ is: 'no-effect', why });
export const refused = (reason: string, hint?: string): Support => ({
  is: 'refused',
  reason,
  ...(hint === undefined ? {} : { hint }),
});
/** The same refusal for several options. */
export const each = (options: readonly string[], refusal: Refusal): Readonly<Record<string, Refusal>> =>
  Object.fromEntries(options.map((option) => [option, refusal]));
