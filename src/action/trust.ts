import { ApplianceError } from '../errors.ts';

/** What is known of the run, from the environment and the event's payload. */
export interface RunFacts {
  /** GITHUB_EVENT_NAME. */
  readonly eventName: string;
  /** The parsed file GITHUB_EVENT_PATH; anything that somebody else may have written. */
  readonly event: unknown;
  /** GITHUB_REPOSITORY: `owner/name`. */
  readonly repository: string;
  /** RUNNER_ENVIRONMENT; what is not known is taken for self-hosted. */
  readonly selfHosted: boolean;
}

/** Who may have written what is about to be built. */
export type Trust = { readonly trusted: true } | { readonly trusted: false; readonly reason: string };

/** Events that run with the rights of the base repository on what others wrote, or on their behalf. */
const foreignEvents: Readonly<Record<string, string>> = {
  pull_request_target:
    'the event pull_request_target runs with the rights of the base branch on a pull request of anybody',
  workflow_run:
    'the event workflow_run runs with the rights of the default branch after a workflow that anybody may have started',
};

/** Judges a run by its event (documentation of GitHub Actions, "Events that trigger workflows"). */
export function judgeRun({ eventName, event, repository }: RunFacts): Trust {
  const always = foreignEvents[eventName];
  if (always !== undefined) return { trusted: false, reason: always };
  // Reviews and their comments, too, run on what the pull request brings.
  if (!eventName.startsWith('pull_request') && at(event, 'pull_request') === undefined) return { trusted: true };
  const head = headRepository(event);
  if (head === undefined) return { trusted: false, reason: 'the pull request comes from a fork that has been deleted' };
  // Names of owners and repositories do not differ by case alone.
  if (head.toLowerCase() === repository.toLowerCase()) return { trusted: true };
  return { trusted: false, reason: `the pull request comes from the fork ${head}` };
}

function headRepository(event: unknown): string | undefined {
  const name = at(at(at(at(event, 'pull_request'), 'head'), 'repo'), 'full_name');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

const trustDocument = 'docs/self-hosted-runner.md';

/**
 * Refuses to build as root on a machine that outlives the job what people without write access may have written.
 *
 * @throws ApplianceError code `untrusted-run`
 */
export function refuseUntrusted(trust: Trust, selfHosted: boolean, allowed: boolean): void {
  if (trust.trusted || !selfHosted || allowed) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'untrusted-run',
    message: `refused: ${trust.reason}, and a kickstart runs as root on this self-hosted runner`,
    hint: `build such on hosted runners; or, if this runner is thrown away after the job, set allow-untrusted: true. Read ${trustDocument} first`,
  });
}
