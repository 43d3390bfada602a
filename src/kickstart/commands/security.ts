import { shown } from '../reading/text.ts';
import { badValue, defineCommand } from './definition.ts';

const PORT = /^(\d{1,5})(?:-(\d{1,5}))?(?::([a-z]+))?$/;
const PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp', 'dccp']);
const LARGEST_PORT = 65_535;

export const firewall = defineCommand({
  names: ['firewall'],
  grammar: {
    options: {
      enabled: { names: ['--enabled', '--enable'], kind: 'flag' },
      disabled: { names: ['--disabled', '--disable'], kind: 'flag' },
      ports: { names: ['--port'], kind: 'list', repeat: 'collect' },
      services: { names: ['--service'], kind: 'list', repeat: 'collect' },
      trust: { names: ['--trust'], kind: 'list', repeat: 'collect' },
      ftp: { names: ['--ftp'], kind: 'flag' },
      http: { names: ['--http'], kind: 'flag' },
      smtp: { names: ['--smtp'], kind: 'flag' },
      ssh: { names: ['--ssh'], kind: 'flag' },
    },
    exclusive: ['enabled', 'disabled'],
    notYet: ['--remove-service=', '--use-system-defaults'],
  },
  build: ({ command, values, positions }, report) => {
    const ports: string[] = [];
    for (const port of values.ports ?? []) {
      const full = normalizePort(port);
      if (full === undefined) {
        const message = `"${shown(port)}" is not a port such as 80:tcp or 1000-1010:udp`;
        report(badValue(message, positions.ports ?? command.position));
        return undefined;
      }
      ports.push(full);
    }
    const flags = (['ftp', 'http', 'smtp', 'ssh'] as const).filter((service) => values[service]);
    return {
      name: 'firewall',
      position: command.position,
      enabled: !values.disabled,
      ports: [...new Set(ports)],
      services: [...new Set([...(values.services ?? []), ...flags])],
      trust: [...new Set(values.trust ?? [])],
    };
  },
});

/** `22` means `22:tcp`, as in the reference. */
function normalizePort(text: string): string | undefined {
  const [, first, last = first, protocol = 'tcp'] = PORT.exec(text.toLowerCase()) ?? [];
  const from = Number(first);
  const to = Number(last);
  const valid = from >= 1 && from <= to && to <= LARGEST_PORT && PROTOCOLS.has(protocol);
  return valid ? `${from === to ? from : `${from}-${to}`}:${protocol}` : undefined;
}

export const selinux = defineCommand({
  names: ['selinux'],
  grammar: {
    options: {
      enforcing: { names: ['--enforcing'], kind: 'flag' },
      permissive: { names: ['--permissive'], kind: 'flag' },
      disabled: { names: ['--disabled'], kind: 'flag' },
    },
    anyOf: ['enforcing', 'permissive', 'disabled'],
    exclusive: ['enforcing', 'permissive', 'disabled'],
  },
  build: ({ command, values }) => ({
    name: 'selinux',
    position: command.position,
    mode: values.enforcing ? 'enforcing' : values.permissive ? 'permissive' : 'disabled',
  }),
});
