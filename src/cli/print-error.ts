import { ApplianceError, ApplianceErrors, type ErrorKind, formatPosition, type Warning } from '../errors.ts';
import { refusalReason } from '../host/program/refusal.ts';
import { diskFullHint } from '../host/program/run.ts';
import { printable } from '../report/printable.ts';
import { Excerpts, KickstartErrors } from './kickstart/kickstart-errors.ts';

/** Exit codes of the contract (design, section 3); an interruption exits as a shell would report the signal. */
const exitCodes: Readonly<Record<Exclude<ErrorKind, 'interrupted'>, number>> = { build: 1, input: 2, tool: 3 };
const signalExitCodes: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

export function exitCodeOf(thrown: unknown): number {
  const error = causeOf(thrown);
  if (error instanceof ApplianceErrors) return Math.max(...error.errors.map(exitCodeOf));
  if (!(error instanceof ApplianceError)) return 1;
  if (error.kind !== 'interrupted') return exitCodes[error.kind];
  const signal = /SIG[A-Z]+/.exec(error.message)?.[0] ?? '';
  return signalExitCodes[signal] ?? 1;
}

/** When a clean-up fails after an error, the runtime wraps both; the first one is what the user must hear of. */
export function causeOf(error: unknown): unknown {
  const suppressed = error instanceof Error && 'suppressed' in error ? error.suppressed : undefined;
  return suppressed === undefined ? asBuildError(error) : causeOf(suppressed);
}

function asBuildError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ApplianceError) return error;
  const { code = '', path, dest, syscall } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const why = refusalReason(error);
  if (why === undefined) return error;
  const place = dest ?? path;
  return new ApplianceError({
    kind: 'build',
    code: code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'file-refused',
    message: `cannot write ${place ?? `a file (${syscall ?? code})`}: ${why}`,
    hint: diskFullHint,
    cause: error,
  });
}

/**
 * The lines that tell a user of an error; a bug of ours shows its stack.
 *
 * @param known finds the line of the kickstart that is to blame, to show it
 */
export function errorLines(thrown: unknown, known?: Excerpts): string[] {
  const error = causeOf(thrown);
  if (error instanceof ApplianceErrors) {
    const excerpts = error instanceof KickstartErrors ? new Excerpts(error.texts) : known;
    return error.errors.flatMap((one) => errorLines(one, excerpts));
  }
  if (!(error instanceof ApplianceError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return ['error: this is a bug in appliance-build:', ...text.split('\n')].map(printable);
  }
  const where = error.position === undefined ? '' : `${formatPosition(error.position)}: `;
  return [
    `${where}error: ${error.message}`,
    ...(error.position === undefined ? [] : (known?.at(error.position, error.code) ?? [])),
    ...error.detail.map((line) => `  | ${line}`),
    ...(error.hint === undefined ? [] : [`  hint: ${error.hint}`]),
    ...(error.log === undefined ? [] : [`the full log is ${error.log}`]),
  ].map(printable);
}

export function warningLines(warning: Warning, known?: Excerpts): string[] {
  const where = warning.position === undefined ? '' : `${formatPosition(warning.position)}: `;
  if (warning.severity === 'note') return [printable(`${where}note: ${warning.message}`)];
  return [
    `${where}warning: ${warning.message}`,
    ...(warning.position === undefined ? [] : (known?.at(warning.position, warning.code) ?? [])),
    ...(warning.hint === undefined ? [] : [`  hint: ${warning.hint}`]),
  ].map(printable);
}

/** The same as data, for --json. */
export function errorData(thrown: unknown): object[] {
  const error = causeOf(thrown);
  if (error instanceof ApplianceErrors) return error.errors.flatMap(errorData);
  if (!(error instanceof ApplianceError)) return [{ code: 'bug', message: String(error) }];
  const { code, message, position, hint, detail } = error;
  return [
    { ...position, code, message, ...(hint === undefined ? {} : { hint }), ...(detail.length === 0 ? {} : { detail }) },
  ];
}

export function warningData({ code, message, position, hint, severity }: Warning): object {
  return {
    ...position,
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(severity === undefined ? {} : { severity }),
  };
}
