import * as path from 'node:path';
import type { BootRecord } from '../../descriptor/data.ts';
import type { DeployRequest } from '../deploy-request.ts';
import { type DiskAction, inPool } from './plan-disks.ts';

export interface KernelPlan {
  /** With the paths of the copies. */
  readonly record: BootRecord;
  readonly actions: readonly DiskAction[];
}

/** Names of what a kernel and an initrd are copied to, among those of the disks. */
export const kernelNames = { kernel: 'kernel', initrd: 'initrd' } as const;

/**
 * Decides where the kernel and the initrd lie that a machine is started from. Where disks are copied these are, too: they belong
 * to the disks of their time, whatever becomes of the files beside the descriptor.
 */
export function planKernel(request: DeployRequest, generation: number): KernelPlan {
  const { record } = request.choice;
  const { os } = record;
  if (!('kernel' in os) || request.mode !== 'import') return { record, actions: [] };
  const copy = (name: string, file: string): DiskAction & { readonly kind: 'import' } => ({
    kind: 'import',
    deployed: inPool(request, { name, use: 'system', format: 'raw' }, generation),
    located: {
      disk: { id: name, file: path.basename(file), use: 'system', format: 'raw', ...unknown },
      path: file,
      isPacked: false,
    },
  });
  const kernel = copy(kernelNames.kernel, os.kernel);
  const initrd = os.initrd === undefined ? undefined : copy(kernelNames.initrd, os.initrd);
  return {
    record: { ...record, os: { ...os, kernel: kernel.deployed.path, initrd: initrd?.deployed.path } },
    actions: [kernel, ...(initrd === undefined ? [] : [initrd])],
  };
}

const unknown = { sizeMiB: undefined, sha256: undefined, sha1: undefined };
