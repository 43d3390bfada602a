// Runs the action `publish` as a runner does: the bundle in dist/, in a process of its own, told everything by variables.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { type ResultsService, startResultsService } from '../../emulator/results-service.ts';
import { repository, temporaryDirectory } from '../../support/run-cli.ts';

export interface StepOptions {
  /** Workspace and temporary folder of the job. */
  readonly directory: string;
  /** What the job knows of the service: `ResultsService.environment`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Cancels the step, as a runner does, when this is in the log. */
  readonly cancelAt?: string;
}

export interface PublishedByStep {
  readonly name: string;
  readonly id: number;
  readonly url: string;
  readonly digest: string;
  readonly bytes: number;
}

export interface StepResult {
  readonly code: number;
  /** Standard output and error. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly PublishedByStep[];
  readonly summary: string;
  /** Largest resident size of the process. */
  readonly peakMemoryBytes: number;
}

/** Tells the largest resident size when the process ends. */
const measure = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS * 1024)));`;

export async function runPublish({
  directory,
  environment,
  inputs,
  variables,
  cancelAt,
}: StepOptions): Promise<StepResult> {
  const folder = path.join(directory, `step-${randomUUID()}`);
  await fs.mkdir(folder, { recursive: true });
  const file = (name: string) => path.join(folder, name);
  await fs.writeFile(file('output'), '');
  await fs.writeFile(file('summary'), '');
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(measure)}`,
      path.join(repository, 'dist/actions/publish.js'),
    ],
    {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        GITHUB_WORKSPACE: directory,
        GITHUB_REPOSITORY: 'org/appliances',
        GITHUB_RUN_ID: '77',
        GITHUB_OUTPUT: file('output'),
        GITHUB_STEP_SUMMARY: file('summary'),
        RUNNER_TEMP: file('temp'),
        PEAK_FILE: file('peak'),
        ...environment,
        ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
        ...variables,
      },
    },
  );
  let seen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (cancelAt === undefined || seen.includes(cancelAt)) return;
    seen += chunk.toString();
    if (seen.includes(cancelAt)) child.kill('SIGINT');
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  const outputs = readOutputs(await fs.readFile(file('output'), 'utf8'));
  return {
    code,
    log: stdout + stderr,
    outputs,
    artifacts: (JSON.parse(outputs['json'] ?? '{}') as { artifacts?: PublishedByStep[] }).artifacts ?? [],
    summary: await fs.readFile(file('summary'), 'utf8'),
    peakMemoryBytes: Number(await fs.readFile(file('peak'), 'utf8')),
  };
}

/** GITHUB_OUTPUT as the toolkit writes it: `name<<delimiter`, lines, `delimiter`. */
function readOutputs(written: string): Readonly<Record<string, string>> {
  const rows = [...written.matchAll(/^(.+?)<<(.+)\n((?:.*\n)*?)\2$/gm)];
  return Object.fromEntries(rows.map(([, name, , value]) => [name, value?.replace(/\n$/, '')]));
}

/** Downloads an artifact with the client, in a process of its own. @returns the folder it lies in */
export async function download(
  directory: string,
  environment: Readonly<Record<string, string>>,
  { id, digest }: PublishedByStep,
): Promise<string> {
  const target = path.join(directory, `download-${randomUUID()}`);
  const program = `import { DefaultArtifactClient } from '@actions/artifact';
const [path, id, expectedHash] = process.argv.slice(1);
const { digestMismatch } = await new DefaultArtifactClient().downloadArtifact(Number(id), { path, expectedHash });
process.exit(digestMismatch ? 1 : 0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, target, String(id), digest], {
    cwd: repository,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], GITHUB_WORKSPACE: directory, RUNNER_TEMP: directory, ...environment },
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`the download of artifact ${id} failed, or its digest was not ${digest}`);
  return target;
}

/** The bytes that the service keeps for an artifact. */
export async function storedBytes({ artifacts, blobs }: ResultsService, id: number): Promise<Buffer> {
  const artifact = artifacts.find((one) => one.id === id);
  if (artifact === undefined) throw new Error(`there is no artifact ${id}`);
  return await blobs.read('artifacts', artifact.blob);
}

/** Annotations of a kind in a log, as the runner reads them. */
export const annotation = (kind: 'error' | 'warning' | 'notice') => new RegExp(`^::${kind}.*$`, 'gm');

/** Neither logs nor appliance went up, and each has an annotation. */
export function expectRefused(step: StepResult, says: RegExp): void {
  assert.equal(step.code, 1, step.log);
  const errors = step.log.match(annotation('error')) ?? [];
  assert.deepEqual(
    errors.map((line) => says.test(line)),
    [true, true],
    step.log,
  );
  assert.deepEqual(step.artifacts, []);
}

/** A service of its own, to make trouble on. */
export async function startTroubled(t: TestContext): Promise<ResultsService> {
  const service = await startResultsService({ directory: path.join(temporaryDirectory(t), 'blobs') });
  t.after(() => service.close());
  return service;
}
