import { chooseBackend } from '../../appliance/backend/choose.ts';
import { reportRefusals } from '../../appliance/refusals.ts';
import { ApplianceError, ApplianceErrors, type Warning } from '../../errors.ts';
import type { Outside } from '../../kickstart/read.ts';
import type { Syntax } from '../../kickstart/versions/versions.ts';
import { jsonLine } from '../../report/printable.ts';
import { type Environment, signalOfProcess } from '../host/environment.ts';
import { Excerpts } from '../kickstart/kickstart-errors.ts';
import { outsideOf } from '../kickstart/outside.ts';
import { type KickstartFile, planOf, readKickstartFile } from '../kickstart/read-kickstart.ts';
import { onlyOnce } from '../options/only-once.ts';
import { type ReadFlags, readOptionsOf } from '../options/read-options.ts';
import { errorData, errorLines, warningData, warningLines } from '../print-error.ts';

export interface CheckFlags extends ReadFlags {
  readonly json?: boolean;
  /** Judges the language alone. */
  readonly language?: boolean;
}

interface Finding {
  readonly file: string;
  readonly syntax: Syntax | undefined;
  readonly errors: readonly ApplianceError[];
  readonly warnings: readonly Warning[];
  readonly counts: ReadonlyMap<string, number>;
  readonly noEffect: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads each kickstart, with its %addon lines and layout, and reports everything wrong in any of them.
 *
 * @returns 0, or 2 if any has an error
 */
export async function checkCommand(
  files: readonly string[],
  flags: CheckFlags,
  environment: Environment,
): Promise<number> {
  const outside = outsideOf(environment, onlyOnce(signalOfProcess));
  let anyErrors = false;
  for (const file of files) {
    const finding = await checkFile(file, flags, outside);
    anyErrors ||= finding.errors.length > 0;
    if (flags.json === true) environment.stdout.write(`${jsonLine(asData(finding))}\n`);
    else printFinding(finding, environment);
  }
  return anyErrors ? 2 : 0;
}

async function checkFile(file: string, flags: CheckFlags, outside: Outside): Promise<Finding> {
  const nothing = { file, syntax: undefined, warnings: [], counts: new Map(), noEffect: [], texts: new Map() };
  try {
    const read = await readKickstartFile(file, outside, readOptionsOf(flags));
    const { document, errors, counts, texts } = read;
    const found = { ...nothing, syntax: document.syntax, warnings: document.warnings, counts, texts };
    return flags.language === true ? { ...found, errors } : { ...found, ...judgeAppliance(read) };
  } catch (error) {
    if (!(error instanceof ApplianceError) || error.kind === 'interrupted') throw error;
    return { ...nothing, errors: [error] };
  }
}

/** What an appliance makes of it. With errors in the language only its single lines can be judged, not the whole. */
function judgeAppliance(read: KickstartFile): Pick<Finding, 'errors' | 'warnings' | 'noEffect'> {
  const { document, errors } = read;
  const others = { warnings: document.warnings, noEffect: [] };
  if (errors.length > 0) {
    const all = [...errors];
    const report = (error: ApplianceError) => all.push(error);
    reportRefusals(document, chooseBackend(document, {}, report).backend, report);
    return { ...others, errors: all.toSorted(byLine(document.file)) };
  }
  try {
    const { appliance } = planOf(read, {});
    const noEffect = [...new Set(appliance.noEffect.map(({ command }) => command))];
    return { errors: [], warnings: appliance.warnings, noEffect };
  } catch (error) {
    if (error instanceof ApplianceErrors) return { ...others, errors: error.errors };
    throw error;
  }
}

/** Errors in included files keep their place among those of their own file. */
function byLine(file: string): (left: ApplianceError, right: ApplianceError) => number {
  return ({ position: left }, { position: right }) => {
    if (left?.file !== file || right?.file !== file) return 0;
    return left.line - right.line || left.column - right.column;
  };
}

function asData({ file, syntax, errors, warnings, counts, noEffect }: Finding): object {
  return {
    file,
    ok: errors.length === 0,
    syntax,
    errors: errors.flatMap(errorData),
    warnings: warnings.map(warningData),
    commands: Object.fromEntries(counts),
    noEffect,
  };
}

function printFinding(finding: Finding, { stdout, stderr }: Environment): void {
  const { file, errors, warnings, noEffect, texts } = finding;
  const excerpts = new Excerpts(texts);
  const lines = [
    ...errors.flatMap((error) => errorLines(error, excerpts)),
    ...warnings.flatMap((warning) => warningLines(warning, excerpts)),
  ];
  if (lines.length > 0) stderr.write(`${lines.join('\n')}\n`);
  if (noEffect.length > 0) stdout.write(`${file}: no effect in an image: ${noEffect.join(', ')}\n`);
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const serious = warnings.filter(({ severity }) => severity !== 'note').length;
  stdout.write(`${file}: ${errors.length > 0 ? count(errors.length, 'error') : `ok, ${count(serious, 'warning')}`}\n`);
}
