import { defineCommand } from './definition.ts';

/** Of clearpart only the kind of partition table means something in an image, whose disks are always empty. */
export const clearpart = defineCommand({
  names: ['clearpart'],
  grammar: {
    options: {
      diskLabel: { names: ['--disklabel'], kind: 'text', choices: ['gpt', 'msdos'] },
      all: { names: ['--all'], kind: 'flag' },
      initLabel: { names: ['--initlabel'], kind: 'flag' },
      linux: { names: ['--linux'], kind: 'flag' },
      none: { names: ['--none'], kind: 'flag' },
      drives: { names: ['--drives'], kind: 'list' },
      list: { names: ['--list'], kind: 'list' },
    },
    notYet: ['--cdl'],
  },
  build: ({ command, values }) => ({
    name: 'clearpart',
    position: command.position,
    diskLabel: values.diskLabel,
  }),
});

export const zerombr = defineCommand({
  names: ['zerombr'],
  grammar: { options: {} },
  build: ({ command }) => ({ name: 'zerombr', position: command.position }),
});
