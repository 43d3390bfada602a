import { attribute, elements, textOf } from '../../descriptor/xml.ts';
import { ApplianceError } from '../../errors.ts';
import { parseAnswer } from './capabilities.ts';
import type { Libvirt } from './libvirt.ts';

/** A storage pool of files. */
export interface Pool {
  readonly name: string;
  /** Folder on the host. */
  readonly folder: string;
  readonly state: 'active' | 'inactive' | 'missing';
  readonly volumes: readonly string[];
}

export const usualPool = 'default';
/** Where distributions keep images, with the labels and permissions that go with it. */
const usualFolder = '/var/lib/libvirt/images';
/** Pools whose volumes are files (libvirt.org/storage.html). */
const poolsOfFiles = ['dir', 'fs', 'netfs'];

/**
 * Looks at a pool. Of those that are missing only `default` will be made: it is where every tool of libvirt expects it.
 *
 * @throws ApplianceError codes `no-such-pool`, `not-supported-yet`
 */
export async function findPool(libvirt: Libvirt, name: string): Promise<Pool> {
  const names = await libvirt.poolNames();
  if (!names.includes(name)) {
    if (name === usualPool && libvirt.uri.isSystem) return { name, folder: usualFolder, state: 'missing', volumes: [] };
    throw new ApplianceError({
      kind: 'input',
      code: 'no-such-pool',
      message: `the host has no storage pool ${name}`,
      hint: names.length === 0 ? 'make one: virsh pool-define-as' : `its pools are ${names.join(', ')}: --pool NAME`,
    });
  }
  const pool = parseAnswer(await libvirt.poolXml(name), 'pool');
  const type = attribute(pool, 'type') ?? '';
  const [target] = elements(pool, 'target');
  const folder = target === undefined ? '' : textOf(elements(target, 'path')[0] ?? {});
  if (!poolsOfFiles.includes(type) || !folder.startsWith('/')) {
    throw new ApplianceError({
      kind: 'input',
      code: 'not-supported-yet',
      message: `the pool ${name} is of type ${type}, which is not supported yet`,
      hint: `name one of files (${poolsOfFiles.join(', ')}): --pool NAME`,
    });
  }
  const isActive = await libvirt.isPoolActive(name);
  return {
    name,
    folder,
    state: isActive ? 'active' : 'inactive',
    volumes: isActive ? await libvirt.volumeNames(name) : [],
  };
}
