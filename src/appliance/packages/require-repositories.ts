import { ApplianceErrors } from '../../errors.ts';
import type { Appliance } from '../appliance.ts';
import { inputError } from './problems.ts';
import { releaseVariables, substituteVariables } from './variables.ts';

/**
 * What a build needs to know and a kickstart may leave to the command line: at least one repository for dnf (apt takes
 * the sources of the host), and the release that their addresses name.
 *
 * @throws ApplianceErrors codes `no-repository`, `no-releasever`
 */
export function requireRepositories({ backend, repositories, arch, releasever }: Appliance): void {
  if (backend !== 'dnf') return;
  if (repositories.length === 0) {
    const message = "the kickstart names no repository, and the host's own are never used";
    const hint =
      'add a line such as: url --url=https://HOST/PATH (or --mirrorlist, --metalink), or give --repo NAME=URL';
    throw new ApplianceErrors([inputError('no-repository', message, undefined, hint)]);
  }
  const errors = repositories.flatMap(({ name, url, keys = [], position }) => {
    const unset = [url, ...keys].flatMap((text) => substituteVariables(text, { arch, releasever }).unset);
    const variable = unset.find((one) => releaseVariables.has(one));
    if (variable === undefined) return [];
    const message = `the address of the repository ${name} has $${variable} in it, and nobody says which release that is`;
    return [inputError('no-releasever', message, position, 'give --releasever 42, say')];
  });
  if (errors.length > 0) throw new ApplianceErrors(errors);
}
