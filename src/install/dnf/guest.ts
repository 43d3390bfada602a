import type { RepositorySpec } from '../../appliance/appliance.ts';
import { rootFiles } from '../../host/root/root-files.ts';
import type { EnabledModule } from './program.ts';
import type { Key } from './verify/keys.ts';

export interface GuestDnf {
  readonly repositories: readonly RepositorySpec[];
  readonly keys: ReadonlyMap<string, readonly Key[]>;
  readonly modules: readonly EnabledModule[];
}

/**
 * Gives the guest the repositories that `repo --install` names, their keys, and the streams of the modules that were
 * enabled (dnf(8), "MODULE COMMAND"; files as dnf 4 writes them).
 *
 * @returns notes for the user
 */
export async function finishGuestDnf(root: string, { repositories, keys, modules }: GuestDnf): Promise<string[]> {
  const files = rootFiles(root);
  const notes: string[] = [];
  for (const repository of repositories.filter(({ forBuildOnly }) => forBuildOnly !== true)) {
    const { name, url } = repository;
    if (!/^(?:https?|ftp):/i.test(url)) {
      notes.push(`the appliance does not get the repository ${name}: it is a folder of this machine`);
      continue;
    }
    const places = (keys.get(name) ?? []).map((key, index) => ({
      key,
      place: `/etc/pki/rpm-gpg/RPM-GPG-KEY-${name}${index === 0 ? '' : `-${index + 1}`}`,
    }));
    for (const { key, place } of places) await files.write(place, key.text);
    await files.write(
      `/etc/yum.repos.d/${name}.repo`,
      repositoryText(
        repository,
        places.map(({ place }) => place),
      ),
    );
  }
  for (const { name, stream, profiles, state } of modules) {
    await files.write(
      `/etc/dnf/modules.d/${name}.module`,
      `[${name}]\nname=${name}\nstream=${stream}\nprofiles=${profiles.join(',')}\nstate=${state}\n`,
    );
  }
  return notes;
}

/** dnf passes over a repository of this name: the section is that of its own settings (dnf.conf(5), "[MAIN] OPTIONS"). */
const sectionOf = (name: string) => (name === 'main' ? 'main-repository' : name);

/** dnf.conf(5), "REPO OPTIONS". Passwords of the building machine stay there. */
export function repositoryText(repository: RepositorySpec, keyFiles: readonly string[]): string {
  const { name, url, list, cost, priority, packages, access } = repository;
  const lines = [
    `[${sectionOf(name)}]`,
    `name=${name}`,
    `${list ?? 'baseurl'}=${url.replace(/(:\/\/)[^/\s]+@/, '$1')}`,
    'enabled=1',
    keyFiles.length > 0 ? 'gpgcheck=1' : undefined,
    keyFiles.length > 0 ? `gpgkey=${keyFiles.map((file) => `file://${file}`).join(' ')}` : undefined,
    cost === undefined ? undefined : `cost=${cost}`,
    priority === undefined ? undefined : `priority=${priority}`,
    packages === undefined || packages.included.length === 0 ? undefined : `includepkgs=${packages.included.join(' ')}`,
    packages === undefined || packages.excluded.length === 0 ? undefined : `excludepkgs=${packages.excluded.join(' ')}`,
    access?.noVerifySsl === true ? 'sslverify=0' : undefined,
  ];
  return `${lines.filter((line) => line !== undefined).join('\n')}\n`;
}
