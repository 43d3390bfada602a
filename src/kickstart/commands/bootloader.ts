import { defineCommand } from './definition.ts';

export const bootloader = defineCommand({
  names: ['bootloader'],
  grammar: {
    options: {
      append: { names: ['--append'], kind: 'text' },
      // GRUB takes -1 for "wait for ever".
      timeoutSeconds: { names: ['--timeout'], kind: 'integer', minimum: -1, maximum: 86_400 },
      location: { names: ['--location'], kind: 'text', choices: ['mbr', 'none', 'partition', 'boot'] },
      // An image has no NVRAM whose boot order could change.
      leaveBootOrder: { names: ['--leavebootorder'], kind: 'flag' },
    },
    notYet: [
      '--boot-drive=',
      '--default=',
      '--disabled',
      '--driveorder=',
      '--extlinux',
      '--iscrypted',
      '--md5pass=',
      '--nombr',
      '--password=',
      '--sdboot',
      '--upgrade',
    ],
    secret: true,
  },
  build: ({ command, values }) => ({
    name: 'bootloader',
    position: command.position,
    append: values.append,
    timeoutSeconds: values.timeoutSeconds,
    location: values.location,
  }),
});
