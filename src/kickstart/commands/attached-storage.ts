import { defineCommand, wordAt } from './definition.ts';

export const fcoe = defineCommand({
  names: ['fcoe'],
  grammar: {
    options: {
      nic: { names: ['--nic'], kind: 'text', required: true },
      dcb: { names: ['--dcb'], kind: 'flag' },
      autovlan: { names: ['--autovlan'], kind: 'flag' },
    },
  },
  build: ({ command, values }) => ({ name: 'fcoe', position: command.position, ...values }),
});

export const iscsi = defineCommand({
  names: ['iscsi'],
  grammar: {
    options: {
      ipaddr: { names: ['--ipaddr'], kind: 'text', required: true },
      target: { names: ['--target'], kind: 'text' },
      port: { names: ['--port'], kind: 'integer' },
      user: { names: ['--user'], kind: 'text' },
      password: { names: ['--password'], kind: 'text' },
      reverseUser: { names: ['--reverse-user'], kind: 'text' },
      reversePassword: { names: ['--reverse-password'], kind: 'text' },
      iface: { names: ['--iface'], kind: 'text' },
    },
    secret: true,
  },
  build: ({ command, values }) => ({ name: 'iscsi', position: command.position, ...values }),
});

export const iscsiname = defineCommand({
  names: ['iscsiname'],
  grammar: { options: {}, positionals: { minimum: 1, maximum: 1, name: 'a name (IQN)' } },
  build: (line) => ({ name: 'iscsiname', position: line.command.position, iqn: wordAt(line, 0) }),
});

/** RHEL 8 wants all three; later ones take `--devnum` alone too. RHEL 9 has it from its release 9. */
export const zfcp = defineCommand({
  names: ['zfcp'],
  grammar: {
    options: {
      devnum: { names: ['--devnum'], kind: 'text', required: true },
      wwpn: { names: ['--wwpn'], kind: 'text' },
      fcplun: { names: ['--fcplun'], kind: 'text' },
    },
  },
  rules: [
    {
      code: 'missing-option',
      check: ({ values: { wwpn, fcplun } }) =>
        Boolean(wwpn) === Boolean(fcplun) ? undefined : 'zfcp takes --wwpn and --fcplun together',
    },
    {
      life: { fedora: 'never', rhel: { since: 8, removed: 9 } },
      code: 'missing-option',
      check: ({ positions: { wwpn, fcplun } }) =>
        wwpn === undefined || fcplun === undefined ? 'zfcp needs --wwpn and --fcplun' : undefined,
    },
  ],
  build: ({ command, values }) => ({ name: 'zfcp', position: command.position, ...values }),
});

export const nvdimm = defineCommand({
  names: ['nvdimm'],
  life: { fedora: { deprecated: 40, removed: 45 }, rhel: { removed: 10 } },
  grammar: {
    options: {
      namespace: { names: ['--namespace'], kind: 'text' },
      blockDevs: { names: ['--blockdevs'], kind: 'list' },
      mode: { names: ['--mode'], kind: 'text', choices: ['sector'] },
      sectorSize: { names: ['--sectorsize'], kind: 'integer' },
    },
    positionals: { minimum: 1, maximum: 1, name: 'reconfigure or use' },
    exclusive: [['namespace', 'blockDevs']],
  },
  rules: [
    { check: (line) => (/^(?:reconfigure|use)$/.test(wordAt(line, 0)) ? undefined : 'nvdimm reconfigures or uses') },
    {
      code: 'missing-option',
      check: (line) =>
        wordAt(line, 0) === 'reconfigure' && !line.values.namespace ? 'reconfigure needs --namespace' : undefined,
    },
    {
      code: 'missing-option',
      check: (line) =>
        wordAt(line, 0) === 'reconfigure' && !line.values.sectorSize ? 'reconfigure needs --sectorsize' : undefined,
    },
    {
      code: 'missing-option',
      check: (line) =>
        wordAt(line, 0) === 'use' && !line.values.namespace && !line.values.blockDevs?.length
          ? 'use needs --namespace or --blockdevs'
          : undefined,
    },
  ],
  build: (line) => ({
    name: 'nvdimm',
    position: line.command.position,
    ...line.values,
    action: wordAt(line, 0) === 'use' ? 'use' : 'reconfigure',
    blockDevs: line.values.blockDevs ?? [],
  }),
});
