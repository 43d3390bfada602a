import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ContentStore } from '../../cache/content-store.ts';
import { notKept } from '../../cache/trouble.ts';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import type { Fetched } from '../backend.ts';
import { fetchedFigures, takeFromStore } from '../package-files.ts';
import type { RpmPackage } from './ask/packages.ts';
import { withoutCredentials } from './ask/refusals.ts';
import type { DnfRequest } from './ask/request.ts';
import { askDnf, type DnfProgram, type DownloadedFile, isRefusal, type Refusal } from './program.ts';

/**
 * Puts the package files of the set into a folder: from the cache where it has them, else downloaded by dnf. Each is
 * compared with the checksum of the metadata; new ones are added to the cache, after a failure too.
 *
 * @param folder existing
 * @throws ApplianceError code `download-failed` with dnf's words, `checksum-mismatch`
 */
export async function fetchRpms(
  runner: Runner,
  dnf: { readonly program: DnfProgram; readonly request: DnfRequest },
  store: ContentStore,
  packages: readonly RpmPackage[],
  folder: string,
): Promise<Omit<Fetched, 'warnings'>> {
  const missing = await takeFromStore(store, packages, folder);
  const notes = missing.length === 0 ? [] : await download(runner, dnf, store, missing, folder);
  return { notes, ...fetchedFigures(packages, missing) };
}

async function download(
  runner: Runner,
  { program, request }: { readonly program: DnfProgram; readonly request: DnfRequest },
  store: ContentStore,
  missing: readonly RpmPackage[],
  folder: string,
): Promise<string[]> {
  const answer = await askDnf<{ readonly files: readonly DownloadedFile[] }>(runner, program, {
    ...request,
    action: 'download',
    packages: missing.map(({ repository, location }) => ({ repository, location })),
  });
  const files = isRefusal(answer) ? (answer.error.files ?? []) : answer.files;
  const notes = await take(store, missing, files, folder);
  if (isRefusal(answer)) throw downloadError(answer.error, missing);
  return notes;
}

/** @returns notes for the user: a cache that cannot be written costs time in the next build, not this build */
async function take(
  store: ContentStore,
  wanted: readonly RpmPackage[],
  files: readonly DownloadedFile[],
  folder: string,
): Promise<string[]> {
  const places = new Map(files.map(({ repository, location, file }) => [`${repository} ${location}`, file]));
  const notes = new Set<string>();
  for (const { repository, location, sha256, fileName } of wanted) {
    const file = places.get(`${repository} ${location}`);
    if (file === undefined) continue;
    // A repository that is a folder keeps its files, and they may change under the build: only the copy is trusted.
    const copy = path.join(folder, fileName);
    await fs.copyFile(file, copy, fs.constants.COPYFILE_FICLONE);
    try {
      await store.add(sha256, copy);
    } catch (error) {
      if (error instanceof ApplianceError) throw error;
      notes.add(notKept('the packages', error));
    }
  }
  return [...notes];
}

const gone = /Status code: 404|No such file|Couldn't open file|cannot open/i;
const changed = /checksum|digest|replaced/i;

function downloadError({ detail }: Refusal, missing: readonly RpmPackage[]): ApplianceError {
  const told = [...new Set(detail.map(withoutCredentials))];
  const text = told.join('\n');
  return new ApplianceError({
    kind: 'build',
    code: 'download-failed',
    message: `cannot download ${missing.length === 1 ? missing[0]?.name : `all of ${missing.length} packages`}`,
    detail: told.slice(-10),
    hint: gone.test(text)
      ? 'a package that the metadata lists is not there: the repository was changed while the build ran; try again'
      : changed.test(text)
        ? 'a package differs from what the metadata says: the mirror or a proxy before it is at fault, or it is being changed right now'
        : 'check the network and the mirror; what was downloaded so far is kept in the cache',
  });
}
