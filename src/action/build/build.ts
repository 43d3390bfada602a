import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { manifestName } from '../../report/manifest/manifest.ts';
import { localCacheOf } from '../cache/local.ts';
import { type CacheService, createCacheService } from '../cache/service.ts';
import { openCacheSession } from '../cache/session.ts';
import { cacheLines } from '../cache/words.ts';
import type { Job } from '../job.ts';
import { type ProgramParts, programOfJob } from '../program.ts';
import { buildSummary } from '../summary/build-summary.ts';
import { type Changes, changesSince, keepManifest } from './changes.ts';
import { buildOne, type OneBuild, type OneBuildPorts } from './one.ts';
import { type BuildOrder, readOrder } from './order.ts';

/**
 * The action `build`: refuses what must not run here, builds every kickstart one after the other with a cache between
 * runs, and tells of it.
 *
 * @returns false if a build failed, which is told by then
 * @throws ApplianceErrors, ApplianceError for what is refused or asked for wrongly
 */
export async function buildAction(job: Job, parts: ProgramParts): Promise<boolean> {
  const order = await readOrder(job);
  await fs.mkdir(job.temporary, { recursive: true });
  const local = localCacheOf(job, order.trusted);
  const service = createCacheService({
    transfer: [parts.node, path.join(parts.distribution, 'actions', 'cache-transfer.js')],
    variables: job.variables,
    log: job.log,
    signal: job.signal,
  });
  const program = programOfJob(job, parts, order.directory);
  const ports: OneBuildPorts = {
    program,
    log: job.log,
    workspace: job.workspace,
    searchPath: job.variables['PATH'],
    cacheDirectory: local.directory,
    owner: parts.owner,
    openCache: (request, ready) =>
      openCacheSession({
        ...order.cache,
        ...local,
        trusted: order.trusted,
        request,
        ready,
        scratch: path.join(job.temporary, 'transfer'),
        service,
        program,
        log: job.log,
      }),
  };
  const outcomes: Outcome[] = [];
  for (const kickstart of order.kickstarts) {
    if (job.signal.aborted) break;
    outcomes.push(await buildAndCompare(kickstart, order, ports, { job, service }));
  }
  setOutputs(job, outcomes);
  await job.addSummary(await summaryOf(job, outcomes));
  return !job.signal.aborted && outcomes.every(({ exitCode }) => exitCode === 0);
}

interface Outcome extends OneBuild {
  /** What the cache did, a line to each thing. */
  readonly cacheNotes: readonly string[];
  readonly changes: Changes | undefined;
}

async function buildAndCompare(
  kickstart: string,
  order: BuildOrder,
  ports: OneBuildPorts,
  { job, service }: { readonly job: Job; readonly service: CacheService },
): Promise<Outcome> {
  const build = await buildOne(kickstart, order, ports);
  const cacheNotes = build.cache === undefined ? [] : cacheLines(build.cache);
  for (const line of cacheNotes) job.log.line(`cache: ${line}`);
  const { built } = build.record;
  if (built === undefined || job.signal.aborted) return { ...build, cacheNotes, changes: undefined };
  const scratch = path.join(job.temporary, 'changes', build.name);
  const store = { service, scratch, prefix: order.cache.prefix, variables: job.variables, log: job.log };
  const mayRead = order.cache.mode !== 'off';
  const changes = await changesSince(order.previousManifest, built.manifest, mayRead ? store : undefined, scratch);
  const maySave = order.cache.mode === 'read-write' && order.trusted;
  if (maySave && changes?.difference.different !== false) await keepManifest(built.manifest, store);
  return { ...build, cacheNotes, changes };
}

function setOutputs({ setOutput }: Job, outcomes: readonly Outcome[]): void {
  const built = outcomes.flatMap(({ record }) => record.built ?? []);
  const pathsOf = (name: (one: (typeof built)[number]) => readonly string[]) =>
    built.flatMap((one) => name(one).map((file) => path.join(one.directory, file))).join('\n');
  const failed = outcomes.flatMap(({ record }) => record.failure?.log ?? []);
  // A build that failed has left its log beside the place of its output.
  const directories = outcomes.flatMap(
    ({ record }) => record.built?.directory ?? record.failure?.log?.replace(/\.failed\.log$/, '') ?? [],
  );
  setOutput('directory', directories.join('\n'));
  setOutput(
    'descriptor',
    pathsOf(({ manifest }) => [manifest.descriptor]),
  );
  setOutput(
    'disks',
    pathsOf(({ manifest }) => manifest.disks.map(({ file }) => file)),
  );
  setOutput(
    'manifest',
    pathsOf(() => [manifestName]),
  );
  setOutput('changes', outcomes.flatMap(({ changes }) => changes?.file ?? []).join('\n'));
  setOutput('logs', failed.join('\n'));
  setOutput('cache-hit', String(outcomes.length > 0 && outcomes.every(({ cache }) => cache?.hit === true)));
  setOutput('json', JSON.stringify({ appliances: outcomes.map(dataOf) }));
}

function dataOf({ kickstart, name, exitCode, record, cache, changes }: Outcome) {
  const { built, failure, remarks } = record;
  return {
    kickstart,
    name,
    exitCode,
    directory: built?.directory ?? null,
    descriptor: built?.manifest.descriptor ?? null,
    disks: built?.manifest.disks ?? [],
    packages: built?.manifest.packages.length ?? null,
    log: failure?.log ?? null,
    errors: remarks.filter(({ severity }) => severity === 'error'),
    changes: changes?.file ?? null,
    cache: cache ?? null,
  };
}

/** Lines of a log that failed which are worth reading without opening it. */
const logTailLines = 40;

async function summaryOf({ variables, log }: Job, outcomes: readonly Outcome[]): Promise<string> {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: sha,
  } = variables as Record<string, string>;
  return buildSummary(
    await Promise.all(
      outcomes.map(async ({ name, record, cacheNotes, changes }) => ({
        name,
        record,
        difference: changes?.difference,
        cacheNotes,
        logTail: await tailOf(record.failure?.log, log.hide),
      })),
    ),
    server === undefined || repository === undefined || sha === undefined
      ? {}
      : { sourceAddress: `${server}/${repository}/blob/${sha}` },
  );
}

async function tailOf(file: string | undefined, hide: (text: string) => string): Promise<string[]> {
  if (file === undefined) return [];
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  return hide(text).trimEnd().split('\n').slice(-logTailLines);
}
