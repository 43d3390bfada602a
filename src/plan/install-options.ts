import type { PackageFlags } from '../kickstart/document.ts';

/** How packages are installed: the options of the %packages header that change it. */
export interface InstallOptions {
  /** Documentation stays away: manuals, info pages and what packages put beside their licences. */
  readonly excludeDocs: boolean;
  /** Languages whose translations are installed, such as `de` or `pt_BR`; empty: none; undefined: all. */
  readonly languages: readonly string[] | undefined;
  /** Names that no repository has are left out, with a warning. */
  readonly ignoreMissing: boolean;
  /** Packages that cannot be installed are left out, with a warning (dnf alone). */
  readonly ignoreBroken: boolean;
  /** Whether what packages recommend comes too, where the backend does that at all. */
  readonly weakDependencies: boolean;
  /** Packages come for every architecture that the target runs (dnf alone). */
  readonly multilib: boolean;
  /** How often a download is tried again; undefined: as the backend does. */
  readonly retries: number | undefined;
  /** Seconds to wait for a repository's answer; undefined: as the backend does. */
  readonly timeoutSeconds: number | undefined;
}

/** RPM's word for every language. */
const allLanguages = 'all';

/** @param flags undefined: there is no %packages section */
export function installOptionsOf(flags: PackageFlags | undefined): InstallOptions {
  const languages = flags?.instLangs?.split(':').filter((language) => language !== '');
  return {
    excludeDocs: flags?.excludeDocs ?? false,
    languages: languages?.includes(allLanguages) ? undefined : languages,
    ignoreMissing: flags?.ignoreMissing ?? false,
    ignoreBroken: flags?.ignoreBroken ?? false,
    weakDependencies: !(flags?.excludeWeakDeps ?? false),
    multilib: flags?.multilib ?? false,
    retries: flags?.retries,
    timeoutSeconds: flags?.timeoutSeconds,
  };
}
