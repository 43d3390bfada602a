import { defineCommand, lastGiven, wordAt } from './definition.ts';
import { mountPointOf } from './storage-options.ts';

export const clearpart = defineCommand({
  names: ['clearpart'],
  grammar: {
    options: {
      diskLabel: { names: ['--disklabel'], kind: 'text' },
      all: { names: ['--all'], kind: 'flag' },
      linux: { names: ['--linux'], kind: 'flag' },
      none: { names: ['--none'], kind: 'flag' },
      initLabel: { names: ['--initlabel'], kind: 'flag' },
      drives: { names: ['--drives'], kind: 'list' },
      list: { names: ['--list'], kind: 'list' },
      cdl: { names: ['--cdl'], kind: 'flag' },
    },
    lastWins: [['all', 'linux', 'none']],
  },
  build: (line) => {
    const { diskLabel, initLabel, drives, list, cdl } = line.values;
    return {
      name: 'clearpart',
      position: line.command.position,
      diskLabel: diskLabel || undefined,
      clears: list?.length ? 'list' : lastGiven(line, ['all', 'linux', 'none']),
      drives: drives ?? [],
      list: list ?? [],
      initLabel,
      cdl,
    };
  },
});

export const zerombr = defineCommand({
  names: ['zerombr'],
  grammar: { options: {} },
  build: ({ command }) => ({ name: 'zerombr', position: command.position }),
});

export const ignoredisk = defineCommand({
  names: ['ignoredisk'],
  grammar: {
    options: {
      drives: { names: ['--drives'], kind: 'list' },
      onlyUse: { names: ['--only-use'], kind: 'list' },
      interactive: {
        names: ['--interactive'],
        kind: 'flag',
        life: { fedora: { removed: 29 }, rhel: { deprecated: 8, removed: 9 } },
      },
    },
    anyOf: ['drives', 'onlyUse'],
    exclusive: [['drives', 'onlyUse']],
  },
  build: ({ command, values: { drives, onlyUse, interactive } }) => ({
    name: 'ignoredisk',
    position: command.position,
    drives: drives ?? [],
    onlyUse: onlyUse ?? [],
    interactive,
  }),
});

export const mount = defineCommand({
  names: ['mount'],
  grammar: {
    options: {
      reformat: { names: ['--reformat'], kind: 'optional-text' },
      mkfsOptions: { names: ['--mkfsoptions'], kind: 'text' },
      mountOptions: { names: ['--mountoptions'], kind: 'text' },
    },
    positionals: {
      minimum: 2,
      maximum: 2,
      name: 'a device and a mount point',
      hint: 'a word after --reformat is its file system: write --reformat last, or --reformat=TYPE',
    },
  },
  rules: [
    {
      check: (line) => {
        const target = wordAt(line, 1);
        return target.startsWith('/') || target.toLowerCase() === 'none'
          ? undefined
          : 'the mount point must be an absolute path or none';
      },
    },
    {
      code: 'missing-option',
      at: 'mkfsOptions',
      check: ({ values }) =>
        values.mkfsOptions && values.reformat === undefined ? '--mkfsoptions needs --reformat' : undefined,
    },
  ],
  build: (line) => ({
    name: 'mount',
    position: line.command.position,
    device: wordAt(line, 0),
    mountPoint: mountPointOf(wordAt(line, 1)),
    reformat: line.values.reformat !== undefined,
    format: line.values.reformat || undefined,
    mkfsOptions: line.values.mkfsOptions,
    mountOptions: line.values.mountOptions,
  }),
});

export const snapshot = defineCommand({
  names: ['snapshot'],
  grammar: {
    options: {
      snapshot: { names: ['--name'], kind: 'text', required: true },
      when: {
        names: ['--when'],
        kind: 'text',
        required: true,
        map: { 'pre-install': 'pre-install', 'post-install': 'post-install' },
      },
    },
    positionals: { minimum: 1, maximum: 1, name: 'the volume, VG/LV' },
  },
  rules: [{ check: (line) => (/^[^/]+\/[^/]+$/.test(wordAt(line, 0)) ? undefined : 'the volume is written VG/LV') }],
  build: (line) => ({ name: 'snapshot', position: line.command.position, ...line.values, origin: wordAt(line, 0) }),
});
