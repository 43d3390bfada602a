import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { messageOf } from '../../errors.ts';
import { compareManifests, type ManifestDifference } from '../../report/difference/difference.ts';
import { differenceMarkdown } from '../../report/difference/difference-text.ts';
import { type Manifest, manifestName } from '../../report/manifest/manifest.ts';
import { readManifest } from '../../report/manifest/read-manifest.ts';
import { manifestKey, manifestLookUp } from '../cache/keys.ts';
import type { CacheService } from '../cache/service.ts';
import type { ActionLog } from '../ports.ts';

/** Where manifests are kept from run to run. */
export interface ManifestStore {
  readonly service: CacheService;
  /** A folder of our own. */
  readonly scratch: string;
  readonly prefix: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: ActionLog;
}

export interface Changes {
  readonly difference: ManifestDifference;
  /** Absolute path of a Markdown file that tells them. */
  readonly file: string;
}

const folderName = 'manifest';

/**
 * Compares a manifest with the one of an earlier run.
 *
 * @param given path of the earlier one; undefined: the newest in the store
 * @param scratch an absolute path; the file of the changes is written in it
 * @returns undefined if there is no earlier one, or it cannot be read, which is a warning
 */
export async function changesSince(
  given: string | undefined,
  current: Manifest,
  store: ManifestStore | undefined,
  scratch: string,
): Promise<Changes | undefined> {
  const earlier = given ?? (store === undefined ? undefined : await newestOf(current.name, store));
  if (earlier === undefined) return undefined;
  try {
    const difference = compareManifests(readManifest(await fs.readFile(earlier, 'utf8'), earlier), current);
    const file = path.join(scratch, `${current.name}-changes.md`);
    await fs.mkdir(scratch, { recursive: true });
    await fs.writeFile(file, `## ${current.name}\n\n${differenceMarkdown(difference)}`);
    return { difference, file };
  } catch (error) {
    store?.log.annotate('warning', `what changed since the previous manifest cannot be told: ${messageOf(error)}`);
    return undefined;
  }
}

async function newestOf(name: string, { service, scratch, prefix }: ManifestStore): Promise<string | undefined> {
  const { key } = await service.restore({ parent: scratch, name: folderName }, manifestLookUp(prefix, name));
  return key === undefined ? undefined : path.join(scratch, folderName, manifestName);
}

/** Keeps a manifest for the next run to compare with. */
export async function keepManifest(
  manifest: Manifest,
  { service, scratch, prefix, variables }: ManifestStore,
): Promise<void> {
  const folder = path.join(scratch, folderName);
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path.join(folder, manifestName), JSON.stringify(manifest));
  const { GITHUB_RUN_ID: run = '', GITHUB_RUN_ATTEMPT: attempt = '' } = variables;
  await service.save({ parent: scratch, name: folderName }, manifestKey(prefix, manifest.name, run, attempt));
}
