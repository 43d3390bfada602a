import { type Checks, problem } from './problem.ts';

export const sourcesChecks: Checks = {
  repo: ({ repo, baseUrl }) => [
    ...problem(repo === '', 'the name of a repo is empty', '--name'),
    // Legal: it enables a repository that the installer knows by name.
    ...problem(baseUrl === undefined, 'a repo without --baseurl is not supported yet', undefined, {
      code: 'not-supported-yet',
      hint: 'add --baseurl=URL',
    }),
  ],
};
