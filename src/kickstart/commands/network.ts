import { defineCommand } from './definition.ts';

export const network = defineCommand({
  names: ['network'],
  grammar: {
    options: {
      hostname: { names: ['--hostname'], kind: 'text' },
      device: { names: ['--device'], kind: 'text' },
      bootProto: {
        names: ['--bootproto'],
        kind: 'text',
        choices: ['dhcp'],
        choicesNotYet: ['bootp', 'static', 'query', 'ibft'],
      },
      activate: { names: ['--activate'], kind: 'flag' },
      onBoot: { names: ['--onboot'], kind: 'boolean' },
    },
    notYet: [
      '--bindto=',
      '--bondopts=',
      '--bondslaves=',
      '--bridgeopts=',
      '--bridgeslaves=',
      '--dhcpclass=',
      '--essid=',
      '--ethtool=',
      '--gateway=',
      '--interfacename=',
      '--ip=',
      '--ipv4-dns-search=',
      '--ipv4-ignore-auto-dns',
      '--ipv6-dns-search=',
      '--ipv6-ignore-auto-dns',
      '--ipv6=',
      '--ipv6gateway=',
      '--mtu=',
      '--nameserver=',
      '--netmask=',
      '--no-activate',
      '--nodefroute',
      '--nodns',
      '--noipv4',
      '--noipv6',
      '--notksdevice',
      '--teamconfig=',
      '--teamslaves=',
      '--vlanid=',
      '--wepkey=',
      '--wpakey=',
    ],
    secret: true,
  },
  build: ({ command, values, positions }) => {
    const { hostname: atHostname, ...others } = positions;
    return {
      name: 'network',
      position: command.position,
      hostname: values.hostname,
      // `network` alone means dhcp; `network --hostname=x` alone makes no connection.
      configuresDevice: atHostname === undefined || Object.keys(others).length > 0,
      device: values.device,
      bootProto: 'dhcp',
      activate: values.activate,
      onBoot: values.onBoot ?? true,
    };
  },
});
