import { each } from './means.ts';

/** The network and what guards it. */
export const networkSupport = {
  network: {
    is: 'honoured',
    effect:
      'Host name; DHCP by NetworkManager, ifupdown or systemd-networkd, whichever the guest has, on the device or, without a name, on every Ethernet device. IPv6 by router advertisements stays on. One interface in the descriptor for each line.',
    refused: each(
      [
        ...['--bindto', '--bondopts', '--bondslaves', '--bridgeopts', '--bridgeslaves', '--dhcpclass', '--essid'],
        ...['--ethtool', '--gateway', '--interfacename', '--ip', '--ipv4-dns-search', '--ipv4-ignore-auto-dns'],
        ...['--ipv6', '--ipv6-dns-search', '--ipv6-ignore-auto-dns', '--ipv6gateway', '--mtu', '--nameserver'],
        ...['--netmask', '--no-activate', '--nodefroute', '--nodns', '--noipv4', '--noipv6', '--notksdevice'],
        ...['--teamconfig', '--teamslaves', '--vlanid', '--wepkey', '--wpakey'],
      ],
      { reason: 'only DHCP is set up', later: true },
    ),
  },
  firewall: {
    is: 'honoured',
    effect:
      'IPv4 and IPv6 alike; ssh stays open unless `--remove-service=ssh` closes it; `--use-system-defaults` changes nothing; `--disabled` disables whatever firewall is installed.',
    debian: 'firewalld if it is among the packages, else nftables (added if needed, `/etc/nftables.conf`).',
    rpm: 'firewalld by `firewall-offline-cmd`; nftables (`/etc/sysconfig/nftables.conf`) if only that is installed.',
  },
} as const;
