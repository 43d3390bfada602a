import type { Password } from '../../kickstart/document.ts';
import { type Checks, problem, range } from './problem.ts';

const largestId = 2 ** 32 - 2;

/** It becomes a field of shadow(5), where a colon ends it and nothing at all lets everybody in. */
const badHash = (password: Password | undefined, at?: string) =>
  problem(
    password?.encrypted === true && !/^[^:\s\u0000-\u001f]+$/.test(password.text),
    'the password is no hash as crypt(3) makes them',
    at,
    { hint: 'make one with "openssl passwd -6", or write --plaintext' },
  );

export const systemChecks: Checks = {
  rootpw: ({ password }) => badHash(password),
  group: ({ gid }) => range('--gid', gid, 0, largestId),
  user: ({ user, uid, gid, password }) => [
    ...badHash(password, '--password'),
    ...problem(user === '', 'the name of a user is empty', '--name'),
    ...range('--uid', uid, 0, largestId),
    ...range('--gid', gid, 0, largestId),
  ],
};
