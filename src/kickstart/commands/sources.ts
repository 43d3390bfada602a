import type { OptionTable } from '../options/options.ts';
import { defineCommand } from './definition.ts';

const SOURCE = {
  mirrorList: { names: ['--mirrorlist'], kind: 'text' },
  metalink: { names: ['--metalink'], kind: 'text' },
  proxy: { names: ['--proxy'], kind: 'text' },
  noVerifySsl: { names: ['--noverifyssl'], kind: 'flag' },
  sslCaCert: { names: ['--sslcacert'], kind: 'text' },
  sslClientCert: { names: ['--sslclientcert'], kind: 'text' },
  sslClientKey: { names: ['--sslclientkey'], kind: 'text' },
} as const satisfies OptionTable;

const URL_GRAMMAR = {
  options: { url: { names: ['--url'], kind: 'text' }, ...SOURCE },
  anyOf: ['url', 'mirrorList', 'metalink'],
  exclusive: [['url', 'mirrorList', 'metalink']],
  secret: true,
} as const;

export const url = defineCommand({
  names: ['url'],
  grammar: URL_GRAMMAR,
  build: ({ command, values }) => ({
    name: 'url',
    position: command.position,
    ...values,
    url: values.url || undefined,
  }),
});

export const method = defineCommand({
  names: ['method'],
  life: { fedora: { deprecated: 34, removed: 40 }, rhel: { deprecated: 9, removed: 10 }, instead: 'url' },
  grammar: URL_GRAMMAR,
  build: ({ command, values }) => ({
    name: 'method',
    position: command.position,
    ...values,
    url: values.url || undefined,
  }),
});

export const repo = defineCommand({
  names: ['repo'],
  grammar: {
    options: {
      repo: { names: ['--name'], kind: 'text', required: true },
      baseUrl: { names: ['--baseurl'], kind: 'text' },
      ...SOURCE,
      cost: { names: ['--cost'], kind: 'integer' },
      includePackages: { names: ['--includepkgs'], kind: 'list' },
      excludePackages: { names: ['--excludepkgs'], kind: 'list' },
      install: { names: ['--install'], kind: 'flag' },
      ignoreGroups: {
        names: ['--ignoregroups'],
        kind: 'boolean',
        life: { fedora: { deprecated: 33, removed: 40 }, rhel: { deprecated: 9, removed: 10 } },
      },
    },
    exclusive: [['baseUrl', 'mirrorList', 'metalink']],
    secret: true,
  },
  build: ({ command, values }) => ({
    name: 'repo',
    position: command.position,
    ...values,
    baseUrl: values.baseUrl || undefined,
    includePackages: values.includePackages ?? [],
    excludePackages: values.excludePackages ?? [],
  }),
});

export const moduleCommand = defineCommand({
  names: ['module'],
  life: { fedora: { since: 29, deprecated: 41, removed: 45 }, rhel: { since: 8, deprecated: 10 } },
  grammar: {
    options: {
      module: { names: ['--name'], kind: 'text', required: true },
      stream: { names: ['--stream'], kind: 'text' },
      disable: { names: ['--disable'], kind: 'flag' },
    },
  },
  build: ({ command, values: { module, stream, disable } }) => ({
    name: 'module',
    position: command.position,
    module,
    stream,
    enable: !disable,
  }),
});
