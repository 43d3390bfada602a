import type { Life } from '../versions/life.ts';
import { defineCommand, wordAt } from './definition.ts';

export const lang = defineCommand({
  names: ['lang'],
  grammar: {
    options: { addSupport: { names: ['--addsupport'], kind: 'list' } },
    positionals: { minimum: 1, maximum: 1, name: 'a locale such as en_US.UTF-8' },
  },
  build: (line) => ({
    name: 'lang',
    position: line.command.position,
    lang: wordAt(line, 0),
    addSupport: line.values.addSupport ?? [],
  }),
});

export const keyboard = defineCommand({
  names: ['keyboard'],
  grammar: {
    options: {
      vcKeymap: { names: ['--vckeymap'], kind: 'text' },
      xLayouts: { names: ['--xlayouts'], kind: 'list' },
      switchOptions: { names: ['--switch'], kind: 'list' },
    },
    positionals: { minimum: 0, maximum: 1, name: 'a keymap' },
  },
  rules: [
    {
      code: 'missing-argument',
      check: ({ values, positionals }) =>
        positionals.length > 0 || values.vcKeymap || values.xLayouts?.length
          ? undefined
          : 'keyboard needs a keymap, --vckeymap or --xlayouts',
    },
  ],
  build: (line) => ({
    name: 'keyboard',
    position: line.command.position,
    vcKeymap: line.values.vcKeymap || wordAt(line, 0) || undefined,
    xLayouts: line.values.xLayouts ?? [],
    switchOptions: line.values.switchOptions ?? [],
  }),
});

const REPLACED_BY_TIMESOURCE = { fedora: { deprecated: 33 }, rhel: { deprecated: 9, removed: 10 } } as const;
const IS_UTC: Life = { fedora: { deprecated: 32 }, rhel: { deprecated: 9, removed: 10 }, instead: '--utc' };

export const timezone = defineCommand({
  names: ['timezone'],
  grammar: {
    options: {
      utc: { names: ['--utc'], kind: 'flag' },
      isUtc: { names: ['--isUtc'], kind: 'flag', life: IS_UTC },
      noNtp: {
        names: ['--nontp'],
        kind: 'flag',
        life: { ...REPLACED_BY_TIMESOURCE, instead: 'timesource --ntp-disable' },
      },
      ntpServers: {
        names: ['--ntpservers'],
        kind: 'list',
        life: { ...REPLACED_BY_TIMESOURCE, instead: 'timesource --ntp-server=SERVER, a line for each' },
      },
    },
    positionals: { minimum: 0, maximum: 1, name: 'a zone such as Europe/Berlin' },
    exclusive: [['noNtp', 'ntpServers']],
  },
  rules: [
    {
      code: 'missing-argument',
      check: ({ positions, positionals }) =>
        positionals.length === 0 && Object.keys(positions).length === 0
          ? 'timezone needs a zone such as Europe/Berlin'
          : undefined,
    },
  ],
  build: (line) => ({
    name: 'timezone',
    position: line.command.position,
    zone: wordAt(line, 0) || undefined,
    utc: line.values.utc || line.values.isUtc,
    noNtp: line.values.noNtp,
    ntpServers: line.values.ntpServers ?? [],
  }),
});

export const timesource = defineCommand({
  names: ['timesource'],
  life: { fedora: { since: 33 }, rhel: { since: 9 }, instead: 'timezone --ntpservers or --nontp' },
  grammar: {
    options: {
      ntpServer: { names: ['--ntp-server'], kind: 'text' },
      ntpPool: { names: ['--ntp-pool'], kind: 'text' },
      ntpDisable: { names: ['--ntp-disable'], kind: 'flag' },
      nts: { names: ['--nts'], kind: 'flag' },
    },
    anyOf: ['ntpServer', 'ntpPool', 'ntpDisable'],
    exclusive: [['ntpServer', 'ntpPool', 'ntpDisable']],
  },
  build: ({ command, values }) => ({ name: 'timesource', position: command.position, ...values }),
});
