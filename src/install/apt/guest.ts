import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { rootFiles } from '../../host/root-files.ts';
import type { PackagePlan } from '../../plan/plan.ts';
import type { ResolvedPackage } from '../backend.ts';
import { type SourceFile, signedByFiles, withoutCredentials } from './sources.ts';

/**
 * Gives the guest its package sources and tells its apt which packages were only pulled in, so that
 * `apt autoremove` works there as after an ordinary installation.
 */
export async function finishGuestApt(
  root: string,
  sources: readonly SourceFile[],
  request: PackagePlan,
  packages: readonly ResolvedPackage[],
): Promise<void> {
  const files = rootFiles(root);
  for (const source of sources) {
    if (/^\s*(?:deb\s+(?:\[[^\]]*\]\s*)?|uris:\s*)(?:file|copy):/im.test(source.text)) continue;
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
}

/** The format of /var/lib/apt/extended_states: a paragraph for each package that was installed automatically. */
export function extendedStates(request: PackagePlan, packages: readonly ResolvedPackage[]): string {
  const asked = new Set(request.requested.map(({ name }) => name.replace(/[:=/].*$/, '')));
  const native = packages.find(({ arch }) => arch !== 'all')?.arch ?? 'all';
  return packages
    .filter(({ name }) => !asked.has(name))
    .map(({ name, arch }) => `Package: ${name}\nArchitecture: ${arch === 'all' ? native : arch}\nAuto-Installed: 1\n\n`)
    .join('');
}
