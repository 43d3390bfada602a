import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { rootFiles } from '../../host/root/root-files.ts';
import type { PackagePlan } from '../../plan/plan.ts';
import type { ResolvedPackage } from '../backend.ts';
import { type SourceFile, signedByFiles, withoutCredentials } from './sources.ts';

/**
 * Gives the guest its package sources and tells its apt which packages were only pulled in, so that
 * `apt autoremove` works there as after an ordinary installation. Folders of this machine are no sources for the guest.
 *
 * @returns notes for the user
 */
export async function finishGuestApt(
  root: string,
  sources: readonly SourceFile[],
  request: PackagePlan,
  packages: readonly ResolvedPackage[],
): Promise<string[]> {
  const files = rootFiles(root);
  const { kept, notes } = sourcesForGuest(sources);
  for (const source of kept) {
    const place = source.name === 'sources.list' ? '/etc/apt/sources.list' : `/etc/apt/sources.list.d/${source.name}`;
    await files.write(place, withoutCredentials(source.text));
    for (const key of signedByFiles(source.text)) {
      if (await files.exists(key)) continue;
      const target = await files.path(key);
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs.copyFile(key, target);
    }
  }
  await files.write('/var/lib/apt/extended_states', extendedStates(request, packages));
  return notes;
}

const isLocal = ({ text }: SourceFile) => /^\s*(?:deb\s+(?:\[[^\]]*\]\s*)?|uris:\s*)(?:file|copy):/im.test(text);

/** Which sources the guest gets: a guest without any would never see an update. */
export function sourcesForGuest(sources: readonly SourceFile[]): {
  readonly kept: readonly SourceFile[];
  readonly notes: string[];
} {
  const reachable = sources.filter((source) => !isLocal(source));
  const kept = reachable.filter(({ forBuildOnly }) => forBuildOnly !== true);
  const names = reachable.map(({ name }) => name.replace(/\.list$/, ''));
  if (reachable.length === 0) {
    return { kept, notes: ['the appliance has no package source: all repositories are folders of this machine'] };
  }
  if (kept.length === 0) {
    return {
      kept: reachable,
      notes: [
        `the appliance gets the package source${names.length > 1 ? 's' : ''} ${names.join(', ')}, as no repo line has --install and it would have none at all`,
      ],
    };
  }
  const away = reachable.filter((source) => !kept.includes(source)).map(({ name }) => name.replace(/\.list$/, ''));
  return {
    kept,
    notes: away.map(
      (name) => `the repository ${name} serves the build alone; --install of its repo line gives it to the appliance`,
    ),
  };
}

/** The format of /var/lib/apt/extended_states: a paragraph for each package that was installed automatically. */
export function extendedStates(request: PackagePlan, packages: readonly ResolvedPackage[]): string {
  const words = request.requested.flatMap(({ name, alternatives = [] }) => [
    name.replace(/[:=/].*$/, ''),
    ...alternatives,
  ]);
  const asked = new Set(words);
  const patterns = words.filter((word) => /[*?]/.test(word)).map(globPattern);
  const native = packages.find(({ arch }) => arch !== 'all')?.arch ?? 'all';
  return packages
    .filter(({ name }) => !asked.has(name) && !patterns.some((pattern) => pattern.test(name)))
    .map(({ name, arch }) => `Package: ${name}\nArchitecture: ${arch === 'all' ? native : arch}\nAuto-Installed: 1\n\n`)
    .join('');
}

/** `vim*` as a regular expression. */
const globPattern = (glob: string) =>
  new RegExp(`^${glob.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
