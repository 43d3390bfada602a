import { each } from './means.ts';

/** The network and what guards it. */
export const networkSupport = {
  network: {
    is: 'honoured',
    effect:
      'Host name; Ethernet devices, bonds, bridges and vlans by NetworkManager, ifupdown or systemd-networkd, the first of these that the guest has. A device may be a name, a MAC address, or `link` (also `bootif`, or none): then every wired device that no other line names. DHCP or static addresses of IPv4 and IPv6, name servers, search domains, routes, MTU; `--noipv6` on all devices also by sysctl. `--nodns` leaves the name servers of DHCP alone, those of `--nameserver` stay. `--bindto=mac` needs a MAC address as device; `--ethtool` knows autoneg, speed and duplex, and `-K` with rx, tx, sg, tso, gso, gro, lro. The descriptor has one interface for each network card that the lines need.',
    debian:
      'systemd-networkd with systemd-resolved, unless network-manager or ifupdown is among the packages; what ifupdown needs (a DHCP client, ifenslave, bridge-utils, ethtool) is added. A static address stands in `/etc/hosts` with the name, in place of 127.0.1.1.',
    rpm: 'NetworkManager keyfiles where NetworkManager is installed, else systemd-networkd; NetworkManager is added unless systemd-networkd is among the packages. A static address stands in `/etc/hosts` with the name.',
    withoutEffect: ['--activate', '--no-activate', '--notksdevice'],
    refused: {
      ...each(['--teamslaves', '--teamconfig'], {
        reason: 'systemd-networkd and ifupdown make no teams, and RHEL 10 has none either',
        hint: 'write --bondslaves and --bondopts',
      }),
      ...each(['--essid', '--wepkey', '--wpakey'], { reason: 'a virtual machine has no wireless devices' }),
    },
  },
  firewall: {
    is: 'honoured',
    effect:
      'IPv4 and IPv6 alike; ssh stays open unless `--remove-service=ssh` closes it; `--use-system-defaults` changes nothing; `--disabled` disables whatever firewall is installed. ICMP, ICMPv6 and answers of DHCP stay open, of DHCPv6 unless `--remove-service=dhcpv6-client`.',
    debian:
      'firewalld if it is among the packages, else nftables (added if needed, `/etc/nftables.conf`). For nftables a service that nobody knows is an error.',
    rpm: 'firewalld by `firewall-offline-cmd` (added unless nftables is among the packages); nftables (`/etc/sysconfig/nftables.conf`) if only that is installed.',
  },
} as const;
