import type { ProgressEvent } from '../report/progress/events.ts';

/** A place in a file of the workspace. */
export interface Place {
  /** Relative to the workspace. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The log of the job, as far as the runner reads it: everything goes through here, and is made harmless here. */
export interface ActionLog {
  /** Prints a line; foreign text in it can't become a workflow command. */
  line(text: string): void;
  debug(text: string): void;
  /** A group of lines that can be folded; groups do not nest: an open one is closed. */
  startGroup(title: string): void;
  endGroup(): void;
  annotate(kind: 'error' | 'warning' | 'notice', message: string, place?: Place, title?: string): void;
  /** Has the runner mask a text from now on, each line by itself. */
  mask(secret: string): void;
}

export interface ProgramResult {
  readonly exitCode: number;
  /** The lines of standard output that were no event. */
  readonly stdout: string;
  /** The last lines of standard error. */
  readonly stderrTail: readonly string[];
}

export interface ProgramOptions {
  /** Gets its events; without it they count as output. */
  readonly onEvent?: (event: ProgressEvent) => void;
  /** What it says to people is not shown. */
  readonly quiet?: boolean;
}

/** The command line of this program, run as root (by sudo where need be) with a clean environment. */
export interface Program {
  run(args: readonly string[], options?: ProgramOptions): Promise<ProgramResult>;
}
