import { refused } from './means.ts';

/** Language, time, accounts, services: what the system is once it runs. */
export const systemSupport = {
  rootpw: {
    is: 'honoured',
    effect:
      'The password of root, hashed with SHA-512 if plain, or locked. Without the line root is locked. `--allow-ssh`: a file in `/etc/ssh/sshd_config.d`, or a line in `sshd_config` where an old OpenSSH reads no such files.',
  },
  user: {
    is: 'honoured',
    effect:
      "The user, its groups (missing ones are made), home, shell, password; without a password it is locked. A number that another line gives away is an error; a home folder that was there already stays as it is, with a warning if it is not the user's.",
  },
  sshkey: { is: 'honoured', effect: '`authorized_keys` of the user, who must exist.' },
  lang: {
    is: 'honoured',
    effect: '`LANG` in `/etc/locale.conf`; `C.UTF-8` with a warning where the guest lacks the locale.',
    debian:
      '`/etc/default/locale` too. The locales, those of `--addsupport` too, are generated (the package `locales` is added if needed).',
    rpm: 'The locales come with packages such as `glibc-langpack-de`, which are added, those of `--addsupport` too.',
  },
  keyboard: {
    is: 'honoured',
    effect:
      'Console keymap in `/etc/vconsole.conf`; X layouts, variants and `--switch` in `/etc/X11/xorg.conf.d/00-keyboard.conf`. The missing one of the two is derived from the other; what the guest does not know is a warning.',
    debian:
      '`/etc/default/keyboard` too, from which the console takes the X layouts (the package `console-setup` is added unless all is `us`).',
    rpm: 'The console font `eurlatgr` if the guest has it; the package `kbd` is added.',
  },
  timezone: {
    is: 'honoured',
    effect: '`/etc/localtime`, `/etc/adjtime`. `--nontp` and `--ntpservers` as timesource.',
    debian: '`/etc/timezone` too.',
  },
  timesource: {
    is: 'honoured',
    effect:
      'The servers and pools replace those of chrony, ntpsec or ntp, or become those of systemd-timesyncd; the service is enabled. `--ntp-disable` disables all of them and wins over servers. `--nts` where the service has none is an error.',
    debian: 'Without a time service in %packages: systemd-timesyncd is added, or chrony for `--nts`.',
    rpm: 'Without a time service in %packages: chrony is added.',
  },
  services: {
    is: 'honoured',
    effect:
      'Units disabled, then enabled, by the names of either family (`sshd` and `ssh`); one to enable that is not installed, or that only other units start, is a warning.',
  },
  selinux: {
    is: 'honoured',
    effect: '`/etc/selinux/config` where the guest has a policy; else a warning.',
    debian:
      'A warning too unless `bootloader --append` has `security=selinux` or an `lsm=` with it; files get no labels.',
    rpm: 'With `--enforcing` and `--permissive` the packages selinux-policy-targeted and policycoreutils are added.',
  },
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
    rpm: '`authselect` with the words and `--force`; the package is added.',
  },
  firstboot: {
    is: 'honoured',
    effect: 'Whether a program asks the user at the first boot; unless the line says so, none does.',
    debian: 'There is no such program: `--enable` and `--reconfig` are a warning.',
    rpm: '`initial-setup` is added for `--enable` and `--reconfig`; `initial-setup.service` enabled or disabled; `--reconfig`: `/etc/reconfigSys`; `--disable`: `/etc/sysconfig/anaconda` for GNOME too.',
  },
  group: {
    is: 'honoured',
    effect:
      'The group, before users are made. One that is there already stays as it is, with a warning; two with one number are an error.',
  },
  syspurpose: {
    is: 'honoured',
    effect: '`/etc/rhsm/syspurpose/syspurpose.json` where the guest has a subscription manager (RHEL); else a warning.',
  },
  xconfig: {
    is: 'honoured',
    effect:
      '`--startxonboot`: the default target is `graphical.target`. Without the line it is that if the guest has a display manager, else `multi-user.target`.',
    debian: '`--defaultdesktop` is a warning: the display manager picks the desktop.',
    rpm: '`--defaultdesktop`: `DESKTOP` in `/etc/sysconfig/desktop`.',
  },
  skipx: { is: 'honoured', effect: 'The default target is `multi-user.target`, whatever xconfig says.' },
  realm: refused(
    'a machine joins a domain when it runs, under a name of its own; what every copy shares would be the credentials',
    'join at the first boot',
  ),
  rhsm: refused(
    'a machine registers itself when it runs; what every copy shares would be the activation key',
    'register at the first boot',
  ),
} as const;
