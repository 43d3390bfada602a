import { ApplianceError, ApplianceErrors, type Warning } from '../errors.ts';
import type { Environment } from './environment.ts';
import { errorData, errorLines, warningData, warningLines } from './print-error.ts';
import { planKickstart } from './read-kickstart.ts';

export interface CheckFlags {
  readonly json?: boolean;
}

interface Finding {
  readonly file: string;
  readonly errors: readonly unknown[];
  readonly warnings: readonly Warning[];
  readonly noEffect: readonly string[];
}

/**
 * Reads each kickstart, with its %addon lines and layout, and reports everything wrong in any of them.
 *
 * @returns 0, or 2 if any has an error
 */
export function checkCommand(files: readonly string[], flags: CheckFlags, { stdout, stderr }: Environment): number {
  const findings = files.map(checkFile);
  for (const finding of findings) {
    if (flags.json === true) stdout.write(`${JSON.stringify(asData(finding))}\n`);
    else printFinding(finding, stdout, stderr);
  }
  return findings.some(({ errors }) => errors.length > 0) ? 2 : 0;
}

function checkFile(file: string): Finding {
  try {
    const { appliance } = planKickstart(file, {});
    return {
      file,
      errors: [],
      warnings: appliance.warnings,
      noEffect: [...new Set(appliance.noEffect.map(({ command }) => command))],
    };
  } catch (error) {
    if (!(error instanceof ApplianceError || error instanceof ApplianceErrors)) throw error;
    return { file, errors: error instanceof ApplianceErrors ? error.errors : [error], warnings: [], noEffect: [] };
  }
}

function asData({ file, errors, warnings, noEffect }: Finding): object {
  return {
    file,
    ok: errors.length === 0,
    errors: errors.flatMap(errorData),
    warnings: warnings.map(warningData),
    noEffect,
  };
}

function printFinding(
  { file, errors, warnings, noEffect }: Finding,
  stdout: Environment['stdout'],
  stderr: Environment['stderr'],
): void {
  for (const line of [...errors.flatMap(errorLines), ...warnings.flatMap(warningLines)]) stderr.write(`${line}\n`);
  if (noEffect.length > 0) stdout.write(`${file}: no effect in an image: ${noEffect.join(', ')}\n`);
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  stdout.write(
    `${file}: ${errors.length > 0 ? count(errors.length, 'error') : `ok, ${count(warnings.length, 'warning')}`}\n`,
  );
}
