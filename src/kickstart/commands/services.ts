import { defineCommand } from './definition.ts';

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
