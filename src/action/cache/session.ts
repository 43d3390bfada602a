import type { CacheFile, ProgressEvent } from '../../report/progress/events.ts';
import { initramfsEntryKey, layerEntryKey, metadataKey, packagesKey } from './keys.ts';
import { holds, type LocalPart, readRecord, writeRecord } from './local.ts';
import {
  type PartsContext,
  type RestoredPart,
  restorePart,
  type SavedPart,
  savePart,
  skipped,
  type ToSave,
} from './parts.ts';

export interface CacheSessionOptions extends PartsContext {
  readonly mode: 'read-write' | 'read-only' | 'off';
  readonly layers: boolean;
  /** Whether only people with write access can have written what is built; else nothing is saved, and no layer is shared. */
  readonly trusted: boolean;
  /** Of `localCache`. */
  readonly recordFile: string | undefined;
  /** What to wait for before the service is asked: see `whenZstdIsThere`. */
  readonly ready?: Promise<unknown>;
}

export interface CacheOutcome {
  /** Whether the build found all it needed: not one package file had to be fetched. */
  readonly hit: boolean;
  readonly layerReused: boolean;
  readonly downloadedBytes: number;
  readonly restored: readonly RestoredPart[];
  readonly saved: readonly SavedPart[];
}

/** The cache between the runs, for the build of one kickstart. Nothing of it throws: a build does without. */
export interface CacheSession {
  /**
   * Brings what the build will probably need, all parts side by side. Package files may still be on their way when it is
   * done: measured, those of examples/hello.ks cost 1.4 to 2.3 s, which a build that has the layer need not wait for.
   */
  restore(): Promise<void>;
  /** Saves what the build has made, in the background, as soon as it has. */
  onEvent(event: ProgressEvent): void;
  /** Waits for what is being saved. */
  settle(): Promise<CacheOutcome>;
}

type Told<Name extends ProgressEvent['event']> = Extract<ProgressEvent, { readonly event: Name }>;

export function openCacheSession(options: CacheSessionOptions): CacheSession {
  const { mode, prefix, request, log, recordFile } = options;
  const layers = options.layers && options.trusted;
  const saves = mode === 'read-write' && options.trusted && options.service.maySave;
  const restored = new Map<LocalPart, RestoredPart>();
  const saving: Promise<SavedPart | undefined>[] = [];
  const notNeeded = new AbortController();
  let bringingPackages: Promise<unknown> | undefined;
  const used: Partial<Record<LocalPart, readonly CacheFile[]>> = {};
  let resolved: Told<'resolved'> | undefined;
  let fetched: Told<'fetched'> | undefined;

  async function restore(): Promise<void> {
    if (mode === 'off') return;
    await options.ready?.catch((error: unknown) => log.debug(String(error)));
    const known = (await readRecord(recordFile))[request.sha256] ?? {};
    const bring = async (part: LocalPart, signal?: AbortSignal) => {
      const isHere = await holds(options.directory, known[part]);
      const outcome = isHere ? skipped(part, 'this machine has it') : await restorePart(options, part, signal);
      restored.set(part, outcome);
      return { isHere: isHere || outcome.imported !== undefined, files: outcome.files };
    };
    const layer = layers ? bring('layer') : Promise.resolve({ isHere: false, files: [] });
    const initramfs = layers ? bring('initramfs') : undefined;
    const metadata = bring('metadata');
    const { isHere, files } = await layer;
    used.layer = files;
    // With the layer packages serve only if the set has changed: they come while that is found out, and keep nothing waiting.
    if (isHere) await Promise.all([metadata, initramfs]);
    bringingPackages = bring('packages', notNeeded.signal);
    if (!isHere) await Promise.all([metadata, initramfs, bringingPackages]);
  }

  function onEvent(event: ProgressEvent): void {
    if (event.event === 'resolved') {
      resolved = event;
      if (event.layerFromCache) notNeeded.abort('not needed with the layer');
    }
    if (event.event === 'fetched') onFetched(event);
    if (event.event === 'initramfs-kept') onInitramfs(event);
    if (event.event === 'layer-kept') {
      used.layer = event.used;
      const key = exactKeys().layer;
      if (layers && key !== undefined) saveLater({ part: 'layer', files: event.used, key });
    }
  }

  function onInitramfs({ used: files }: Told<'initramfs-kept'>): void {
    used.initramfs = files;
    const key = (content: string) => initramfsEntryKey(prefix, request, content);
    if (layers) saveLater({ part: 'initramfs', files, key });
  }

  function onFetched(event: Told<'fetched'>): void {
    fetched = event;
    const packages = event.used.filter(goesWithPackages);
    const metadata = event.used.filter((file) => !goesWithPackages(file));
    Object.assign(used, { packages, metadata });
    // An entry is never replaced: what is saved for a set must be the whole set.
    const key = exactKeys().packages;
    if (resolved !== undefined && key !== undefined && isWhole(packages, resolved)) {
      saveLater({ part: 'packages', files: packages, key });
    }
    saveLater({ part: 'metadata', files: metadata, key: (content) => metadataKey(prefix, request, content) });
  }

  function saveLater(what: ToSave): void {
    if (saves && what.files.length > 0) saving.push(savePart(options, what, restored.get(what.part)));
  }

  async function settle(): Promise<CacheOutcome> {
    notNeeded.abort('the build is over');
    await bringingPackages;
    const saved = (await Promise.all(saving)).filter((part) => part !== undefined);
    if (recordFile !== undefined && mode !== 'off') {
      // What a build did not need is not forgotten: a layer needs no packages.
      const told = Object.fromEntries(Object.entries(used).filter(([, files]) => files.length > 0));
      await writeRecord(recordFile, request.sha256, told).catch((error) => log.debug(String(error)));
    }
    const layerReused = resolved?.layerFromCache === true;
    return {
      hit: layerReused || fetched?.downloaded === 0,
      layerReused,
      downloadedBytes: fetched?.downloadedBytes ?? 0,
      restored: [...restored.values()].map(judged),
      saved,
    };
  }

  /** What is exact is known only now: the service was asked for the newest entry of the request. */
  function judged(part: RestoredPart): RestoredPart {
    return part.key !== undefined && part.key === exactKeys()[part.part] ? { ...part, outcome: 'hit' } : part;
  }

  function exactKeys(): Partial<Record<LocalPart, string>> {
    if (resolved === undefined) return {};
    return {
      packages: packagesKey(prefix, request, resolved.setSha256),
      layer: layerEntryKey(prefix, request, resolved.layerKey),
    };
  }

  return { restore, onEvent, settle };
}

/** What verified signatures said belongs to the set that it was said of. */
function goesWithPackages({ name }: CacheFile): boolean {
  return name.startsWith('packages/') || name.startsWith('signatures/');
}

function isWhole(files: readonly CacheFile[], { packages }: Told<'resolved'>): boolean {
  const wanted = new Set(packages.map(({ sha256 }) => sha256));
  return files.filter(({ name }) => name.startsWith('packages/')).length >= wanted.size;
}
