import type { Connection } from '../../../appliance/network/connection.ts';
import { iniText, type Section, setting } from './ini.ts';

const wiredNames = 'en* eth*';

/**
 * systemd.network(5) of one connection; keys of systemd 250 and newer. Any wired device is matched by name and not by
 * `Type=ether`: bridges and the ends of container links are ether too.
 *
 * @param all every connection: a device's file names the vlans on it and the bond or bridge it belongs to
 */
export function networkText(connection: Connection, all: readonly Connection[]): string {
  const { match, ipv4, ipv6, controller, neverDefault } = connection;
  const { ignoreAutoDns: ignoreDns4 } = ipv4;
  const { ignoreAutoDns: ignoreDns6 } = ipv6;
  const no = (wrong: boolean) => (wrong ? false : undefined);
  const usesRouters = ipv6.method === 'auto' || ipv6.method === 'dhcp';
  const sections: readonly Section[] = [
    [
      'Match',
      [match.by === 'mac' ? `MACAddress=${match.mac}` : `Name=${match.by === 'name' ? match.name : wiredNames}`],
    ],
    ['Link', link(connection)],
    [
      'Network',
      [...(controller === undefined ? addressing(connection) : port(connection, all)), ...vlansOn(connection, all)],
    ],
    [
      'DHCPv4',
      ipv4.method === 'auto'
        ? [
            ...setting('UseDNS', switched(no(ignoreDns4))),
            ...setting('UseGateway', switched(no(neverDefault))),
            ...setting('VendorClassIdentifier', ipv4.dhcpClass),
          ]
        : [],
    ],
    [
      'DHCPv6',
      usesRouters
        ? [
            ...setting('UseDNS', switched(no(ignoreDns6))),
            ...setting('WithoutRA', ipv6.method === 'dhcp' ? 'solicit' : undefined),
          ]
        : [],
    ],
    [
      'IPv6AcceptRA',
      usesRouters
        ? [
            ...setting('UseDNS', switched(no(ignoreDns6))),
            ...setting('UseGateway', switched(no(neverDefault))),
            ...(ipv6.method === 'dhcp' ? ['UseAutonomousPrefix=no', 'DHCPv6Client=always'] : []),
          ]
        : [],
    ],
  ];
  return iniText(sections, ['Network']);
}

const switched = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no');

/** What systemd-networkd-wait-online(8) waits for: by itself it would wait for addresses where there are to be none. */
function link({ onBoot, mtu, controller, ipv4, ipv6 }: Connection): readonly string[] {
  const silent = ipv4.method === 'disabled' && ipv6.method === 'disabled';
  const required = !onBoot || controller !== undefined ? 'no' : silent ? 'carrier' : undefined;
  return [
    ...setting('MTUBytes', mtu),
    // A controller brings its ports up.
    ...setting('ActivationPolicy', onBoot || controller !== undefined ? undefined : 'manual'),
    ...setting('RequiredForOnline', required),
  ];
}

function addressing({ ipv4, ipv6, nameservers }: Connection): readonly string[] {
  const dhcp4 = ipv4.method === 'auto';
  const dhcp6 = ipv6.method === 'auto' || ipv6.method === 'dhcp';
  const statics = [ipv4.static, ipv6.static].flatMap((address) => address ?? []);
  return [
    `DHCP=${dhcp4 && dhcp6 ? 'yes' : dhcp4 ? 'ipv4' : dhcp6 ? 'ipv6' : 'no'}`,
    `IPv6AcceptRA=${switched(dhcp6)}`,
    ...(ipv6.method === 'disabled' ? ['LinkLocalAddressing=no'] : []),
    ...statics.map(({ address, prefix }) => `Address=${address}/${prefix}`),
    ...statics.flatMap(({ gateway }) => setting('Gateway', gateway)),
    ...nameservers.map((server) => `DNS=${server}`),
    ...setting('Domains', [...new Set([...ipv4.search, ...ipv6.search])].join(' ') || undefined),
  ];
}

function port({ id, controller }: Connection, all: readonly Connection[]): readonly string[] {
  const master = all.find((one) => one.id === controller);
  return [
    `${master?.kind === 'bridge' ? 'Bridge' : 'Bond'}=${controller}`,
    ...(master?.options['primary'] === id ? ['PrimarySlave=yes'] : []),
    ...(master?.options['active_slave'] === id ? ['ActiveSlave=yes'] : []),
  ];
}

const vlansOn = ({ id }: Connection, all: readonly Connection[]) =>
  all.filter(({ vlan }) => vlan?.parent === id).map((connection) => `VLAN=${connection.id}`);
