import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import { formatBytes } from '../report/format.ts';
import type { ArtifactStore, PlannedArtifact, PublishedArtifact } from './artifacts/artifact.ts';
import { checksumsText } from './artifacts/checksums.ts';
import { collect } from './artifacts/collect.ts';
import { type ContentsOptions, planArtifacts } from './artifacts/contents.ts';
import { type Gathered, gather, type Sources } from './artifacts/gather.ts';
import { nthName } from './artifacts/names.ts';
import type { ActionLog } from './ports.ts';

export interface PublishOptions extends Sources, ContentsOptions {
  /** 1–400; undefined: as the repository has it. More than the repository allows is cut to that by the service's client. */
  readonly retentionDays: number | undefined;
  /** False: checksums and outputs only. */
  readonly upload: boolean;
  /** `https://github.com/OWNER/REPO/actions/runs/ID`. */
  readonly runUrl: string;
  /** An existing folder that lasts as long as the job. */
  readonly scratchDirectory: string;
  /** The runner's file for paths of what a job made (GITHUB_ARTIFACTS), if it has one. */
  readonly artifactsFile: string | undefined;
}

export interface PublishResult {
  /** In the order in which they were uploaded: logs, then appliances. */
  readonly artifacts: readonly PublishedArtifact[];
  /** Path of one SHA256SUMS for all appliances; undefined if there is no appliance. */
  readonly subjectChecksums: string | undefined;
  /** What must fail the step. The rest was done nevertheless. */
  readonly errors: readonly ApplianceError[];
}

export interface PublishPorts {
  readonly log: ActionLog;
  readonly store: ArtifactStore;
}

/** More jobs of one run than this that give their artifact the same name should name them. */
const mostNames = 20;

/**
 * Publishes appliances and logs, one artifact after the other, because each upload fills the line by itself. What can't
 * be published does not keep the rest from it. Logs that can't be uploaded are a warning if the appliances could.
 */
export async function publish(options: PublishOptions, { log, store }: PublishPorts): Promise<PublishResult> {
  const errors: ApplianceError[] = [];
  const logErrors: ApplianceError[] = [];
  const artifacts: PublishedArtifact[] = [];
  const gathered = await gather(options, log, errors);
  const planned = options.upload ? planArtifacts(gathered, options) : [];
  for (const plan of planned) {
    await collect(plan.kind === 'logs' ? logErrors : errors, async () => {
      artifacts.push(await uploadUnderFreeName(plan, options, { log, store }));
    });
  }
  if (errors.length === 0 && artifacts.some(({ kind }) => kind !== 'logs')) warnOf(logErrors, log);
  else errors.push(...logErrors);
  if (options.upload && planned.length === 0) log.line('There is nothing to publish.');
  if (errors.length === 0 && options.artifactsFile !== undefined) await announce(gathered, options.artifactsFile);
  return { artifacts, subjectChecksums: await writeChecksums(gathered, options.scratchDirectory), errors };
}

async function uploadUnderFreeName(
  plan: PlannedArtifact,
  { retentionDays, runUrl }: PublishOptions,
  { log, store }: PublishPorts,
): Promise<PublishedArtifact> {
  const { kind, appliance, files, compressionLevel } = plan;
  const unpacked = files.reduce((sum, { bytes }) => sum + bytes, 0);
  log.startGroup(`Upload ${plan.name} (${formatBytes(unpacked)})`);
  try {
    for (let n = 1; n <= mostNames; n += 1) {
      const name = nthName(plan.name, n, kind === 'disk');
      const result = await store.upload({ name, files, compressionLevel, retentionDays });
      if (result === 'taken') continue;
      const { id, sha256, bytes } = result;
      if (name !== plan.name) {
        const why = `another job of this run has an artifact "${plan.name}"; this one is "${name}"`;
        log.annotate('notice', `${why}. Give the jobs names of their own with the input artifact-name.`);
      }
      const url = `${runUrl}/artifacts/${id}`;
      const names = compressionLevel === undefined ? [name] : files.map((file) => file.name);
      return { kind, appliance, name, id, url, digest: `sha256:${sha256}`, bytes, files: names };
    }
  } finally {
    log.endGroup();
  }
  throw new ApplianceError({
    kind: 'build',
    code: 'artifact-name-taken',
    message: `"${plan.name}" and ${mostNames - 1} names like it are taken by other jobs of this run`,
    hint: 'give each job a name of its own with the input artifact-name',
  });
}

function warnOf(errors: readonly ApplianceError[], log: ActionLog): void {
  for (const { message, hint } of errors) {
    log.annotate('warning', hint === undefined ? message : `${message}. ${hint}`, undefined, 'Logs were not published');
  }
}

async function writeChecksums({ subjects }: Gathered, scratchDirectory: string): Promise<string | undefined> {
  if (subjects.size === 0) return undefined;
  const appliances = [...subjects].map(([{ manifest }, of]) => ({ name: manifest.name, subjects: of }));
  const file = path.join(await fs.mkdtemp(path.join(scratchDirectory, 'checksums-')), 'SHA256SUMS');
  await fs.writeFile(file, checksumsText(appliances));
  return file;
}

/**
 * Names disks, and files of whole appliances, to the runner, which hashes them and hands the list to later steps and to actions/attest
 * (runner 2.336, FileCommandManager: a path to a line; one that is not there fails the step).
 */
async function announce({ publish: folders }: Gathered, artifactsFile: string): Promise<void> {
  const paths = folders.flatMap(({ manifest: { disks, bundles = [], archive }, files }) =>
    [...disks, ...bundles, ...(archive === undefined ? [] : [archive])].flatMap(
      ({ file }) => files.get(file)?.path ?? [],
    ),
  );
  const lines = paths.map((file) => `${file}\n`);
  await fs.appendFile(artifactsFile, lines.join(''));
}
