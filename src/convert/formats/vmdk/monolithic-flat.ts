import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ImageSettings, ImageWriter } from '../image-writer.ts';
import { createRaw } from '../raw.ts';
import { descriptorText, quotable } from './descriptor.ts';

/** The second file of a monolithicFlat vmdk, which is the disk itself: `os-flat.vmdk` of `os.vmdk`. */
export function flatExtentOf(file: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-flat${ext}`);
}

/** Writes a monolithicFlat vmdk: a descriptor of text, and the disk as it is beside it. */
export async function createMonolithicFlat({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const flat = flatExtentOf(file);
  const writer = await createRaw({ file: flat, sizeBytes });
  return {
    ...writer,
    async finish(identity) {
      await writer.finish(identity);
      const capacitySectors = sizeBytes / 512;
      const extent = `RW ${capacitySectors} FLAT "${quotable(path.basename(flat))}" 0`;
      await fs.writeFile(file, descriptorText({ createType: 'monolithicFlat', extent, capacitySectors, identity }));
    },
  };
}
