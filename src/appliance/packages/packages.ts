import type { Document, PackageFlags } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { Backend } from '../appliance.ts';
import type { Refusal } from '../support/means.ts';
import { checkDebianEntries, debianHeaderRefusals } from './debian.ts';
import { inputError } from './problems.ts';
import { checkRpmEntries } from './rpm.ts';

/** Options of the %packages header that a backend cannot honour; docs/kickstart-support.md lists them. */
export const refusedHeaderOptions: Readonly<Record<Backend, Readonly<Record<string, Refusal>>>> = {
  apt: debianHeaderRefusals,
  dnf: {},
};

const entryChecks: Readonly<Record<Backend, (document: Document, report: Report) => void>> = {
  apt: checkDebianEntries,
  dnf: checkRpmEntries,
};

/** A locale's name (setlocale(3)); it must not reach out of the folder of locales. */
const languagePattern = /^[A-Za-z]+(?:_[A-Za-z0-9]+)?(?:\.[A-Za-z0-9-]+)?(?:@[A-Za-z0-9]+)?$/;
const mostRetries = 100;
const longestTimeoutSeconds = 3600;

/** Reports what %packages asks for and an appliance of that backend cannot have. */
export function checkPackages(document: Document, backend: Backend, report: Report): void {
  if (document.packages.flags !== undefined) checkHeader(document.packages.flags, backend, report);
  entryChecks[backend](document, report);
}

function checkHeader(flags: PackageFlags, backend: Backend, report: Report): void {
  const { options, instLangs, retries, timeoutSeconds } = flags;
  for (const [option, { reason, hint = 'remove the option' }] of Object.entries(refusedHeaderOptions[backend])) {
    const position = options[option];
    const message = `%packages ${option} is refused: ${reason}`;
    if (position !== undefined) report(inputError('refused', message, position, hint));
  }
  const bad = (instLangs ?? '').split(':').find((language) => language !== '' && !languagePattern.test(language));
  if (bad !== undefined) {
    const position = options['--inst-langs'] ?? options['--instLangs'];
    const hint = 'separate languages with colons: --inst-langs=de:pt_BR';
    report(inputError('bad-value', `--inst-langs: "${bad}" is not a language such as de or pt_BR`, position, hint));
  }
  for (const [option, value, least, most] of [
    ['--retries', retries, 0, mostRetries],
    ['--timeout', timeoutSeconds, 1, longestTimeoutSeconds],
  ] as const) {
    if (value === undefined || (value >= least && value <= most)) continue;
    report(inputError('bad-value', `${option}: ${value} is not from ${least} to ${most}`, options[option]));
  }
}
