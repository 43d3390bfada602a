import * as fs from 'node:fs';
import * as path from 'node:path';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';

/** What the program `cache-transfer` is to do: one argument, as JSON. It works in its current folder. */
export interface TransferRequest {
  readonly verb: 'restore' | 'look-up' | 'save';
  /**
   * Name of a folder in the current folder. The service's version of an entry is a hash of this very text and of the way of
   * compression, so that it is the same on every machine (@actions/cache, getCacheVersion).
   */
  readonly folder: string;
  readonly key: string;
  readonly restoreKeys: readonly string[];
  /** Where to write the result. */
  readonly resultFile: string;
}

export interface TransferResult {
  /** Whether the runner names a cache service at all. */
  readonly available: boolean;
  /** The key that was restored, found or saved; undefined if none was. What went wrong is in the client's output. */
  readonly key: string | undefined;
  /** Of the files in the folder. */
  readonly bytes: number;
  readonly peakMemoryBytes: number;
}

/**
 * The whole of the program `cache-transfer`. It is a process of its own because the client reads the workspace's place and
 * the current folder from its process, tells what went wrong in its output alone, and cannot be stopped.
 * It ends, together with the archivers that the client has started, as soon as its standard input does.
 */
export async function runTransfer(node: NodeJS.Process): Promise<void> {
  node.stdin.resume().once('close', () => {
    // The leader of a process group: see runWithLifeline.
    node.kill(-node.pid, 'SIGKILL');
  });
  const request = JSON.parse(node.argv[2] ?? '{}') as TransferRequest;
  fs.writeFileSync(request.resultFile, JSON.stringify(await transfer(request, node)));
  // Idle connections of the client would keep the process.
  node.stdout.write('', () => node.exit(0));
}

async function transfer(request: TransferRequest, node: NodeJS.Process): Promise<TransferResult> {
  const available = isFeatureAvailable();
  const key = available ? await keyAfter(request) : undefined;
  const bytes = key === undefined || request.verb === 'look-up' ? 0 : bytesBelow(request.folder);
  return { available, key, bytes, peakMemoryBytes: node.resourceUsage().maxRSS * 1024 };
}

async function keyAfter({ verb, folder, key, restoreKeys }: TransferRequest): Promise<string | undefined> {
  if (verb === 'save') return (await saveCache([folder], key)) > 0 ? key : undefined;
  return await restoreCache([folder], key, [...restoreKeys], { lookupOnly: verb === 'look-up' });
}

function bytesBelow(folder: string): number {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
