import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { CacheFile } from '../../report/events.ts';
import type { ActionLog, Program } from '../ports.ts';
import { contentDigest, exportFiles, filesCarried, type Imported, importFolder } from './carried.ts';
import { isOfRequest, lookUp, type PackageRequest } from './keys.ts';
import type { LocalPart } from './local.ts';
import type { CacheService, RestoreOutcome, SaveOutcome } from './service.ts';

export interface PartsContext {
  /** What the keys begin with. */
  readonly prefix: string;
  readonly request: PackageRequest;
  /** The cache of this machine: what `--cache-dir` gets. */
  readonly directory: string;
  /** A folder of our own, for what comes from the service and goes there. */
  readonly scratch: string;
  readonly service: CacheService;
  readonly program: Program;
  readonly log: ActionLog;
}

/** How a part came from the service into the cache of this machine. */
export interface RestoredPart extends RestoreOutcome {
  readonly part: LocalPart;
  /** Undefined if nothing was taken into the cache. */
  readonly imported: Imported | undefined;
  /** What it brought, for the layer alone. */
  readonly files: readonly CacheFile[];
}

export interface SavedPart extends SaveOutcome {
  readonly part: LocalPart;
}

/** Never throws. */
export async function restorePart(context: PartsContext, part: LocalPart, enough?: AbortSignal): Promise<RestoredPart> {
  const { prefix, request, directory, scratch, service, program, log } = context;
  const folder = { parent: path.join(scratch, 'restore'), name: part };
  const place = path.join(folder.parent, part);
  try {
    const outcome = await service.restore(folder, lookUp(prefix, part, request), enough);
    if (outcome.key === undefined) return { ...outcome, part, imported: undefined, files: [] };
    const imported = await importFolder(program, directory, place);
    if (imported.dropped > 0) warn(log, `${imported.dropped} files of ${outcome.key} are damaged, and are not used`);
    return { ...outcome, part, imported, files: part === 'layer' ? await filesCarried(place) : [] };
  } catch (error) {
    const reason = messageOf(error);
    warn(log, `${part} cannot be taken into the cache: ${reason}`);
    return { ...skipped(part, reason), outcome: 'failed' };
  } finally {
    await removeQuietly(place, log);
  }
}

export function skipped(part: LocalPart, reason: string): RestoredPart {
  return { part, outcome: 'skipped', key: undefined, bytes: 0, seconds: 0, reason, imported: undefined, files: [] };
}

export interface ToSave {
  readonly part: LocalPart;
  readonly files: readonly CacheFile[];
  /** The entry's key, or how it follows from the SHA-256 of what is in it. */
  readonly key: string | ((contentSha256: string) => string);
}

/**
 * Saves what the service does not have yet. Never throws.
 *
 * @param before how the part was restored; undefined if that was not tried
 * @returns undefined if it is what was restored
 */
export async function savePart(
  context: PartsContext,
  { part, files, key: keyOrRule }: ToSave,
  before: RestoredPart | undefined,
): Promise<SavedPart | undefined> {
  const { scratch, directory, program, service, log } = context;
  const folder = { parent: path.join(scratch, 'save'), name: part };
  const place = path.join(folder.parent, part);
  let key = typeof keyOrRule === 'string' ? keyOrRule : undefined;
  try {
    if (key === undefined || (await mayBeNew(key))) {
      await exportFiles(program, directory, files, place);
      const isKnownToBeNew = key !== undefined;
      if (typeof keyOrRule === 'function') key = keyOrRule(await contentDigest(place));
      if (key !== undefined && (isKnownToBeNew || (await mayBeNew(key)))) {
        return { ...(await service.save(folder, key)), part };
      }
    }
    if (key === undefined || key === before?.key) return undefined;
    return { part, outcome: 'exists', key, bytes: 0, seconds: 0, reason: undefined };
  } catch (error) {
    const reason = messageOf(error);
    warn(log, `${part} cannot be saved to the cache: ${reason}`);
    return { part, outcome: 'failed', key: key ?? '', bytes: 0, seconds: 0, reason };
  } finally {
    await removeQuietly(place, log);
  }

  /** Asks the service only if what is known does not answer it: an entry is the newest of its request for some time only. */
  async function mayBeNew(wanted: string): Promise<boolean> {
    if (wanted === before?.key) return false;
    const lookedUp = lookUp(context.prefix, part, context.request);
    const requestWasMissed =
      before?.outcome === 'miss' || (before?.key !== undefined && !isOfRequest(before.key, lookedUp));
    return requestWasMissed || !(await service.has(folder, wanted));
  }
}

function warn(log: ActionLog, message: string): void {
  log.annotate('warning', message, undefined, 'cache');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What cannot be removed now is removed when the job ends, with root's rights. */
async function removeQuietly(place: string, log: ActionLog): Promise<void> {
  await fs.rm(place, { recursive: true, force: true }).catch((error) => log.debug(String(error)));
}
