import { ApplianceError, formatPosition, type Position, type Warning } from '../../errors.ts';
import type { RunResult } from '../../host/program/run.ts';
import type { Script } from '../../kickstart/document.ts';

/** How interpreters name a line of the file they run: `FILE: 3: …` (dash), `FILE: line 3:` (bash), python, perl and others. */
const linePatterns: readonly ((file: string) => RegExp)[] = [
  (file) => new RegExp(`${file}: (?:line )?(\\d+):`),
  (file) => new RegExp(`File "${file}", line (\\d+)`),
  (file) => new RegExp(`at ${file} line (\\d+)`),
  (file) => new RegExp(`${file}:(\\d+)`),
];

/**
 * Line of the script, from 1, that the interpreter's last message about it names.
 *
 * @param file path of the script as the interpreter was given it
 */
export function failingLine(output: readonly string[], file: string): number | undefined {
  const patterns = linePatterns.map((pattern) => pattern(file.replaceAll(/[.+*?^$()[\]{}|\\]/g, '\\$&')));
  for (const line of [...output].reverse()) {
    for (const pattern of patterns) {
      const found = pattern.exec(line)?.[1];
      if (found !== undefined) return Number(found);
    }
  }
  return undefined;
}

export interface ScriptFailure {
  readonly exitCode: number;
  /** Last lines of output. */
  readonly output: readonly string[];
  /** Path of the script as the interpreter was given it. */
  readonly file: string;
}

export const failureOf = ({ exitCode, tail }: RunResult, file: string): ScriptFailure | undefined =>
  exitCode === 0 ? undefined : { exitCode, output: tail, file };

export function interpreterMissing(script: Script): ApplianceError {
  const where = script.chroot ? 'the guest' : 'this machine';
  return new ApplianceError({
    kind: 'build',
    code: 'interpreter-missing',
    message: `${where} has no ${script.interpreter} to run the %${script.section} script with`,
    position: script.interpreterPosition,
    hint: script.chroot ? 'add the package that brings it to %packages' : 'install it, or run the script in the guest',
  });
}

function describe(
  script: Script,
  { exitCode, output, file }: ScriptFailure,
): { message: string; at: Position | undefined } {
  const line = failingLine(output, file);
  const inBody = line !== undefined && line >= 1 && line <= script.body.split('\n').length;
  const at = inBody ? { ...script.bodyPosition, line: script.bodyPosition.line + line - 1, column: 1 } : undefined;
  const where = at === undefined ? '' : ` at ${formatPosition(at)}`;
  return { message: `the %${script.section} script failed with exit code ${exitCode}${where}`, at };
}

/** For --erroronfail. */
export function scriptError(script: Script, failure: ScriptFailure): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'script-failed',
    message: describe(script, failure).message,
    position: script.position,
    hint: 'correct the script, or leave out --erroronfail to go on after a failure',
    detail: failure.output,
  });
}

/** Without --erroronfail. */
export function scriptWarning(script: Script, failure: ScriptFailure): Warning {
  return {
    code: 'script-failed',
    message: describe(script, failure).message,
    position: script.position,
    hint: `its output is in the build's log${script.section === 'post' ? '; --erroronfail makes this an error' : ''}`,
  };
}
