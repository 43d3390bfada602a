import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type Artifact, artifactMethods } from './artifact-service.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { startBlobGate } from './blob-gate.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { type CacheEntry, cacheMethods } from './cache-service.ts';
import { type Fault, faultList } from './faults.ts';
import { runtimeToken, type TokenOptions } from './token.ts';
import { type Call, startTwirpServer } from './twirp.ts';

export interface ResultsServiceOptions {
  /** Where an Azurite of its own keeps the blobs; made if missing. */
  readonly directory?: string;
  /** One that runs already, instead: any number of services may share it, and see nothing of each other's. */
  readonly azurite?: Azurite;
  readonly cacheQuotaBytes?: number;
  readonly artifactQuotaBytes?: number;
  /**
   * How the clients reach the blobs. `plain`: an address on the loopback device, fetched with one GET. `sdk`: a host below
   * blob.core.windows.net, fetched by the Azure SDK in segments; needs `blob-host-on-loopback.ts` in the client's process.
   */
  readonly downloads?: 'plain' | 'sdk';
}

export interface ResultsService {
  readonly url: string;
  readonly blobs: Blobs;
  /** Calls of the service's methods so far, the oldest first. */
  readonly calls: readonly Call[];
  /** Finished entries and artifacts, the oldest first. */
  readonly entries: readonly CacheEntry[];
  readonly artifacts: readonly Artifact[];
  /** Trouble with the service's methods (`CreateCacheEntry`, …). */
  inject(...faults: readonly Fault[]): void;
  /** Trouble with uploads (`PUT`) and downloads (`GET`). */
  injectForBlobs(...faults: readonly Fault[]): void;
  /** What the runner tells a JavaScript action about the service: put over the environment of the process under test. */
  environment(token?: TokenOptions): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Stands in for the service that GitHub's runner gives to actions: CacheService and ArtifactService in Twirp over JSON, and
 * blobs in Azurite behind signed addresses. The clients need no change to speak to it.
 */
export async function startResultsService(options: ResultsServiceOptions): Promise<ResultsService> {
  const azurite = options.azurite ?? (await ownAzurite(options.directory));
  const blobFaults = faultList();
  const gate = await startBlobGate(azurite.port, blobFaults);
  const publicEndpoint =
    options.downloads === 'sdk'
      ? `http://devstoreaccount1.blob.core.windows.net:${gate.port}`
      : `http://127.0.0.1:${gate.port}/devstoreaccount1`;
  const blobs = await openBlobs(azurite.endpoint, publicEndpoint);
  const entries: CacheEntry[] = [];
  const artifacts: Artifact[] = [];
  const methodFaults = faultList();
  const server = await startTwirpServer(
    {
      ...cacheMethods(blobs, entries, options.cacheQuotaBytes ?? Number.POSITIVE_INFINITY),
      ...artifactMethods(blobs, artifacts, options.artifactQuotaBytes ?? Number.POSITIVE_INFINITY),
    },
    methodFaults,
  );
  return {
    url: server.url,
    blobs,
    calls: server.calls,
    entries,
    artifacts,
    inject: methodFaults.inject,
    injectForBlobs: blobFaults.inject,
    environment: (token) => ({
      ACTIONS_RESULTS_URL: server.url,
      ACTIONS_RUNTIME_URL: server.url,
      ACTIONS_CACHE_URL: server.url,
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RUNTIME_TOKEN: runtimeToken(token),
      GITHUB_SERVER_URL: 'https://github.com',
    }),
    close: async () => {
      await server.close();
      await gate.close();
      if (azurite !== options.azurite) await azurite.stop();
    },
  };
}

async function ownAzurite(directory: string | undefined): Promise<Azurite> {
  if (directory === undefined) throw new Error('neither an Azurite nor a folder for one');
  await fs.mkdir(directory, { recursive: true });
  return await startAzurite(path.resolve(directory));
}
