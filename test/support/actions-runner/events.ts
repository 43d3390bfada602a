// What a workflow can be started by, as github tells it: as much of each payload as an action may want to look at.
// Facts: GitHub's documentation of webhook payloads and of events that trigger workflows.
import type { ContextValue } from './expressions.ts';

/** Owner and name of the repository whose workflow runs. */
export const repositoryName = 'someone/appliances';
const foreignName = 'stranger/appliances';
const sha = '0123456789abcdef0123456789abcdef01234567';

export interface JobEvent {
  readonly name: string;
  readonly payload: { readonly [key: string]: ContextValue };
  readonly ref: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly sha: string;
}

const repository = {
  name: 'appliances',
  full_name: repositoryName,
  fork: false,
  default_branch: 'main',
  private: false,
  owner: { login: 'someone' },
};
const foreign = { ...repository, full_name: foreignName, fork: true, owner: { login: 'stranger' } };

const onMain = { ref: 'refs/heads/main', headRef: '', baseRef: '', sha };
const onPullRequest = { ref: 'refs/pull/7/merge', headRef: 'change', baseRef: 'main', sha };

function pullRequest(head: ContextValue): { readonly [key: string]: ContextValue } {
  return {
    action: 'synchronize',
    number: 7,
    repository,
    pull_request: {
      number: 7,
      head: { ref: 'change', sha, label: 'stranger:change', repo: head },
      base: { ref: 'main', sha, label: 'someone:main', repo: repository },
    },
  };
}

/** By name of the situation. */
export const events = {
  push: { ...onMain, name: 'push', payload: { ref: 'refs/heads/main', after: sha, repository } },
  'pull-request': { ...onPullRequest, name: 'pull_request', payload: pullRequest(repository) },
  'pull-request-from-fork': { ...onPullRequest, name: 'pull_request', payload: pullRequest(foreign) },
  'pull-request-from-deleted-fork': { ...onPullRequest, name: 'pull_request', payload: pullRequest(null) },
  'pull-request-review-from-fork': { ...onPullRequest, name: 'pull_request_review', payload: pullRequest(foreign) },
  'pull-request-target': {
    ...onMain,
    headRef: 'change',
    baseRef: 'main',
    name: 'pull_request_target',
    payload: pullRequest(foreign),
  },
  'workflow-run': {
    ...onMain,
    name: 'workflow_run',
    payload: {
      action: 'completed',
      repository,
      workflow_run: {
        event: 'pull_request',
        head_branch: 'change',
        head_sha: sha,
        head_repository: foreign,
        repository,
        conclusion: 'success',
      },
    },
  },
  schedule: { ...onMain, name: 'schedule', payload: { schedule: '17 3 * * *', repository } },
} as const satisfies Readonly<Record<string, JobEvent>>;
