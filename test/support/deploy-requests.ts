import type { DeployRequest } from '../../src/deploy/deploy-request.ts';
import type { LocatedDisk } from '../../src/deploy/disks/locate.ts';
import type { DeployedDisk, DeployedDomain } from '../../src/deploy/domain/deployment.ts';
import type { DescriptorData } from '../../src/descriptor/data.ts';
import { descriptorOf } from './descriptors.ts';

/** All disks of a descriptor, as files in /images. */
export const filesOf = ({ disks }: DescriptorData): Map<string, LocatedDisk> =>
  new Map(disks.map((disk) => [disk.id, { disk, path: `/images/${disk.file}`, isPacked: false }]));

/** A deployment of an appliance of one disk into an empty pool, unless it is said otherwise. */
export function requestOf(changes: Partial<DeployRequest> = {}): DeployRequest {
  const data = changes.data ?? descriptorOf();
  const [record] = data.boots;
  if (record === undefined) throw new Error('a descriptor has a boot');
  return {
    name: 'box',
    data,
    choice: { index: 0, record, domainType: 'qemu' },
    located: filesOf(data),
    pool: { name: 'default', folder: '/pool', state: 'active', volumes: [] },
    mode: 'import',
    old: undefined,
    keepsUserDisks: false,
    adopted: new Map(),
    bootLoader: undefined,
    wishes: {},
    networks: [{ kind: 'user' }],
    macs: [],
    consoleLog: '/var/log/box.log',
    ...changes,
  };
}

export const volumeDisk = (name: string, use: DeployedDisk['use'], volume: string): DeployedDisk => ({
  name,
  use,
  format: 'qcow2',
  path: `/pool/${volume}`,
  volume: { pool: 'default', name: volume },
});

export const domainWith = (...disks: DeployedDisk[]): DeployedDomain => ({
  xml: '<domain/>',
  uuid: '01234567-89ab-cdef-0123-456789abcdef',
  macs: ['52:54:00:00:00:01'],
  deployment: { version: '1', generation: 3, disks, wishes: {} },
});
