import type { FileAttributes } from '../rpm/file-list.ts';
import type { Dependencies, Scriptlets } from '../rpm/package.ts';
import type { Entries } from '../rpm/tree.ts';

/** What makes a Debian package one of Trial Linux, beyond the conversion that all get. */
export interface Change {
  /** Files that go elsewhere, by their path below the merged /usr; replacements as in String.replace. */
  readonly moves?: readonly (readonly [RegExp, string])[];
  /** Copies of files, made before any moves. */
  readonly copies?: readonly (readonly [RegExp, string])[];
  /** Files that go away. */
  readonly removes?: RegExp;
  readonly adds?: Entries;
  readonly attributes?: Readonly<Record<string, FileAttributes>>;
  /** Further configuration files. */
  readonly configuration?: readonly string[];
  readonly dependencies?: Dependencies;
  /** Dependencies of Debian that go away. */
  readonly drops?: RegExp;
  readonly scriptlets?: Scriptlets;
}

/** By the distribution's name of the package. */
export type Changes = Readonly<Record<string, Change>>;

/** Debian's own machinery in any package. */
export const nobodysFiles =
  /^\/usr\/share\/(?:lintian|bug|debconf|doc-base|pam-configs|initramfs-tools|menu|apport|python3)\/|^\/etc\/(?:init\.d|rcS?\.d|kernel|cron\.\w+|dpkg|ufw|update-motd\.d|initramfs-tools|apparmor\.d|runit)\/|^\/usr\/lib\/(?:init|lsb|runit-helper)\/|^\/usr\/lib\/dpkg/;

/** A %pre scriptlet that makes system users and groups of their names, unless they are there. */
export function makeAccounts(users: readonly string[], groups: readonly string[] = []): Change {
  const user = (name: string) =>
    `[ -n "$(getent passwd ${name})" ] || useradd --system --user-group --home-dir / --no-create-home --shell /usr/sbin/nologin ${name}`;
  const group = (name: string) => `[ -n "$(getent group ${name})" ] || groupadd --system ${name}`;
  return {
    dependencies: { 'Requires(pre)': ['shadow-utils', 'login', 'glibc-common'] },
    scriptlets: { pre: [...groups.map(group), ...users.map(user), 'exit 0'].join('\n') },
  };
}

/** The %post and %preun scriptlets of a package with units: the presets decide (systemd.preset(5)). */
export function presetUnits(...units: readonly string[]): Scriptlets {
  return {
    post: `[ "$1" -gt 1 ] || [ ! -x /usr/bin/systemctl ] || systemctl --no-reload preset ${units.join(' ')} || :`,
    preun: `[ "$1" -gt 0 ] || [ ! -x /usr/bin/systemctl ] || systemctl --no-reload disable ${units.join(' ')} || :`,
  };
}
