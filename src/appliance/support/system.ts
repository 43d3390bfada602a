import { each, later, refused } from './means.ts';

/** Language, time, accounts, services: what the system is once it runs. */
export const systemSupport = {
  rootpw: {
    is: 'honoured',
    effect:
      'The password of root, hashed with SHA-512 if plain, or locked. Without the line root is locked. `--allow-ssh`: a file in `/etc/ssh/sshd_config.d`.',
  },
  user: {
    is: 'honoured',
    effect: 'The user, its groups (missing ones are made), home, shell, password; without a password it is locked.',
  },
  sshkey: { is: 'honoured', effect: '`authorized_keys` of the user, who must exist.' },
  lang: {
    is: 'honoured',
    effect:
      '`/etc/locale.conf`, `/etc/default/locale`, the locale generated (the package `locales` is added if needed).',
  },
  keyboard: {
    is: 'honoured',
    effect: '`/etc/vconsole.conf`, `/etc/default/keyboard`.',
    refused: { '--switch': { reason: 'layouts are not switched', later: true } },
  },
  timezone: {
    is: 'honoured',
    effect: '`/etc/localtime`, `/etc/timezone`, `/etc/adjtime`.',
    refused: each(['--nontp', '--ntpservers'], { reason: 'time servers are not set up', later: true }),
  },
  services: { is: 'honoured', effect: 'Units disabled, then enabled; one that is not installed is a warning.' },
  selinux: { is: 'honoured', effect: '`/etc/selinux/config` where the guest has a policy; else a warning.' },
  auth: {
    is: 'honoured',
    effect: 'What every guest does anyway (`--useshadow`, `--passalgo=sha512`) changes nothing.',
    debian: '`--enablemkhomedir` by `pam-auth-update`; other options are a warning.',
    rpm: '`authconfig --update --nostart` with the options, where the guest has it; else a warning.',
  },
  authselect: {
    is: 'honoured',
    effect: 'How the guest authenticates.',
    debian: '`with-mkhomedir` by `pam-auth-update`; other features are a warning: PAM is set up by packages.',
    rpm: '`authselect` with the words and `--force`; without it in the guest an error.',
  },
  firstboot: later('no program runs at the first boot', 'remove the line'),
  group: {
    is: 'honoured',
    effect: 'The group, before users are made. One that is there already stays as it is, with a warning.',
  },
  syspurpose: later('it describes a RHEL subscription', 'remove the line'),
  timesource: later('time servers are not set up', 'remove the line'),
  xconfig: later('no display is set up', 'remove the line'),
  realm: refused(
    'a machine joins a domain when it runs, under a name of its own; what every copy shares would be the credentials',
    'join at the first boot',
  ),
  rhsm: refused(
    'a machine registers itself when it runs; what every copy shares would be the activation key',
    'register at the first boot',
  ),
} as const;
