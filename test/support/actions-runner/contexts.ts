// What expressions can ask for, and what processes get of it in their environment.
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryName } from './events.ts';
import type { ContextValue } from './expressions.ts';
import type { Job } from './job.ts';
import type { FileCommands } from './output/file-commands.ts';

/** Owner and name, and ref, under which the workflow names the action under test. */
export const actionRepository = { name: 'appliance-build/appliance-build', ref: 'v1' } as const;

/** The Node that the runner brings for actions of `using: node24`. */
export const actionNode = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url));

type Context = Readonly<Record<string, ContextValue>>;

/** @param actionFolder of the composite action that the step stands in */
export function githubContext(
  job: Job,
  step: string,
  actionFolder: string | undefined,
  ofRepository: boolean,
  files: FileCommands | undefined,
): Context {
  const { event, workspace, runId = 4711 } = job.options;
  const branch = event.ref.startsWith('refs/heads/');
  return {
    action: step,
    ...(actionFolder === undefined ? {} : { action_path: actionFolder }),
    ...(ofRepository ? { action_repository: actionRepository.name, action_ref: actionRepository.ref } : {}),
    actor: 'someone',
    actor_id: '1',
    api_url: 'https://api.github.com',
    base_ref: event.baseRef,
    event: event.payload,
    event_name: event.name,
    event_path: job.eventFile,
    graphql_url: 'https://api.github.com/graphql',
    head_ref: event.headRef,
    job: 'appliance',
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: branch ? 'branch' : '',
    repository: repositoryName,
    repository_id: '2',
    repository_owner: repositoryName.split('/')[0] ?? '',
    repository_owner_id: '3',
    retention_days: '90',
    run_attempt: '1',
    run_id: String(runId),
    run_number: '12',
    server_url: 'https://github.com',
    sha: event.sha,
    token: job.token,
    triggering_actor: 'someone',
    workflow: 'appliances',
    workflow_ref: `${repositoryName}/.github/workflows/appliances.yml@${event.ref}`,
    workflow_sha: event.sha,
    workspace,
    ...files,
  };
}

export function runnerContext(job: Job): Context {
  const { temporary, toolCache, workspace, environment = 'github-hosted', debug = false } = job.options;
  return {
    name: 'runner',
    os: 'Linux',
    arch: { x64: 'X64', arm64: 'ARM64' }[process.arch as string] ?? process.arch,
    environment,
    temp: temporary,
    tool_cache: toolCache,
    workspace: path.dirname(workspace),
    ...(debug ? { debug: '1' } : {}),
  };
}

/** Contexts that are the same for all steps. */
export function jobContexts(job: Job): Context {
  return {
    runner: runnerContext(job),
    job: { status: job.status },
    strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': 1, 'max-parallel': 1 },
    matrix: job.options.matrix ?? null,
  };
}

const inContextOnly = new Set(['event', 'token']);

/** @param own of the step: env, INPUT_*, STATE_* */
export function processEnvironment(
  job: Job,
  github: Context,
  own: Readonly<Record<string, string>>,
  javascript: boolean,
): Record<string, string> {
  const named = (prefix: string, context: Context) =>
    Object.entries(context)
      .filter(([key]) => !inContextOnly.has(key))
      .map(([key, value]) => [`${prefix}_${key.toUpperCase()}`, String(value)] as const);
  const base: Record<string, string> = {
    ...hostEnvironment(job),
    RUNNER_TRACKING_ID: job.trackingId,
    CI: 'true',
    ...own,
  };
  return {
    ...base,
    ...Object.fromEntries([...named('GITHUB', github), ...named('RUNNER', runnerContext(job))]),
    GITHUB_ACTIONS: 'true',
    PATH: [...job.path, base['PATH'] ?? ''].join(':'),
    ...(javascript ? job.options.services : {}),
  };
}

const kept = /^(PATH|LANG|LC_[A-Z]+|TZ|TERM|(https?|ftp|no|all)_proxy|SSL_CERT_(FILE|DIR))$/i;

function hostEnvironment(job: Job): Record<string, string> {
  const { user, hostEnvironment: more } = job.options;
  const ours = Object.entries(process.env).filter(([name]) => kept.test(name));
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  const who = { HOME: user?.home ?? process.env['HOME'] ?? '/root', USER: user?.name ?? 'root' };
  return { ...(Object.fromEntries(ours) as Record<string, string>), ...who, PATH: folders.join(':'), ...more };
}
