import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { runWithLifeline } from '../../host/program/lifeline.ts';
import type { ActionLog } from '../ports.ts';
import type { TransferRequest, TransferResult } from './client.ts';
import { listenToClient } from './client-output.ts';
import type { LookUp } from './keys.ts';

interface Transferred {
  /** Of the files, before compression; 0 if nothing was transferred. */
  readonly bytes: number;
  readonly seconds: number;
  /** Why it failed or was not tried. */
  readonly reason: string | undefined;
}

export interface RestoreOutcome extends Transferred {
  /** `near`: what a restore key found · `miss`: there is none, or none that we may read. */
  readonly outcome: 'hit' | 'near' | 'miss' | 'failed' | 'skipped';
  /** Of the entry that was restored. */
  readonly key: string | undefined;
}

export interface SaveOutcome extends Transferred {
  /** `exists`: an entry with this key is there already, or another job is making it. */
  readonly outcome: 'saved' | 'exists' | 'failed' | 'skipped';
  readonly key: string;
}

/** A folder that is saved or restored as a whole. Its name is part of what the service knows an entry by. */
export interface TransferFolder {
  /** Absolute. Nothing else is in it. */
  readonly parent: string;
  readonly name: string;
}

/** The runner's cache service. No trouble with it is thrown: it becomes an outcome and, for people, a warning. */
export interface CacheService {
  /** Whether the runner lets this job save. */
  readonly maySave: boolean;
  restore(folder: TransferFolder, lookUp: LookUp, signal?: AbortSignal): Promise<RestoreOutcome>;
  has(folder: TransferFolder, key: string): Promise<boolean>;
  save(folder: TransferFolder, key: string): Promise<SaveOutcome>;
}

export interface CacheServiceSettings {
  /** The program `cache-transfer`: Node, its options, the script. */
  readonly transfer: readonly [string, ...string[]];
  /** The environment of the action: the client finds the service and its token there. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: ActionLog;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly limits?: TransferLimits;
}

/** Seconds after which a transfer is given up: a build without a cache takes minutes, and must not wait longer for it. */
export interface TransferLimits {
  readonly restoreSeconds: number;
  readonly saveSeconds: number;
}

const defaultLimits: TransferLimits = { restoreSeconds: 300, saveSeconds: 600 };

/** Values of ACTIONS_CACHE_MODE that forbid something; the client judges unknown ones as permissive, too. */
const forbidding = { restore: ['none', 'write-only'], save: ['none', 'read'] } as const;

function mayTransfer(verb: 'restore' | 'save', variables: CacheServiceSettings['variables']): boolean {
  const mode = (variables['ACTIONS_CACHE_MODE'] ?? '').trim().toLowerCase();
  return !(forbidding[verb] as readonly string[]).includes(mode);
}

export function createCacheService(settings: CacheServiceSettings): CacheService {
  const { restoreSeconds, saveSeconds } = settings.limits ?? defaultLimits;

  async function restore(folder: TransferFolder, lookUp: LookUp, signal?: AbortSignal): Promise<RestoreOutcome> {
    const nothing = { key: undefined, bytes: 0 };
    const forbidden = forbiddenReason('restore', folder, settings);
    if (forbidden !== undefined) return { ...nothing, outcome: 'skipped', seconds: 0, reason: forbidden };
    const { result, seconds, stopped, words } = await run(
      settings,
      folder,
      { verb: 'restore', ...lookUp },
      restoreSeconds,
      signal,
    );
    if (result?.key !== undefined) {
      const outcome = result.key === lookUp.key ? 'hit' : 'near';
      return { outcome, key: result.key, bytes: result.bytes, seconds, reason: undefined };
    }
    await fs.rm(path.join(folder.parent, folder.name), { recursive: true, force: true });
    if (result?.available === false) return { ...nothing, outcome: 'skipped', seconds, reason: noService };
    if (signal?.aborted === true) {
      return { ...nothing, outcome: 'skipped', seconds, reason: String(signal.reason) };
    }
    const reason = stopped ?? words.reason();
    if (reason === undefined) return { ...nothing, outcome: 'miss', seconds, reason };
    warn(settings.log, `${folder.name} cannot be restored from the cache: ${reason}`);
    return { ...nothing, outcome: 'failed', seconds, reason };
  }

  async function has(folder: TransferFolder, key: string): Promise<boolean> {
    const request = { verb: 'look-up', key, restoreKeys: [] } as const;
    const { result } = await run(settings, folder, request, restoreSeconds);
    return result?.key === key;
  }

  async function save(folder: TransferFolder, key: string): Promise<SaveOutcome> {
    const forbidden = forbiddenReason('save', folder, settings);
    if (forbidden !== undefined) return { outcome: 'skipped', key, bytes: 0, seconds: 0, reason: forbidden };
    const request = { verb: 'save', key, restoreKeys: [] } as const;
    const { result, seconds, stopped, words } = await run(settings, folder, request, saveSeconds);
    if (result?.key !== undefined) {
      return { outcome: 'saved', key, bytes: result.bytes, seconds, reason: undefined };
    }
    if (result?.available === false) return { outcome: 'skipped', key, bytes: 0, seconds, reason: noService };
    if (words.isTaken) return { outcome: 'exists', key, bytes: 0, seconds, reason: undefined };
    const reason = stopped ?? words.reason() ?? 'the client of the cache service does not say why';
    warn(settings.log, `${folder.name} cannot be saved to the cache: ${reason}`);
    return { outcome: 'failed', key, bytes: 0, seconds, reason };
  }

  return { maySave: mayTransfer('save', settings.variables), restore, has, save };
}

const noService = 'this runner has no cache service';

function forbiddenReason(
  verb: 'restore' | 'save',
  { parent }: TransferFolder,
  { variables }: CacheServiceSettings,
): string | undefined {
  if (!mayTransfer(verb, variables)) return `the mode of the cache is ${variables['ACTIONS_CACHE_MODE']}`;
  // The client makes one text of the archiver's arguments, without quotes (its tar.ts).
  return /[\s"']/.test(parent) ? `the path ${parent} has blanks or quotes in it` : undefined;
}

function warn(log: ActionLog, message: string): void {
  log.annotate('warning', message, undefined, 'cache');
}

async function run(
  { transfer: [node, ...words], variables, log, signal }: CacheServiceSettings,
  { parent, name }: TransferFolder,
  request: Omit<TransferRequest, 'folder' | 'resultFile'>,
  limitSeconds: number,
  further?: AbortSignal,
) {
  const start = performance.now();
  const client = listenToClient(log);
  const limit = AbortSignal.timeout(limitSeconds * 1000);
  await fs.mkdir(parent, { recursive: true });
  const scratch = await fs.mkdtemp(path.join(parent, '.transfer-'));
  try {
    const resultFile = path.join(scratch, 'result.json');
    const argument = JSON.stringify({ ...request, folder: name, resultFile } satisfies TransferRequest);
    const exitCode = await runWithLifeline(node, [...words, argument], {
      env: { ...defined(variables), GITHUB_WORKSPACE: parent, RUNNER_TEMP: scratch },
      cwd: parent,
      signal: AbortSignal.any([signal, limit, ...(further === undefined ? [] : [further])]),
      graceSeconds: 1,
      onOutput: client.take,
      onError: log.debug,
    });
    const result = exitCode === 0 ? await resultIn(resultFile) : undefined;
    const seconds = secondsSince(start);
    const memory = Math.round((result?.peakMemoryBytes ?? 0) / 2 ** 20);
    log.debug(
      `cache-transfer ${request.verb} ${name}: ${result?.bytes ?? 0} bytes in ${seconds} s, ${memory} MiB of memory`,
    );
    return { result, seconds, stopped: whyStopped(exitCode, limit, limitSeconds), words: client };
  } finally {
    await fs.rm(scratch, { recursive: true, force: true });
  }
}

function whyStopped(exitCode: number, limit: AbortSignal, limitSeconds: number): string | undefined {
  if (exitCode === 0) return undefined;
  return limit.aborted ? `given up after ${limitSeconds} s` : `its client ended with exit code ${exitCode}`;
}

async function resultIn(file: string): Promise<TransferResult | undefined> {
  const text = await fs.readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as TransferResult);
}

function defined(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function secondsSince(start: number): number {
  return Math.round(performance.now() - start) / 1000;
}
