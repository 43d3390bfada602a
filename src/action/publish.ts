import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import { formatBytes } from '../report/format.ts';
import type { ArtifactStore, PlannedArtifact, PublishedArtifact } from './artifacts/artifact.ts';
import { checksumsText, subjectsOf } from './artifacts/checksums.ts';
import { type Contents, type ContentsOptions, planArtifacts } from './artifacts/contents.ts';
import { nthName } from './artifacts/names.ts';
import {
  type FailedFolder,
  findFile,
  findFiles,
  type OutputFolder,
  readOutputFolder,
} from './artifacts/output-folder.ts';
import type { ActionLog } from './ports.ts';

export interface PublishOptions extends ContentsOptions {
  /** Output directories of builds, whether those succeeded or not. */
  readonly directories: readonly string[];
  /** Files and folders with further logs; what is missing is passed over. */
  readonly logs: readonly string[];
  /** Output directories whose boot test failed: of these only the logs are published. */
  readonly notBooted: readonly string[];
  /** 1–400; undefined: as the repository has it. */
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
 * Publishes appliances and logs. One that can't be published does not keep the others from it: errors are gathered.
 */
export async function publish(options: PublishOptions, { log, store }: PublishPorts): Promise<PublishResult> {
  const errors: ApplianceError[] = [];
  const contents = await gather(options, log, errors);
  const planned = options.upload ? planArtifacts(contents, options) : [];
  const artifacts: PublishedArtifact[] = [];
  const logErrors: ApplianceError[] = [];
  for (const plan of planned) {
    await collect(plan.kind === 'logs' ? logErrors : errors, async () => {
      artifacts.push(await uploadUnderFreeName(plan, options, { log, store }));
    });
  }
  const applianceIsThere = artifacts.some(({ kind }) => kind !== 'logs');
  if (errors.length === 0 && applianceIsThere) warnOf(logErrors, log);
  else errors.push(...logErrors);
  const subjectChecksums = await writeChecksums(contents, options.scratchDirectory, errors);
  const published = errors.length === 0 ? contents.publish : [];
  if (options.artifactsFile !== undefined) await announce(published, options.artifactsFile);
  if (artifacts.length === 0 && errors.length === 0 && options.upload) log.line('There was nothing to publish.');
  return { artifacts, subjectChecksums, errors };
}

async function gather(options: PublishOptions, log: ActionLog, errors: ApplianceError[]): Promise<Contents> {
  const publish: OutputFolder[] = [];
  const onlyLogs: (OutputFolder | FailedFolder)[] = [];
  const notBooted = new Set(options.notBooted.map((directory) => path.resolve(directory)));
  for (const directory of new Set(options.directories.map((directory) => path.resolve(directory)))) {
    await collect(errors, async () => {
      const folder = await readOutputFolder(directory);
      if (!('manifest' in folder)) {
        log.line(`${directory}: the build failed; only its log is published`);
        onlyLogs.push(folder);
      } else if (notBooted.has(directory) || folder.manifest.boot.some(({ verdict }) => verdict !== 'passed')) {
        log.line(`${folder.manifest.name}: the boot test failed; only the logs are published`);
        onlyLogs.push(folder);
      } else publish.push(folder);
    });
  }
  return { publish, onlyLogs, logs: await findLogs(options.logs) };
}

/** Files go to the top of the archive, what is right in a folder into a folder of the same name. */
async function findLogs(paths: readonly string[]): Promise<Contents['logs']> {
  const found: { name: string; file: { path: string; bytes: number } }[] = [];
  for (const given of paths) {
    const file = await findFile(given);
    if (file !== undefined) found.push({ name: path.basename(given), file });
    const folder = path.basename(path.resolve(given));
    for (const [name, inside] of await findFiles(given, () => true))
      found.push({ name: `${folder}/${name}`, file: inside });
  }
  return found;
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
      if (n > 1) {
        const why = `another job of this run has an artifact "${plan.name}"; this one is "${name}"`;
        log.annotate('notice', `${why}. Give the jobs names of their own with the input artifact-name.`);
      }
      const { id, sha256, bytes } = result;
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
    hint: 'give each job of the matrix a name of its own with the input artifact-name',
  });
}

function warnOf(errors: readonly ApplianceError[], log: ActionLog): void {
  for (const { message, hint } of errors) {
    log.annotate(
      'warning',
      hint === undefined ? message : `${message}. ${hint}`,
      undefined,
      'The logs were not published',
    );
  }
}

async function writeChecksums(
  { publish: folders }: Contents,
  scratchDirectory: string,
  errors: ApplianceError[],
): Promise<string | undefined> {
  const appliances: Parameters<typeof checksumsText>[0][number][] = [];
  for (const folder of folders) {
    await collect(errors, async () => {
      appliances.push({ name: folder.manifest.name, subjects: await subjectsOf(folder) });
    });
  }
  if (appliances.length === 0) return undefined;
  const file = path.join(await fs.mkdtemp(path.join(scratchDirectory, 'checksums-')), 'SHA256SUMS');
  await fs.writeFile(file, checksumsText(appliances));
  return file;
}

/**
 * Names the disks to the runner, which hashes them and hands the list to later steps and to actions/attest
 * (runner 2.336, FileCommandManager: a path to a line; one that is not there fails the step).
 */
async function announce(folders: readonly OutputFolder[], artifactsFile: string): Promise<void> {
  const lines = folders.flatMap(({ manifest, files }) => manifest.disks.map(({ file }) => files.get(file)?.path));
  await fs.appendFile(
    artifactsFile,
    lines
      .filter((line) => line !== undefined)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

async function collect(errors: ApplianceError[], action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error;
    errors.push(error);
  }
}
