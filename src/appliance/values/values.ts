import { ApplianceError } from '../../errors.ts';
import type { Command, Written } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { Backend } from '../appliance.ts';
import { localeChecks } from './locale.ts';
import { networkChecks } from './network.ts';
import type { Checks, Problem } from './problem.ts';
import { sourcesChecks } from './sources.ts';
import { storageChecks } from './storage.ts';
import { systemChecks } from './system.ts';

/** What the language lets through and an appliance cannot use. */
const checks: Checks = { ...storageChecks, ...systemChecks, ...localeChecks, ...networkChecks, ...sourcesChecks };

/** Reports the values of one line that an appliance cannot use. */
export function checkValues(command: Command, written: Written, backend: Backend, report: Report): void {
  const check = checks[command.name] as ((command: Command, backend: Backend) => readonly Problem[]) | undefined;
  for (const { message, code = 'bad-value', at, hint } of check?.(command, backend) ?? []) {
    const option = at === undefined ? undefined : written.options[at];
    const position = option ?? written.arguments[0]?.position ?? command.position;
    report(new ApplianceError({ kind: 'input', code, message, position, hint }));
  }
}
