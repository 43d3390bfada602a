import assert from 'node:assert/strict';
import type { Connection } from '../../src/appliance/network/connection.ts';
import { applianceOf } from './plan-text.ts';

/** The connections that network lines make; each is given without its first word. */
export function networksOf(...lines: readonly string[]): readonly Connection[] {
  const text = lines.map((line) => `network ${line}\n`).join('');
  return applianceOf(`part / --size=500\n${text}`).system.networks;
}

/** The connection of that name. */
export function named(connections: readonly Connection[], id: string): Connection {
  return connections.find((one) => one.id === id) ?? assert.fail(`no ${id}`);
}
