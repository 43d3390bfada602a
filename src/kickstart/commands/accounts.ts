import type { OptionTable } from '../options/options.ts';
import { defineCommand, lastGiven, wordAt, wordsFrom } from './definition.ts';

const QUOTE_HINT = 'put a value that holds blanks in quotes';
const LONGEST_PASSWORD_WORDS = 1000;

const PASSWORD_KIND = {
  isCrypted: { names: ['--iscrypted'], kind: 'flag' },
  plaintext: { names: ['--plaintext'], kind: 'flag' },
} as const satisfies OptionTable;

const isEncrypted = (line: Parameters<typeof lastGiven<typeof PASSWORD_KIND, keyof typeof PASSWORD_KIND>>[0]) =>
  lastGiven(line, ['isCrypted', 'plaintext']) === 'isCrypted';

export const rootpw = defineCommand({
  names: ['rootpw'],
  grammar: {
    options: {
      ...PASSWORD_KIND,
      lock: { names: ['--lock'], kind: 'flag' },
      allowSsh: {
        names: ['--allow-ssh'],
        kind: 'flag',
        life: { rhel: { since: 9 } },
      },
    },
    positionals: { minimum: 0, maximum: 1, name: 'a password', hint: QUOTE_HINT },
    lastWins: [['isCrypted', 'plaintext']],
    secret: true,
  },
  rules: [
    {
      code: 'missing-argument',
      check: (line) => (wordAt(line, 0) || line.values.lock ? undefined : 'rootpw needs a password, or --lock'),
    },
  ],
  build: (line) => {
    const text = wordAt(line, 0);
    return {
      name: 'rootpw',
      position: line.command.position,
      password: text ? { text, encrypted: isEncrypted(line) } : undefined,
      lock: line.values.lock,
      allowSsh: line.values.allowSsh,
    };
  },
});

export const user = defineCommand({
  names: ['user'],
  grammar: {
    options: {
      ...PASSWORD_KIND,
      user: { names: ['--name'], kind: 'text', required: true },
      password: { names: ['--password'], kind: 'text' },
      lock: { names: ['--lock'], kind: 'flag' },
      uid: { names: ['--uid'], kind: 'integer' },
      gid: { names: ['--gid'], kind: 'integer' },
      groups: { names: ['--groups'], kind: 'list' },
      homeDir: { names: ['--homedir'], kind: 'text' },
      shell: { names: ['--shell'], kind: 'text' },
      gecos: { names: ['--gecos'], kind: 'text' },
    },
    positionals: { minimum: 0, maximum: 0, name: 'nothing', hint: QUOTE_HINT },
    lastWins: [['isCrypted', 'plaintext']],
    secret: true,
  },
  build: (line) => {
    const { isCrypted, plaintext, password, groups, ...values } = line.values;
    return {
      name: 'user',
      position: line.command.position,
      ...values,
      password: password ? { text: password, encrypted: isEncrypted(line) } : undefined,
      groups: groups ?? [],
    };
  },
});

export const group = defineCommand({
  names: ['group'],
  grammar: {
    options: {
      group: { names: ['--name'], kind: 'text', required: true },
      gid: { names: ['--gid'], kind: 'integer' },
    },
  },
  build: ({ command, values }) => ({ name: 'group', position: command.position, ...values }),
});

export const sshkey = defineCommand({
  names: ['sshkey'],
  grammar: {
    options: { user: { names: ['--username'], kind: 'text', required: true } },
    positionals: { minimum: 1, maximum: 1, name: 'a public key', hint: 'put the whole key in quotes' },
    secret: true,
  },
  build: (line) => ({
    name: 'sshkey',
    position: line.command.position,
    user: line.values.user,
    key: wordAt(line, 0),
  }),
});

export const sshpw = defineCommand({
  names: ['sshpw'],
  grammar: {
    options: {
      user: { names: ['--username'], kind: 'text', required: true },
      ...PASSWORD_KIND,
      lock: { names: ['--lock'], kind: 'flag' },
      isKey: { names: ['--sshkey'], kind: 'flag' },
    },
    positionals: { minimum: 1, maximum: LONGEST_PASSWORD_WORDS, name: 'a password' },
    lastWins: [['isCrypted', 'plaintext']],
    secret: true,
  },
  build: (line) => ({
    name: 'sshpw',
    position: line.command.position,
    user: line.values.user,
    password: { text: wordsFrom(line, 0).join(' '), encrypted: isEncrypted(line) },
    lock: line.values.lock,
    isKey: line.values.isKey,
  }),
});
