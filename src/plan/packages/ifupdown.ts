import type { Connection } from '../../appliance/network/connection.ts';
import { askedFor, type Need } from './need.ts';

type Needs = (connection: Connection) => boolean;

/** ifupdown does by itself only what needs no other program; NetworkManager counts before it. */
const withIfupdown =
  (needs: Needs): Need['when'] =>
  ({ system }, asked) =>
    askedFor(asked, /^ifupdown/) && !askedFor(asked, /^network-manager$/) && system.networks.some(needs);

/** Packages of Debian that network lines need in a guest with ifupdown. */
export const ifupdownNeeds: readonly Need[] = [
  {
    package: 'isc-dhcp-client',
    reason: 'network by DHCP',
    alternatives: ['dhcpcd-base'],
    when: (appliance, asked) =>
      withIfupdown(({ ipv4, ipv6 }) => ipv4.method === 'auto' || ipv6.method === 'dhcp')(appliance, asked) &&
      !askedFor(asked, /^(?:dhcpcd|udhcpc)/),
  },
  { package: 'ifenslave', reason: 'network bond', when: withIfupdown(({ kind }) => kind === 'bond') },
  { package: 'bridge-utils', reason: 'network bridge', when: withIfupdown(({ kind }) => kind === 'bridge') },
  { package: 'ethtool', reason: 'network --ethtool', when: withIfupdown(({ ethtool }) => ethtool !== undefined) },
];
