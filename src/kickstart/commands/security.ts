import { defineCommand, lastGiven, wordsFrom } from './definition.ts';

const unique = (values: readonly string[]) => [...new Set(values)];
const MODES = ['enforcing', 'permissive', 'disabled'] as const;
const TOOL_WORDS = 1000;

export const firewall = defineCommand({
  names: ['firewall'],
  grammar: {
    options: {
      enabled: { names: ['--enabled', '--enable'], kind: 'flag' },
      disabled: { names: ['--disabled', '--disable'], kind: 'flag' },
      ports: { names: ['--port'], kind: 'list', repeat: 'collect' },
      services: { names: ['--service'], kind: 'list', repeat: 'collect' },
      trust: { names: ['--trust'], kind: 'list', repeat: 'collect' },
      ftp: { names: ['--ftp'], kind: 'flag' },
      http: { names: ['--http'], kind: 'flag' },
      smtp: { names: ['--smtp'], kind: 'flag' },
      ssh: { names: ['--ssh'], kind: 'flag' },
      removeServices: { names: ['--remove-service'], kind: 'list', repeat: 'collect' },
      useSystemDefaults: { names: ['--use-system-defaults'], kind: 'flag' },
    },
    lastWins: [['enabled', 'disabled']],
  },
  build: ({ command, values }) => ({
    name: 'firewall',
    position: command.position,
    enabled: !values.disabled,
    // A port alone means TCP, as in the reference.
    ports: unique((values.ports ?? []).map((port) => (port.includes(':') ? port : `${port}:tcp`).toLowerCase())),
    services: unique([
      ...(values.services ?? []),
      ...(['ftp', 'http', 'smtp', 'ssh'] as const).filter((service) => values[service]),
    ]),
    trust: unique(values.trust ?? []),
    removeServices: unique(values.removeServices ?? []),
    useSystemDefaults: values.useSystemDefaults,
  }),
});

/** A line without a mode says nothing; like the reference, it is passed over. */
export const selinux = defineCommand({
  names: ['selinux'],
  grammar: {
    options: {
      enforcing: { names: ['--enforcing'], kind: 'flag' },
      permissive: { names: ['--permissive'], kind: 'flag' },
      disabled: { names: ['--disabled'], kind: 'flag' },
    },
    lastWins: [MODES],
  },
  build: (line) => {
    const mode = lastGiven(line, MODES);
    return mode === undefined ? undefined : { name: 'selinux', position: line.command.position, mode };
  },
});

export const auth = defineCommand({
  names: ['auth', 'authconfig'],
  life: { fedora: { removed: 35 }, rhel: { removed: 10 }, instead: 'authselect' },
  grammar: { options: {}, rest: true, secret: true },
  build: (line) => ({ name: 'auth', position: line.command.position, arguments: wordsFrom(line, 0) }),
});

export const authselect = defineCommand({
  names: ['authselect'],
  grammar: { options: {}, rest: true },
  build: (line) => ({ name: 'authselect', position: line.command.position, arguments: wordsFrom(line, 0) }),
});

const REALM_OPTIONS: ReadonlyMap<string, boolean> = new Map([
  ['--client-software', true],
  ['--server-software', true],
  ['--membership-software', true],
  ['--one-time-password', true],
  ['--computer-ou', true],
  ['--no-password', false],
]);

/** The realm of `join OPTIONS REALM`, read with the rules of getopt: options end at the first word that is none. */
function realmOf([command, ...words]: readonly string[]): string | undefined {
  if (command !== 'join') return undefined;
  let index = 0;
  for (let word = words[index]; word?.startsWith('--'); word = words[index]) {
    index += 1;
    if (word === '--') break;
    const [name = ''] = word.split('=', 1);
    const matching = [...REALM_OPTIONS].filter(([option]) => option === name || option.startsWith(name));
    const [[, takesValue] = []] = matching;
    if (matching.length !== 1 || takesValue === undefined || (!takesValue && word.includes('='))) return undefined;
    if (takesValue && !word.includes('=')) index += 1;
  }
  return words.length === index + 1 ? words[index] : undefined;
}

export const realm = defineCommand({
  names: ['realm'],
  grammar: {
    options: {},
    rest: true,
    positionals: { minimum: 1, maximum: TOOL_WORDS, name: 'join REALM' },
    secret: true,
  },
  rules: [
    {
      check: (line) =>
        realmOf(wordsFrom(line, 0)) === undefined ? 'realm takes: join, its options, and one realm' : undefined,
    },
  ],
  build: (line) => ({
    name: 'realm',
    position: line.command.position,
    realm: realmOf(wordsFrom(line, 0)) ?? '',
    joinArguments: wordsFrom(line, 1),
  }),
});
