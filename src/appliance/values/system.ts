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

/** What useradd(8) takes, capitals included; names go into /etc/passwd, where a colon ends a field. */
const accountPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}\$?$/;
/** `name` or `name(gid)`. */
const groupPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}(?:\(\d+\))?$/;

/** A text that ends up in a file where other characters would mean something else. */
const cannotBe = (code: string, what: string, text: string | undefined, pattern: RegExp, at: string) =>
  problem(text !== undefined && !pattern.test(text), `"${text}" cannot be ${what}`, at, { code });

export const systemChecks: Checks = {
  rootpw: ({ password }) => badHash(password),
  group: ({ group, gid }) => [
    ...cannotBe('bad-group-name', 'the name of a group', group, accountPattern, '--name'),
    ...range('--gid', gid, 0, largestId),
  ],
  sshkey: ({ user }) => cannotBe('bad-user-name', 'the name of a user', user, accountPattern, '--username'),
  user: ({ user, uid, gid, groups, homeDir, shell, gecos, password }) => [
    ...badHash(password, '--password'),
    ...cannotBe('bad-user-name', 'the name of a user', user, accountPattern, '--name'),
    ...groups.flatMap((group) => [
      ...cannotBe('bad-group-name', 'the name of a group', group, groupPattern, '--groups'),
      ...problem(
        Number(/\((\d+)\)$/.exec(group)?.[1] ?? 0) > largestId,
        `--groups: the number of ${group} is not from 0 to ${largestId}`,
        '--groups',
      ),
    ]),
    ...cannotBe('bad-path', 'a home directory', homeDir, /^\/[^:\u0000-\u001f]*$/, '--homedir'),
    ...cannotBe('bad-path', 'a shell', shell, /^\/[^:\s\u0000-\u001f]*$/, '--shell'),
    ...cannotBe('bad-gecos', 'the description of a user', gecos, /^[^:\u0000-\u001f]*$/, '--gecos'),
    ...range('--uid', uid, 0, largestId),
    ...range('--gid', gid, 0, largestId),
  ],
};
