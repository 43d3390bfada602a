import { type Changes, makeAccounts, presetUnits } from './change.ts';

const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

const systemAccounts = makeAccounts(
  ['systemd-network', 'systemd-timesync'],
  ['systemd-journal', 'input', 'sgx', 'kvm', 'render'],
);

/** systemd and what it starts, under the names of units that Fedora gives them. */
export const serviceChanges: Changes = {
  systemd: {
    ...systemAccounts,
    // Masks for services of Debian's past, and presets for systemd-networkd.
    removes:
      /^\/usr\/lib\/systemd\/system\/(?:cryptdisks.*|hwclock|rcS?|x11-common)\.service$|\/system-preset\/90-systemd\.preset$/,
    attributes: { '/etc/machine-id': { ghost: true, mode: '0444' } },
    dependencies: {
      ...systemAccounts.dependencies,
      Requires: ['systemd-sysv', 'systemd-udev', 'dbus', 'systemd-pam', 'trial-release'],
      'Requires(post)': ['coreutils'],
    },
    scriptlets: {
      ...systemAccounts.scriptlets,
      post: lines(
        '[ "$1" -gt 1 ] && exit 0',
        '[ -e /etc/machine-id ] || : > /etc/machine-id',
        'chmod 0444 /etc/machine-id',
        'systemctl --no-reload preset-all || :',
        'systemctl --no-reload --global preset-all || :',
      ),
      triggers: lines('%transfiletriggerin -P 1000100 -- /usr/lib/sysusers.d', '/usr/bin/systemd-sysusers || :'),
    },
  },
  'systemd-resolved': {
    ...makeAccounts(['systemd-resolve']),
    scriptlets: {
      ...makeAccounts(['systemd-resolve']).scriptlets,
      ...presetUnits('systemd-resolved.service'),
    },
  },
  'dbus-daemon': makeAccounts(['messagebus']),
  dbus: {
    ...makeAccounts(['messagebus']),
    attributes: {
      '/usr/lib/dbus-1.0/dbus-daemon-launch-helper': { mode: '4754', owner: 'root', group: 'messagebus' },
    },
  },
  'openssh-server': {
    ...makeAccounts(['sshd']),
    moves: [
      [/^\/usr\/lib\/systemd\/system\/ssh(@?\.\w+)$/, '/usr/lib/systemd/system/sshd$1'],
      [/^\/usr\/share\/openssh\/sshd_config$/, '/etc/ssh/sshd_config'],
    ],
    removes: /^\/etc\/(?:default|init)\/ssh|^\/usr\/lib\/systemd\/system\/rescue-ssh/,
    adds: {
      '/usr/lib/systemd/system/sshd-keygen.service': lines(
        '[Unit]',
        'Description=OpenSSH server host keys',
        'ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key',
        '[Service]',
        'Type=oneshot',
        'ExecStart=/usr/bin/ssh-keygen -A',
      ),
      '/usr/lib/systemd/system/sshd.service.d/keys.conf': lines(
        '[Unit]',
        'Wants=sshd-keygen.service',
        'After=sshd-keygen.service',
      ),
      '/etc/ssh/sshd_config.d': { directory: 0o755 },
    },
    configuration: ['/etc/ssh/sshd_config', '/etc/pam.d/sshd'],
    scriptlets: { ...makeAccounts(['sshd']).scriptlets, ...presetUnits('sshd.service') },
  },
  'openssh-clients': makeAccounts([], ['_ssh']),
  chrony: {
    ...makeAccounts(['_chrony']),
    moves: [
      [/^\/usr\/lib\/systemd\/system\/chrony\.service$/, '/usr/lib/systemd/system/chronyd.service'],
      [/^\/etc\/chrony\/chrony\.conf$|^\/usr\/share\/chrony\/chrony\.conf$/, '/etc/chrony.conf'],
    ],
    removes: /\/dispatcher\.d\/20-chrony-/,
    adds: { '/etc/chrony/chrony.conf': { link: '../chrony.conf' }, '/etc/chrony/chrony.keys': '' },
    attributes: { '/etc/chrony/chrony.keys': { mode: '0640', group: '_chrony' } },
    configuration: ['/etc/chrony.conf', '/etc/chrony/chrony.keys'],
    scriptlets: { ...makeAccounts(['_chrony']).scriptlets, ...presetUnits('chronyd.service') },
  },
  NetworkManager: {
    scriptlets: presetUnits('NetworkManager.service', 'NetworkManager-dispatcher.service'),
  },
  nftables: {
    moves: [[/^\/etc\/nftables\.conf$/, '/etc/sysconfig/nftables.conf']],
    adds: { '/etc/nftables.conf': { link: 'sysconfig/nftables.conf' } },
    configuration: ['/etc/sysconfig/nftables.conf'],
    scriptlets: presetUnits('nftables.service'),
  },
};
