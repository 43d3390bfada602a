import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';
import { mountOverlay } from '../host/root/mount.ts';
import type { Scope } from '../host/scope.ts';

/** The root that is configured. */
export interface BuildRoot {
  readonly directory: string;
  /** Holds just what differs from the layer; undefined if the kernel can't overlay here and the layer itself is changed. */
  readonly delta: string | undefined;
}

/**
 * Puts a writable overlay over the installed layer, so that the layer can be kept in the cache while the build goes on,
 * and so that the changes are known.
 */
export async function overlayRoot(runner: Runner, scope: Scope, layer: string, scratch: string): Promise<BuildRoot> {
  const [directory, upper, work] = ['root', 'delta', 'delta-work'].map((name) => path.join(scratch, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [directory, upper, work]) await fs.mkdir(folder);
  try {
    scope.use(await mountOverlay(runner, { lower: [layer], upper, work }, directory));
    return { directory, delta: upper };
  } catch (error) {
    // A container's own filesystem is often an overlay, on which the kernel allows no other one's upper directory.
    if (!(error instanceof ApplianceError) || error.kind !== 'build') throw error;
    return { directory: layer, delta: undefined };
  }
}
