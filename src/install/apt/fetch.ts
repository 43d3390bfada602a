import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ContentStore } from '../../cache/content-store.ts';
import { notKept } from '../../cache/trouble.ts';
import { ApplianceError } from '../../errors.ts';
import { sha256OfFile } from '../../host/files/checksum.ts';
import type { Runner } from '../../host/program/run.ts';
import type { Fetched } from '../backend.ts';
import { fetchedFigures, takeFromStore } from '../package-files.ts';
import type { AptDirectories } from './config.ts';
import type { AptPackage } from './resolve.ts';
import { unreachable } from './update.ts';

/**
 * Puts the package files of the set into apt's archive folder: from the cache where it has them, else downloaded by
 * apt, which checks each against the signed list. New ones are added to the cache.
 *
 * @param retries how often apt asks again, as its configuration says; undefined: it does not, and what passes is tried again
 * @throws ApplianceError code `download-failed` with apt's words, `checksum-mismatch`
 */
export async function fetchPackages(
  runner: Runner,
  apt: AptDirectories,
  store: ContentStore,
  packages: readonly AptPackage[],
  retries?: number,
): Promise<Fetched> {
  await fs.mkdir(path.join(apt.archives, 'partial'), { recursive: true });
  const missing = await takeFromStore(store, packages, apt.archives);
  let notes: readonly string[] = [];
  try {
    if (missing.length > 0)
      await download(runner, apt, missing, { aptRetries: retries ?? 0, left: retries === undefined ? ownRetries : 0 });
  } finally {
    notes = await keepDownloaded(apt, store, missing);
  }
  return { notes, warnings: [], ...fetchedFigures(packages, missing) };
}

/** What passes: worth another try. apt's own retries would also wait again for mirrors that are silent. */
const passing =
  /Connection (?:reset|closed)|Error reading from server|Remote end closed|Undetermined Error|\b50[0234] {2}/i;
const ownRetries = 2;

async function download(
  runner: Runner,
  apt: AptDirectories,
  missing: readonly AptPackage[],
  { aptRetries, left }: { readonly aptRetries: number; readonly left: number },
): Promise<void> {
  const complaints: string[] = [];
  try {
    await runner.run(
      'apt-get',
      [
        '-q',
        'download',
        '--',
        ...missing.map(({ name, arch, version }) => `${name}${arch === 'all' ? '' : `:${arch}`}=${version}`),
      ],
      {
        cwd: apt.archives,
        env: { APT_CONFIG: apt.configFile },
        logOutput: true,
        // Else apt waits for each of the packages in turn; who asks for retries wants just that.
        ...(aptRetries > 0 ? {} : { abandonAt: unreachable }),
        onLine: (line) => {
          if (/^(?:[EW]|Err): ?|^ {2,}\S/.test(line)) complaints.push(line);
        },
      },
    );
  } catch (error) {
    await dropUnfinished(apt, missing);
    if (!(error instanceof ApplianceError) || error.kind !== 'build') throw error;
    if (left > 0 && complaints.some((line) => passing.test(line))) {
      const present = new Set(await fs.readdir(apt.archives));
      const still = missing.filter(({ fileName }) => !present.has(fileName));
      if (still.length > 0) return await download(runner, apt, still, { aptRetries, left: left - 1 });
    }
    throw new ApplianceError({
      kind: 'build',
      code: 'download-failed',
      message: `cannot download ${missing.length === 1 ? missing[0]?.name : `all of ${missing.length} packages`}`,
      detail: complaints.length > 0 ? complaints.slice(-10) : error.detail,
      hint: /Hash Sum mismatch|size mismatch/i.test(complaints.join('\n'))
        ? 'a package file differs from the signed list: the mirror or a proxy before it is at fault, or it is being updated right now'
        : 'check the network and the mirror; what was downloaded so far is kept in the cache',
      cause: error,
    });
  }
}

/** `apt-get download` writes a file in its place, so one that broke off is there as well, under its whole name. */
async function dropUnfinished(apt: AptDirectories, wanted: readonly AptPackage[]): Promise<void> {
  for (const { sha256, fileName } of wanted) {
    const file = path.join(apt.archives, fileName);
    const found = await sha256OfFile(file).catch(() => undefined);
    if (found !== sha256) await fs.rm(file, { force: true });
  }
}

/**
 * After a failure, too: the next try need not download again what has come. A cache that cannot be written costs time in
 * the next build, not this build.
 *
 * @returns notes for the user
 */
async function keepDownloaded(
  apt: AptDirectories,
  store: ContentStore,
  wanted: readonly AptPackage[],
): Promise<string[]> {
  for (const { sha256, fileName } of wanted) {
    const file = path.join(apt.archives, fileName);
    const complete = await fs.access(file).then(
      () => true,
      () => false,
    );
    if (!complete) continue;
    try {
      await store.add(sha256, file);
    } catch (error) {
      if (error instanceof ApplianceError) throw error;
      return [notKept('the packages', error)];
    }
  }
  return [];
}
