import type { RebootCommand } from '../document.ts';
import type { Life } from '../versions/life.ts';
import { defineCommand } from './definition.ts';

export const displayMode = defineCommand({
  names: ['text', 'graphical', 'cmdline'],
  grammar: { options: { nonInteractive: { names: ['--non-interactive'], kind: 'flag' } } },
  rules: [
    {
      at: 'nonInteractive',
      check: ({ command, values }) =>
        command.text === 'cmdline' && values.nonInteractive ? 'cmdline takes no --non-interactive' : undefined,
      hint: 'cmdline is never interactive: remove the option',
    },
  ],
  build: ({ command, values }) => ({
    name: 'text',
    position: command.position,
    mode: command.text === 'text' ? 'text' : command.text === 'cmdline' ? 'cmdline' : 'graphical',
    ...values,
  }),
});

export const reboot = defineCommand({
  names: ['reboot', 'poweroff', 'halt', 'shutdown'],
  grammar: {
    options: {
      eject: { names: ['--eject'], kind: 'flag' },
      kexec: { names: ['--kexec'], kind: 'flag' },
    },
  },
  build: ({ command, values }) => ({
    name: 'reboot',
    position: command.position,
    action: command.text as RebootCommand['action'],
    ...values,
  }),
});

export const eula = defineCommand({
  names: ['eula'],
  grammar: {
    options: {
      agreed: { names: ['--agreed', '--agree', '--accepted', '--accept'], kind: 'flag', required: true },
    },
  },
  build: ({ command }) => ({ name: 'eula', position: command.position }),
});

export const mediacheck = defineCommand({
  names: ['mediacheck'],
  grammar: { options: {} },
  build: ({ command }) => ({ name: 'mediacheck', position: command.position }),
});

export const autostep = defineCommand({
  names: ['autostep'],
  life: { fedora: { deprecated: 34, removed: 40 }, rhel: { deprecated: 9, removed: 10 } },
  grammar: { options: { autoScreenshot: { names: ['--autoscreenshot'], kind: 'flag' } } },
  build: ({ command, values }) => ({ name: 'autostep', position: command.position, ...values }),
});

const LEVEL: Life = { fedora: { deprecated: 34, removed: 40 }, rhel: { deprecated: 9, removed: 10 } };
const LEVELS: ReadonlySet<string | undefined> = new Set(['debug', 'info', 'warning', 'error', 'critical', undefined]);

export const logging = defineCommand({
  names: ['logging'],
  grammar: {
    options: {
      host: { names: ['--host'], kind: 'text' },
      port: { names: ['--port'], kind: 'text' },
      level: { names: ['--level'], kind: 'text', life: LEVEL },
    },
  },
  rules: [
    {
      code: 'missing-option',
      at: 'port',
      check: ({ values }) => (values.port && !values.host ? '--port needs --host' : undefined),
    },
    {
      life: { fedora: 'never', rhel: { since: 8, removed: 9 } },
      at: 'level',
      check: ({ values }) =>
        LEVELS.has(values.level) ? undefined : '--level is debug, info, warning, error or critical',
    },
  ],
  build: ({ command, values }) => ({ name: 'logging', position: command.position, ...values }),
});

export const rescue = defineCommand({
  names: ['rescue'],
  grammar: {
    options: {
      noMount: { names: ['--nomount'], kind: 'flag' },
      roMount: { names: ['--romount'], kind: 'flag' },
    },
    exclusive: [['noMount', 'roMount']],
  },
  build: ({ command, values }) => ({ name: 'rescue', position: command.position, ...values }),
});

export const vnc = defineCommand({
  names: ['vnc'],
  life: { fedora: { deprecated: 43, removed: 45 }, rhel: { deprecated: 10 }, instead: 'rdp' },
  grammar: {
    options: {
      password: { names: ['--password'], kind: 'text' },
      host: { names: ['--host'], kind: 'text' },
      port: { names: ['--port'], kind: 'text' },
    },
    secret: true,
  },
  build: ({ command, values }) => ({ name: 'vnc', position: command.position, ...values }),
});

export const rdp = defineCommand({
  names: ['rdp'],
  life: { fedora: { since: 43 }, rhel: { since: 10 }, instead: 'vnc' },
  grammar: {
    options: {
      username: { names: ['--username'], kind: 'text' },
      password: { names: ['--password'], kind: 'text' },
    },
    secret: true,
  },
  build: ({ command, values }) => ({ name: 'rdp', position: command.position, ...values }),
});

/** Commands that no version here acts on. RHEL 8 passes over them, whatever they say; the others refuse them. */
export const install = defineCommand({
  names: ['install', 'device', 'deviceprobe', 'dmraid', 'multipath'],
  life: { fedora: { deprecated: 24, removed: 34 }, rhel: { deprecated: 8, removed: 9 } },
  grammar: { options: {}, rest: true },
  build: ({ command }) => ({ name: 'install', position: command.position }),
});
