export type ActionName = 'root' | 'build' | 'boot-test' | 'publish' | 'plan';

/** How the text of an input is read. */
export type InputKind =
  | { readonly kind: 'text' }
  /** Handed to the next step as it is. */
  | { readonly kind: 'json' }
  /** A path below the workspace. */
  | { readonly kind: 'path' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'number'; readonly least: number; readonly most?: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** One to a line; where `commas` says so, also several to a line. */
  | { readonly kind: 'list'; readonly commas: boolean; readonly choices?: readonly string[]; readonly form?: RegExp }
  /** Words of a command line: quotes hold blanks, no shell ever sees them. */
  | { readonly kind: 'words' };

export interface InputRow {
  readonly reads: InputKind;
  /** As written in action.yml; absent: empty, which means "as the kickstart says" or the default of the command line. */
  readonly default?: string;
  readonly help: string;
  readonly actions: readonly ActionName[];
  /** The option of the command line that takes it. */
  readonly flag?: `--${string}`;
}
