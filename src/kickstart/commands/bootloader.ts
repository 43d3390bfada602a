import { defineCommand, lastGiven } from './definition.ts';

export const bootloader = defineCommand({
  names: ['bootloader'],
  grammar: {
    options: {
      append: { names: ['--append'], kind: 'text' },
      timeoutSeconds: { names: ['--timeout'], kind: 'integer' },
      location: { names: ['--location'], kind: 'text', choices: ['mbr', 'none', 'partition', 'boot'] },
      password: { names: ['--password'], kind: 'text' },
      isCrypted: { names: ['--iscrypted'], kind: 'flag' },
      md5Pass: { names: ['--md5pass'], kind: 'text' },
      bootDrive: { names: ['--boot-drive'], kind: 'text' },
      driveOrder: { names: ['--driveorder'], kind: 'list' },
      defaultEntry: { names: ['--default'], kind: 'text' },
      leaveBootOrder: { names: ['--leavebootorder'], kind: 'flag' },
      extlinux: { names: ['--extlinux'], kind: 'flag' },
      sdboot: {
        names: ['--sdboot'],
        kind: 'flag',
        life: { fedora: { since: 39 }, rhel: { since: 10 } },
      },
      disabled: { names: ['--disabled'], kind: 'flag' },
      noMbr: { names: ['--nombr'], kind: 'flag' },
      upgrade: {
        names: ['--upgrade'],
        kind: 'flag',
        life: { fedora: { removed: 34 }, rhel: { deprecated: 8, removed: 9 } },
      },
    },
    secret: true,
  },
  rules: [
    {
      at: 'bootDrive',
      check: ({ values }) => (values.bootDrive?.includes(',') ? '--boot-drive takes one drive' : undefined),
    },
    {
      code: 'conflicting-options',
      at: 'sdboot',
      check: ({ values }) =>
        values.sdboot && values.extlinux ? '--sdboot and --extlinux exclude each other' : undefined,
    },
  ],
  build: ({ command, values: { password, isCrypted, md5Pass, ...values } }) => {
    const text = md5Pass || password;
    return {
      name: 'bootloader',
      position: command.position,
      ...values,
      password: text ? { text, encrypted: isCrypted || Boolean(md5Pass) } : undefined,
    };
  },
});

export const zipl = defineCommand({
  names: ['zipl'],
  grammar: {
    options: {
      'secure-boot': { names: ['--secure-boot'], kind: 'flag' },
      'force-secure-boot': { names: ['--force-secure-boot'], kind: 'flag' },
      'no-secure-boot': { names: ['--no-secure-boot'], kind: 'flag' },
    },
    lastWins: [['secure-boot', 'force-secure-boot', 'no-secure-boot']],
  },
  build: (line) => ({
    name: 'zipl',
    position: line.command.position,
    secureBoot: lastGiven(line, ['secure-boot', 'force-secure-boot', 'no-secure-boot']),
  }),
});
