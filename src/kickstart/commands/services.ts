import { defineCommand, lastGiven } from './definition.ts';

export const services = defineCommand({
  names: ['services'],
  grammar: {
    options: {
      enabled: { names: ['--enabled'], kind: 'list' },
      disabled: { names: ['--disabled'], kind: 'list' },
    },
    anyOf: ['enabled', 'disabled'],
    positionals: { minimum: 0, maximum: 0, name: 'nothing', hint: 'write the list without blanks: a,b' },
  },
  build: ({ command, values }) => ({
    name: 'services',
    position: command.position,
    enabled: values.enabled ?? [],
    disabled: values.disabled ?? [],
  }),
});

export const firstboot = defineCommand({
  names: ['firstboot'],
  grammar: {
    options: {
      enable: { names: ['--enable', '--enabled'], kind: 'flag' },
      disable: { names: ['--disable', '--disabled'], kind: 'flag' },
      reconfig: { names: ['--reconfig'], kind: 'flag' },
    },
    lastWins: [['enable', 'disable', 'reconfig']],
  },
  build: (line) => ({
    name: 'firstboot',
    position: line.command.position,
    mode: lastGiven(line, ['enable', 'disable', 'reconfig']),
  }),
});

export const xconfig = defineCommand({
  names: ['xconfig'],
  grammar: {
    options: {
      startXOnBoot: { names: ['--startxonboot'], kind: 'flag' },
      defaultDesktop: { names: ['--defaultdesktop'], kind: 'text' },
    },
  },
  build: ({ command, values }) => ({ name: 'xconfig', position: command.position, ...values }),
});

export const skipx = defineCommand({
  names: ['skipx'],
  grammar: { options: {} },
  build: ({ command }) => ({ name: 'skipx', position: command.position }),
});

export const rhsm = defineCommand({
  names: ['rhsm'],
  life: { fedora: 'never', rhel: { since: 8 } },
  grammar: {
    options: {
      organization: { names: ['--organization'], kind: 'text', required: true },
      activationKeys: { names: ['--activation-key'], kind: 'texts', required: true },
      connectToInsights: { names: ['--connect-to-insights'], kind: 'flag' },
      proxy: { names: ['--proxy'], kind: 'text' },
      serverHostname: { names: ['--server-hostname'], kind: 'text' },
      rhsmBaseUrl: { names: ['--rhsm-baseurl'], kind: 'text' },
      flatpakRegistryUrl: {
        names: ['--flatpak-registry-url'],
        kind: 'text',
        life: { fedora: 'never', rhel: { since: 10 } },
      },
    },
    secret: true,
  },
  rules: [
    {
      at: 'activationKeys',
      check: ({ values }) => (values.activationKeys.includes('') ? 'an activation key is empty' : undefined),
    },
  ],
  build: ({ command, values }) => ({ name: 'rhsm', position: command.position, ...values }),
});

export const syspurpose = defineCommand({
  names: ['syspurpose'],
  life: { fedora: 'never', rhel: { since: 8 } },
  grammar: {
    options: {
      role: { names: ['--role'], kind: 'text' },
      sla: { names: ['--sla'], kind: 'text' },
      usage: { names: ['--usage'], kind: 'text' },
      addons: { names: ['--addon'], kind: 'texts' },
    },
  },
  build: ({ command, values }) => ({
    name: 'syspurpose',
    position: command.position,
    ...values,
    addons: values.addons ?? [],
  }),
});
