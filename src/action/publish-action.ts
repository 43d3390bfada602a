import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError, ApplianceErrors } from '../errors.ts';
import type { ArtifactStore } from './artifacts/artifact.ts';
import type { Compression } from './artifacts/contents.ts';
import { artifactsMarkdown } from './artifacts/markdown.ts';
import { workingDirectory } from './inputs/workspace.ts';
import { inputsOfJob, type Job } from './job.ts';
import { type PublishResult, publish } from './publish.ts';

/**
 * The action `publish`: appliances and logs become artifacts of the run.
 *
 * @param openStore given an existing folder for temporary files
 * @throws ApplianceErrors, ApplianceError for inputs that are wrong, and for what could not be published; the outputs then
 * tell of the rest
 */
export async function publishAction(job: Job, openStore: (scratch: string) => ArtifactStore): Promise<void> {
  const inputs = inputsOfJob('publish', job);
  const directory = await workingDirectory(job.workspace, inputs['working-directory'] ?? '.');
  const below = (given: string) => path.resolve(directory, given);
  const build = parseJson('build-json', inputs['build-json']);
  const bootTest = parseJson('boot-test-json', inputs['boot-test-json']);
  await fs.mkdir(job.temporary, { recursive: true });
  const published = publish(
    {
      directories: inputs.directory.map(below),
      logs: inputs.logs.map(below),
      notBooted: failedBoots(bootTest).map(below),
      artifactName: inputs['artifact-name'],
      compression: compressionOf(inputs.compression ?? 'auto'),
      matrix: matrixOf(inputs.matrix),
      retentionDays: inputs['retention-days'],
      upload: inputs.upload,
      runUrl: runUrlOf(job.variables),
      scratchDirectory: job.temporary,
      artifactsFile: job.variables['GITHUB_ARTIFACTS'] || undefined,
    },
    { log: job.log, store: openStore(job.temporary) },
  );
  // The client can't be stopped; whoever called ends the process.
  const result = await Promise.race([published, interrupted(job.signal)]);
  setOutputs(job, result, { build, bootTest });
  await job.addSummary(artifactsMarkdown(result.artifacts));
  if (result.errors.length > 0) throw new ApplianceErrors(result.errors);
}

async function interrupted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new ApplianceError({ kind: 'interrupted', code: 'interrupted', message: 'publishing was cancelled' });
}

function setOutputs({ setOutput }: Job, { artifacts, subjectChecksums }: PublishResult, earlier: object): void {
  setOutput('artifact-ids', artifacts.map(({ id }) => id).join('\n'));
  setOutput('artifact-urls', artifacts.map(({ url }) => url).join('\n'));
  setOutput('artifact-digests', artifacts.map(({ digest }) => digest).join('\n'));
  setOutput('subject-checksums', subjectChecksums ?? '');
  setOutput('json', JSON.stringify({ ...earlier, artifacts, subjectChecksums: subjectChecksums ?? null }));
}

function compressionOf(text: string): Compression {
  return text === 'auto' || text === 'unzipped' ? text : Number(text);
}

function runUrlOf(variables: Job['variables']): string {
  const server = variables['GITHUB_SERVER_URL'] ?? 'https://github.com';
  return `${server}/${variables['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${variables['GITHUB_RUN_ID'] ?? ''}`;
}

function parseJson(input: string, text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApplianceError({ kind: 'input', code: 'bad-input', message: `input ${input}: it is not JSON`, cause });
  }
}

/** What a runner, outside of a matrix, or nobody at all, gives for the default `${{ toJSON(matrix) }}` is no matrix. */
function matrixOf(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The output directories in what the boot test said: wherever in it a `directory` has a `verdict` that is not `passed`. */
export function failedBoots(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  const { directory, verdict } = json as { directory?: unknown; verdict?: unknown };
  const own = typeof directory === 'string' && typeof verdict === 'string' && verdict !== 'passed' ? [directory] : [];
  return [...own, ...Object.values(json).flatMap(failedBoots)];
}
