import { ApplianceError, type Position, type Warning } from '../../errors.ts';
import type { Document, NetworkCommand } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed } from '../../kickstart/select.ts';
import type { Connection } from './connection.ts';
import { connectionsOf, plainConnection } from './line.ts';
import { unusedOptionsOf } from './unused-options.ts';

export interface Networks {
  readonly connections: readonly Connection[];
  /** What is legal and yet hardly meant. */
  readonly warnings: readonly Warning[];
}

/** Options that give a device addresses of its own. */
const addressing = ['--bootproto', '--ip', '--ipv6'];

/**
 * Joins the network lines: of several for one device the last counts, ports and parents of vlans get connections too.
 * Values that are wrong have been reported line by line; here is reported what lines say together.
 */
export function readNetworks(document: Document, report: Report): Networks {
  const lines = commandsNamed(document, 'network');
  const found = new Map<string, Connection>();
  const written = new Map<string, NetworkCommand>();
  const warnings: Warning[] = [];
  const at = (line: NetworkCommand | undefined, option: string): Position | undefined =>
    (line && document.written.get(line)?.options[option]) ?? line?.position;
  const add = (connection: Connection, line: NetworkCommand) => {
    const before = found.get(connection.id);
    if (before !== undefined) {
      const message = `a later network line for ${describe(connection)} replaces this one`;
      warnings.push({ code: 'overridden', message, position: before.position });
    }
    found.delete(connection.id);
    found.set(connection.id, connection);
    written.set(connection.id, line);
  };
  for (const line of lines) {
    warnings.push(...unusedOptionsOf(line, document.written.get(line)));
    if (line.configuresDevice) for (const connection of connectionsOf(line)) add(connection, line);
  }
  const controllers = [...found.values()].filter(({ ports }) => ports.length > 0);
  for (const controller of controllers) {
    const { id, kind, ports, onBoot, position } = controller;
    for (const name of ports) {
      const own = found.get(name) ?? { ...plainConnection(name, position), onBoot };
      const option = at(written.get(id), kind === 'bond' ? '--bondslaves' : '--bridgeslaves');
      if (own.controller !== undefined && own.controller !== id) {
        report(conflict(`${name} is a port of ${own.controller} already`, option));
        continue;
      }
      warnings.push(...addressesOfPort(name, id, document, written.get(name)));
      found.set(name, asPort(own, id));
    }
  }
  for (const { id, vlan, position } of [...found.values()]) {
    if (vlan === undefined || found.has(vlan.parent)) continue;
    found.set(vlan.parent, { ...plainConnection(vlan.parent, position), onBoot: found.get(id)?.onBoot ?? true });
  }
  for (const { id } of controllers) {
    if (isOwnPort(id, found)) report(conflict(`${id} is a port of its own ports`, at(written.get(id), '--device')));
  }
  return { connections: [...found.values()], warnings };
}

/** How many network cards the machine needs: controllers and vlans are made of others. */
export function countCards(connections: readonly Connection[]): number {
  return connections.filter(({ kind }) => kind === 'ethernet').length;
}

const describe = ({ id, match }: Connection): string => (match.by === 'any' ? 'any device' : id);

const conflict = (message: string, position: Position | undefined) =>
  new ApplianceError({ kind: 'input', code: 'conflicting-lines', message, position });

/** A port keeps its cable settings; addresses belong to its controller. */
function asPort(connection: Connection, controller: string): Connection {
  const none = plainConnection(connection.id, connection.position);
  const { ipv4, ipv6, neverDefault, nameservers } = none;
  return { ...connection, controller, ipv4, ipv6, neverDefault, nameservers };
}

function addressesOfPort(
  name: string,
  controller: string,
  document: Document,
  line: NetworkCommand | undefined,
): readonly Warning[] {
  const options = line === undefined ? undefined : document.written.get(line)?.options;
  const given = addressing.find((option) => options?.[option] !== undefined);
  if (given === undefined) return [];
  return [
    {
      code: 'option-unused',
      message: `${given} has no effect: ${name} is a port of ${controller}, which has the addresses`,
      position: options?.[given],
    },
  ];
}

function isOwnPort(id: string, found: ReadonlyMap<string, Connection>): boolean {
  const seen = new Set<string>();
  for (let up = found.get(id)?.controller; up !== undefined && !seen.has(up); up = found.get(up)?.controller) {
    if (up === id) return true;
    seen.add(up);
  }
  return false;
}
