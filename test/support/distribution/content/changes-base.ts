import type { Changes } from './change.ts';

const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

/** pam.conf(5): what Debian's pam-auth-update makes. */
const pamCommon = {
  '/etc/pam.d/common-auth': lines(
    'auth [success=1 default=ignore] pam_unix.so nullok',
    'auth requisite pam_deny.so',
    'auth required pam_permit.so',
  ),
  '/etc/pam.d/common-account': lines(
    'account [success=1 new_authtok_reqd=done default=ignore] pam_unix.so',
    'account requisite pam_deny.so',
    'account required pam_permit.so',
  ),
  '/etc/pam.d/common-password': lines(
    'password [success=1 default=ignore] pam_unix.so obscure yescrypt',
    'password requisite pam_deny.so',
    'password required pam_permit.so',
  ),
  '/etc/pam.d/common-session': lines('session required pam_unix.so', '-session optional pam_systemd.so'),
  '/etc/pam.d/common-session-noninteractive': lines('session required pam_unix.so'),
};

/** Joins the certificates of the distribution and of the administrator, as update-ca-trust(8) does. */
const updateCaTrust = `#!/bin/sh
set -e
folder=/etc/pki/ca-trust/extracted/pem
mkdir -p "$folder"
: > "$folder/tls-ca-bundle.pem"
for file in /usr/share/ca-certificates/*/*.crt /etc/pki/ca-trust/source/anchors/*; do
  [ -f "$file" ] || continue
  cat "$file" >> "$folder/tls-ca-bundle.pem"
done
`;

/** Libraries, shell, accounts, languages. */
export const baseChanges: Changes = {
  glibc: {
    dependencies: { 'Requires(pre)': ['filesystem'], Requires: ['glibc-common'] },
    configuration: ['/etc/ld.so.conf.d/x86_64-linux-gnu.conf'],
  },
  'glibc-common': {
    adds: {
      '/etc/nsswitch.conf': lines(
        'passwd: files',
        'group: files',
        'shadow: files',
        'gshadow: files',
        'hosts: files dns myhostname',
        'networks: files',
        'protocols: files',
        'services: files',
        'ethers: files',
        'rpc: files',
      ),
    },
    configuration: ['/etc/nsswitch.conf'],
    attributes: { '/etc/ld.so.cache': { ghost: true, mode: '0644' } },
    scriptlets: {
      triggers: lines('%transfiletriggerin -P 2000000 -- /usr/lib /usr/lib64 /etc/ld.so.conf.d', '/usr/sbin/ldconfig'),
    },
  },
  bash: {
    adds: { '/usr/bin/sh': { link: 'bash' } },
    dependencies: { Provides: ['/bin/sh', '/bin/bash', '/usr/bin/sh', '/usr/bin/bash'] },
  },
  gawk: { adds: { '/usr/bin/awk': { link: 'gawk' } }, dependencies: { Provides: ['awk'] } },
  debianutils: {
    moves: [[/^\/usr\/bin\/which\.debianutils$/, '/usr/bin/which']],
    dependencies: { Provides: ['which'] },
  },
  less: { adds: { '/usr/bin/pager': { link: 'less' } } },
  'vim-minimal': { adds: { '/usr/bin/vi': { link: 'vim.tiny' } } },
  iputils: { attributes: { '/usr/bin/ping': { capabilities: 'cap_net_raw=ep' } } },
  kbd: { moves: [[/^\/usr\/share\/(consolefonts|consoletrans)\//, '/usr/lib/kbd/$1/']] },
  'console-data': {
    moves: [[/^\/usr\/share\/keymaps\//, '/usr/lib/kbd/keymaps/']],
    adds: { '/usr/share/keymaps': { link: '../lib/kbd/keymaps' } },
    dependencies: { Provides: ['kbd-misc', 'kbd-legacy'] },
  },
  'pam-config': { adds: pamCommon, configuration: Object.keys(pamCommon) },
  // /etc/shadow is root's alone, as in Fedora.
  pam: { dependencies: { Requires: ['pam-config'] } },
  'libpam-modules-bin': { attributes: { '/usr/sbin/unix_chkpwd': { mode: '4755', group: 'root' } } },
  'shadow-utils': { dependencies: { Provides: ['passwd', 'shadow'], 'Requires(pre)': ['setup'] } },
  login: { dependencies: { 'Requires(pre)': ['setup'] } },
  'util-linux': { dependencies: { Requires: ['mount', 'login'] } },
  'ca-certificates': {
    removes: /^\/usr\/sbin\/update-ca-certificates$|^\/etc\/ca-certificates/,
    adds: {
      '/usr/bin/update-ca-trust': { text: updateCaTrust, mode: 0o755 },
      '/etc/pki/ca-trust/source/anchors': { directory: 0o755 },
      '/etc/pki/ca-trust/extracted/pem': { directory: 0o755 },
      '/etc/pki/tls/certs/ca-bundle.crt': { link: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem' },
      '/etc/ssl/certs/ca-certificates.crt': { link: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem' },
    },
    attributes: { '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem': { ghost: true, mode: '0644' } },
    dependencies: { 'Requires(posttrans)': ['coreutils', 'bash'] },
    scriptlets: { posttrans: '/usr/bin/update-ca-trust extract' },
  },
  rpm: {
    adds: {
      '/usr/lib/rpm/macros.d/macros.trial': lines('%_dbpath /usr/lib/sysimage/rpm', '%_db_backend sqlite'),
      '/usr/lib/sysimage/rpm': { directory: 0o755 },
      '/var/lib/rpm': { link: '../../usr/lib/sysimage/rpm' },
    },
    removes: /^\/var\/lib\/rpm/,
  },
};
