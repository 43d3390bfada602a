import type { Document, PackageEntry } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { Refusal } from '../support/means.ts';
import { inputError } from './problems.ts';

/** Options of the %packages header that a Debian appliance cannot honour. */
export const debianHeaderRefusals: Readonly<Record<string, Refusal>> = {
  '--default': { reason: 'Debian has no environments, and so no default one', hint: 'name the packages one by one' },
  '--ignorebroken': {
    reason: 'apt installs all packages together or none, so none can be left out because others are missing',
    hint: 'exclude the package with "-name", or add the repository that has what it needs',
  },
  '--multilib': { reason: 'Debian packages bring along no variants for other architectures' },
};

/** Names as Debian policy §5.6.1 allows, with an architecture, a version or a release, or a pattern of apt. */
const packagePattern = /^[a-z0-9][a-z0-9+.*?-]*(?::[a-z0-9-]+)?(?:[=/][A-Za-z0-9.+:~-]+)?$/;

/** Reports the lines that apt can make nothing of. */
export function checkDebianEntries({ packages: { included, excluded } }: Document, report: Report): void {
  for (const entry of [...included, ...excluded]) checkEntry(entry, report);
}

function checkEntry({ name, position, members }: PackageEntry, report: Report): void {
  if (name === '@core') {
    const message = '@core has no optional packages on Debian: it is what every Debian appliance gets';
    if (members !== undefined) report(inputError('refused', message, position, 'write just @core'));
  } else if (name.startsWith('@')) {
    const what = name.startsWith('@^') ? `the environment ${name}` : `the package group ${name}`;
    const message = `${what} is refused: Debian has no groups of packages`;
    const hint = 'name the packages one by one; @core is understood; for an RPM distribution: --backend dnf';
    report(inputError('refused', message, position, hint));
  } else if (!packagePattern.test(name)) {
    report(inputError('bad-package-name', `"${name}" cannot be the name of a Debian package`, position));
  }
}
