import { ApplianceError, type Position } from '../../errors.ts';
import type { Document, PackageEntry, PackageFlags } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { Refusal } from '../support/means.ts';

/** Options of the %packages header that a Debian appliance cannot honour; docs/kickstart-support.md lists them. */
export const refusedHeaderOptions: Readonly<Record<string, Refusal>> = {
  '--default': { reason: 'Debian has no environments, and so no default one', hint: 'name the packages one by one' },
  '--ignorebroken': {
    reason: 'apt installs all packages together or none, so none can be left out because others are missing',
    hint: 'exclude the package with "-name", or add the repository that has what it needs',
  },
  '--multilib': { reason: 'Debian packages bring along no variants for other architectures' },
};

/** Names as Debian policy §5.6.1 allows, with an architecture, a version or a release, or a pattern of apt. */
const packagePattern = /^[a-z0-9][a-z0-9+.*?-]*(?::[a-z0-9-]+)?(?:[=/][A-Za-z0-9.+:~-]+)?$/;
/** A locale's name (setlocale(3)); it must not reach out of the folder of locales. */
const languagePattern = /^[A-Za-z]+(?:_[A-Za-z0-9]+)?(?:\.[A-Za-z0-9-]+)?(?:@[A-Za-z0-9]+)?$/;
const mostRetries = 100;
const longestTimeoutSeconds = 3600;

/** Reports what %packages asks for and a Debian appliance cannot have. */
export function checkPackages({ packages }: Document, report: Report): void {
  if (packages.flags !== undefined) checkHeader(packages.flags, report);
  for (const entry of packages.included) checkEntry(entry, report);
  for (const entry of packages.excluded) checkEntry(entry, report);
}

function checkHeader({ options, instLangs, retries, timeoutSeconds }: PackageFlags, report: Report): void {
  for (const [option, { reason, hint = 'remove the option' }] of Object.entries(refusedHeaderOptions)) {
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

function checkEntry({ name, position, members }: PackageEntry, report: Report): void {
  if (name === '@core') {
    const message = '@core has no optional packages on Debian: it is what every Debian appliance gets';
    if (members !== undefined) report(inputError('refused', message, position, 'write just @core'));
  } else if (name.startsWith('@')) {
    const what = name.startsWith('@^') ? `the environment ${name}` : `the package group ${name}`;
    const message = `${what} is refused: Debian has no groups of packages`;
    report(inputError('refused', message, position, 'name the packages one by one; @core is understood'));
  } else if (!packagePattern.test(name)) {
    report(inputError('bad-package-name', `"${name}" cannot be the name of a Debian package`, position));
  }
}

function inputError(code: string, message: string, position: Position | undefined, hint?: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code, message, position, hint });
}
