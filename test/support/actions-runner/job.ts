// The state of a job while it runs.
import { randomUUID } from 'node:crypto';
import type { JobEvent } from './events.ts';
import type { ContextValue } from './expressions.ts';
import { type Masker, makeMasker } from './output/masker.ts';
import type { ProblemMatcher } from './output/problem-matcher.ts';
import type { Cancellation, Outcome, Stage } from './result.ts';
import type { RunnerUser } from './user.ts';

export interface JobOptions {
  /** Folder of the action under test. */
  readonly action: string;
  /** Root of its repository, which `$/` means; the action's folder if left out. */
  readonly repositoryRoot?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** GITHUB_WORKSPACE, RUNNER_TEMP and RUNNER_TOOL_CACHE; the runner empties the second. */
  readonly workspace: string;
  readonly temporary: string;
  readonly toolCache: string;
  readonly event: JobEvent;
  readonly environment?: 'github-hosted' | 'self-hosted';
  /** How to reach GitHub's services: variables that JavaScript actions get, and `run:` steps don't. */
  readonly services?: Readonly<Record<string, string>>;
  /** `env:` of the workflow. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the runner's own process has in its environment, beside PATH, HOME and proxies. */
  readonly hostEnvironment?: Readonly<Record<string, string>>;
  readonly user?: RunnerUser;
  /** Step debug logging, as the secret ACTIONS_STEP_DEBUG turns it on. */
  readonly debug?: boolean;
  readonly matrix?: Readonly<Record<string, ContextValue>>;
  /** Secrets of the workflow, masked from the start. */
  readonly secrets?: readonly string[];
  readonly runId?: number;
  /** Called with each line of the log as it comes. */
  readonly onLine?: (line: string, at: { readonly step: string; readonly stage: Stage; cancel(): void }) => void;
}

export interface Job {
  readonly options: JobOptions;
  readonly masker: Masker;
  readonly matchers: ProblemMatcher[];
  status: Outcome;
  readonly cancelled: AbortController;
  /** What the workflow and GITHUB_ENV set. */
  readonly env: Map<string, string>;
  /** Of GITHUB_PATH, the last first. */
  readonly path: string[];
  readonly artifacts: Map<string, string>;
  readonly log: string[];
  readonly cancellations: Cancellation[];
  readonly token: string;
  /** In the environment of all processes, so that the runner finds those that outlive the job. */
  readonly trackingId: string;
  readonly eventFile: string;
}

export function makeJob(options: JobOptions, eventFile: string): Job {
  const masker = makeMasker();
  const token = `ghs_${randomUUID().replaceAll('-', '')}`;
  for (const secret of [token, options.services?.['ACTIONS_RUNTIME_TOKEN'] ?? '', ...(options.secrets ?? [])])
    masker.add(secret);
  return {
    options,
    masker,
    matchers: [],
    status: 'success',
    cancelled: new AbortController(),
    env: new Map(Object.entries(options.env ?? {})),
    path: [],
    artifacts: new Map(),
    log: [],
    cancellations: [],
    token,
    trackingId: `github_${randomUUID()}`,
    eventFile,
  };
}

/** A job stays cancelled or failed. */
export function worst(current: Outcome, next: Outcome): Outcome {
  if (current === 'cancelled') return current;
  if (next === 'skipped') return current;
  return next === 'success' ? current : next;
}
