/** Numbers that Debian gives out once for all (base-passwd, sysusers.d/basic.conf), as its packages' files carry them. */
const groupNumbers: Readonly<Record<string, number>> = {
  root: 0,
  daemon: 1,
  bin: 2,
  sys: 3,
  adm: 4,
  tty: 5,
  disk: 6,
  lp: 7,
  mail: 8,
  news: 9,
  wheel: 10,
  man: 12,
  proxy: 13,
  kmem: 15,
  dialout: 20,
  fax: 21,
  voice: 22,
  cdrom: 24,
  floppy: 25,
  tape: 26,
  sudo: 27,
  audio: 29,
  dip: 30,
  'www-data': 33,
  backup: 34,
  operator: 37,
  list: 38,
  irc: 39,
  src: 40,
  shadow: 42,
  utmp: 43,
  video: 44,
  sasl: 45,
  plugdev: 46,
  staff: 50,
  games: 60,
  users: 100,
  nogroup: 65534,
};

interface User {
  readonly name: string;
  readonly uid: number;
  readonly group: string;
  readonly home: string;
  readonly shell: string;
}

const noLogin = '/usr/sbin/nologin';
const users: readonly User[] = [
  { name: 'root', uid: 0, group: 'root', home: '/root', shell: '/bin/bash' },
  { name: 'daemon', uid: 1, group: 'daemon', home: '/usr/sbin', shell: noLogin },
  { name: 'bin', uid: 2, group: 'bin', home: '/bin', shell: noLogin },
  { name: 'sys', uid: 3, group: 'sys', home: '/dev', shell: noLogin },
  { name: 'sync', uid: 4, group: 'nogroup', home: '/bin', shell: '/bin/sync' },
  { name: 'games', uid: 5, group: 'games', home: '/usr/games', shell: noLogin },
  { name: 'man', uid: 6, group: 'man', home: '/var/cache/man', shell: noLogin },
  { name: 'lp', uid: 7, group: 'lp', home: '/var/spool/lpd', shell: noLogin },
  { name: 'mail', uid: 8, group: 'mail', home: '/var/mail', shell: noLogin },
  { name: 'news', uid: 9, group: 'news', home: '/var/spool/news', shell: noLogin },
  { name: 'proxy', uid: 13, group: 'proxy', home: '/bin', shell: noLogin },
  { name: 'www-data', uid: 33, group: 'www-data', home: '/var/www', shell: noLogin },
  { name: 'backup', uid: 34, group: 'backup', home: '/var/backups', shell: noLogin },
  { name: 'list', uid: 38, group: 'list', home: '/var/list', shell: noLogin },
  { name: 'irc', uid: 39, group: 'irc', home: '/run/ircd', shell: noLogin },
  { name: 'nobody', uid: 65534, group: 'nogroup', home: '/nonexistent', shell: noLogin },
];

/** @throws Error if no account has the number */
export function ownerName(uid: number): string {
  return named('user', uid, users.find((user) => user.uid === uid)?.name);
}

/** @throws Error if no group has the number */
export function groupName(gid: number): string {
  return named('group', gid, Object.entries(groupNumbers).find(([, number]) => number === gid)?.[0]);
}

function named(what: string, number: number, name: string | undefined): string {
  if (name === undefined) throw new Error(`no ${what} of the test distribution has the number ${number}`);
  return name;
}

const lines = (texts: readonly string[]) => `${texts.join('\n')}\n`;

/** passwd(5), group(5), shadow(5), gshadow(5): as in Fedora nobody can log in until a password is set. */
export const accountFiles = {
  passwd: lines(
    users.map(
      ({ name, uid, group, home, shell }) => `${name}:x:${uid}:${groupNumbers[group]}:${name}:${home}:${shell}`,
    ),
  ),
  group: lines(Object.entries(groupNumbers).map(([name, number]) => `${name}:x:${number}:`)),
  shadow: lines(users.map(({ name }) => `${name}:${name === 'root' ? '!locked' : '*'}::0:99999:7:::`)),
  gshadow: lines(Object.keys(groupNumbers).map((name) => `${name}:::`)),
};
