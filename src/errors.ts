/** A place in a kickstart file. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What went wrong, from the user's point of view. The command line maps it to an exit code:
 * `input` the kickstart or an option is wrong · `tool` a host tool is missing · `build` anything else failed ·
 * `interrupted` a signal ended the build.
 */
export type ErrorKind = 'input' | 'tool' | 'build' | 'interrupted';

export interface ErrorDetails {
  readonly kind: ErrorKind;
  /** Stable, kebab-case identifier, for `--json` and tests: `duplicate-mount-point`. */
  readonly code: string;
  /** What happened. One sentence, no trailing period needed. */
  readonly message: string;
  /** Where in the kickstart, if a line of it is to blame. */
  readonly position?: Position | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** Further lines to show, such as the last output of a tool. */
  readonly detail?: readonly string[] | undefined;
  /** Path of a log that tells more. */
  readonly log?: string | undefined;
  readonly cause?: unknown;
}

/** The only class of error that is shown to users without a stack trace. */
export class ApplianceError extends Error {
  override readonly name = 'ApplianceError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly position: Position | undefined;
  readonly hint: string | undefined;
  readonly detail: readonly string[];
  readonly log: string | undefined;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? {} : { cause: details.cause });
    this.kind = details.kind;
    this.code = details.code;
    this.position = details.position;
    this.hint = details.hint;
    this.detail = details.detail ?? [];
    this.log = details.log;
  }
}

/** Several errors of one input, reported in one go and in the order of their positions. */
export class ApplianceErrors extends Error {
  override readonly name = 'ApplianceErrors';
  readonly errors: readonly ApplianceError[];

  constructor(errors: readonly ApplianceError[]) {
    super(errors.map((error) => error.message).join('; '));
    this.errors = errors;
  }
}

/** Something the user should know that does not stop the build. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly position?: Position | undefined;
  readonly hint?: string | undefined;
  /** `note`: said for information; nothing should be changed. Default: warning. */
  readonly severity?: 'warning' | 'note' | undefined;
}

/** `FILE:LINE:COL` as editors and problem matchers read it. */
export function formatPosition(position: Position): string {
  return `${position.file}:${position.line}:${position.column}`;
}

/** The words of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
