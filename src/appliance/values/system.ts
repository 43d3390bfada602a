import { type Checks, problem, range } from './problem.ts';

const largestId = 2 ** 32 - 2;
/** A path below /usr/share/zoneinfo: it must not climb out of it. */
const zonePattern = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;

export const systemChecks: Checks = {
  user: ({ user, uid, gid }) => [
    ...problem(user === '', 'the name of a user is empty', '--name'),
    ...range('--uid', uid, 0, largestId),
    ...range('--gid', gid, 0, largestId),
  ],
  timezone: ({ zone }) =>
    problem(zone !== undefined && !zonePattern.test(zone), `"${zone}" is not a zone such as Europe/Berlin`),
};
