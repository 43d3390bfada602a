import { ApplianceError } from '../../errors.ts';
import type { Interpreted, OptionTable } from '../options/options.ts';
import { badValue, defineCommand } from './definition.ts';

const LARGEST_ID = 2 ** 32 - 2;
const ID = { kind: 'integer', minimum: 0, maximum: LARGEST_ID } as const;
const QUOTE_HINT = 'put a value that holds blanks in quotes';

const PASSWORD_KIND = {
  isCrypted: { names: ['--iscrypted'], kind: 'flag' },
  plaintext: { names: ['--plaintext'], kind: 'flag' },
} as const satisfies OptionTable;

/** Of --iscrypted and --plaintext the later one counts, as in the reference. */
function isEncrypted({ positions }: Interpreted<typeof PASSWORD_KIND>): boolean {
  const { isCrypted, plaintext } = positions;
  return isCrypted !== undefined && (plaintext === undefined || plaintext.column < isCrypted.column);
}

export const rootpw = defineCommand({
  names: ['rootpw'],
  grammar: {
    options: {
      ...PASSWORD_KIND,
      lock: { names: ['--lock'], kind: 'flag' },
      allowSsh: { names: ['--allow-ssh'], kind: 'flag' },
    },
    positionals: { minimum: 0, maximum: 1, name: 'a password', hint: QUOTE_HINT },
    secret: true,
  },
  build: (line, report) => {
    const { command, values, positionals } = line;
    const text = positionals[0]?.text;
    if (!text && !values.lock) {
      const message = 'rootpw needs a password, or --lock';
      const { position } = command;
      report(new ApplianceError({ kind: 'input', code: 'missing-argument', message, position }));
      return undefined;
    }
    return {
      name: 'rootpw',
      position: command.position,
      password: text ? { text, encrypted: isEncrypted(line) } : undefined,
      lock: values.lock,
      allowSsh: values.allowSsh,
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
      uid: { names: ['--uid'], ...ID },
      gid: { names: ['--gid'], ...ID },
      groups: { names: ['--groups'], kind: 'list' },
      homeDir: { names: ['--homedir'], kind: 'text' },
      shell: { names: ['--shell'], kind: 'text' },
      gecos: { names: ['--gecos'], kind: 'text' },
    },
    positionals: { minimum: 0, maximum: 0, name: 'nothing', hint: QUOTE_HINT },
    secret: true,
  },
  build: (line, report) => {
    const { command, values, positions } = line;
    if (values.user === '') {
      report(badValue('the name of a user is empty', positions.user ?? command.position));
      return undefined;
    }
    return {
      name: 'user',
      position: command.position,
      user: values.user,
      password: values.password ? { text: values.password, encrypted: isEncrypted(line) } : undefined,
      lock: values.lock,
      uid: values.uid,
      gid: values.gid,
      groups: values.groups ?? [],
      homeDir: values.homeDir,
      shell: values.shell,
      gecos: values.gecos,
    };
  },
});

export const sshkey = defineCommand({
  names: ['sshkey'],
  grammar: {
    options: { user: { names: ['--username'], kind: 'text', required: true } },
    positionals: { minimum: 1, maximum: 1, name: 'a public key', hint: 'put the whole key in quotes' },
    secret: true,
  },
  build: ({ command, values, positionals }) => ({
    name: 'sshkey',
    position: command.position,
    user: values.user,
    key: positionals[0]?.text ?? '',
  }),
});
