import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import { Scope } from '../../host/scope.ts';
import { type Packing, packers } from './tools.ts';

/**
 * Unpacks a disk into a raw file with holes.
 *
 * @param target is replaced
 * @throws ApplianceError code `tool-failed`, `tool-missing`
 */
export async function unpackDisk(runner: Runner, packing: Packing, file: string, target: string): Promise<void> {
  const { unpack, suffix } = packers[packing];
  await using scope = new Scope();
  // Only when the tool itself opens the target does it leave holes, and it derives the name from that of the packed file.
  const folder = await fs.mkdtemp(`${target}.unpack-`);
  scope.defer(() => fs.rm(folder, { recursive: true, force: true }));
  const link = path.join(folder, `disk${suffix}`);
  await fs.symlink(path.resolve(file), link);
  await runner.run(packing, [...unpack, link], { failure: `can't unpack ${path.basename(file)}` });
  await fs.rename(path.join(folder, 'disk'), target);
}

/** @returns how a file is packed, by its first bytes; undefined: it is not */
export async function packingOf(file: string): Promise<Packing | undefined> {
  const handle = await fs.open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    const start = buffer.subarray(0, bytesRead).toString('hex');
    const names = Object.keys(packers) as Packing[];
    return names.find((name) => start.startsWith(packers[name].magic));
  } finally {
    await handle.close();
  }
}
