import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { messageOf } from '../../errors.ts';
import type { CacheFile } from '../../report/progress/events.ts';
import type { ActionLog, Program } from '../ports.ts';
import { contentDigest, exportFiles, filesCarried, type Imported, importFolder } from './carried.ts';
import { isOfRequest, lookUp, type PackageRequest } from './keys.ts';
import type { LocalPart } from './local.ts';
import type { CacheService, RestoreOutcome, SaveOutcome, TransferFolder } from './service.ts';

export interface PartsContext {
  /** What the keys begin with. */
  readonly prefix: string;
  readonly request: PackageRequest;
  /** The cache of this machine: what `--cache-dir` gets. */
  readonly directory: string;
  /** A folder of this session alone, for what comes from the service and goes there. */
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

export interface SavedPart extends Omit<SaveOutcome, 'key'> {
  readonly part: LocalPart;
  /** Undefined if it failed before it was known. */
  readonly key: string | undefined;
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
 * @returns undefined if all of it must stay on this machine
 */
export async function savePart(
  context: PartsContext,
  what: ToSave,
  before: RestoredPart | undefined,
): Promise<SavedPart | undefined> {
  const { scratch, log } = context;
  const folder = { parent: path.join(scratch, 'save'), name: what.part };
  try {
    return await saveAnew(context, what, before, folder);
  } catch (error) {
    const reason = messageOf(error);
    warn(log, `${what.part} cannot be saved to the cache: ${reason}`);
    return { part: what.part, outcome: 'failed', key: undefined, bytes: 0, seconds: 0, reason };
  } finally {
    await removeQuietly(path.join(folder.parent, folder.name), log);
  }
}

async function saveAnew(
  { prefix, request, directory, program, service }: PartsContext,
  { part, files, key: keyOrRule }: ToSave,
  before: RestoredPart | undefined,
  folder: TransferFolder,
): Promise<SavedPart | undefined> {
  const place = path.join(folder.parent, folder.name);
  // The entry that was restored was the newest of its request, which need not be the only one.
  const isKnownNew =
    before?.outcome === 'miss' ||
    (before?.key !== undefined && !isOfRequest(before.key, lookUp(prefix, part, request)));
  const isThere = async (key: string) => key === before?.key || (!isKnownNew && (await service.has(folder, key)));
  const there = (key: string) => ({ part, outcome: 'exists', key, bytes: 0, seconds: 0, reason: undefined }) as const;

  if (typeof keyOrRule === 'string' && (await isThere(keyOrRule))) return there(keyOrRule);
  const exported = await exportFiles(program, directory, files, place);
  if (exported.files === 0) return undefined;
  const key = typeof keyOrRule === 'string' ? keyOrRule : keyOrRule(await contentDigest(place));
  if (typeof keyOrRule !== 'string' && (await isThere(key))) return there(key);
  return { ...(await service.save(folder, key)), part };
}

function warn(log: ActionLog, message: string): void {
  log.annotate('warning', message, undefined, 'cache');
}

/** What cannot be removed now is removed when the job ends, with root's rights. */
async function removeQuietly(place: string, log: ActionLog): Promise<void> {
  await fs.rm(place, { recursive: true, force: true }).catch((error) => log.debug(String(error)));
}
