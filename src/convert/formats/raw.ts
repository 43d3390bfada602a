import { grainBytes } from '../grains/read-grains.ts';
import type { ImageSettings, ImageWriter } from './image-writer.ts';
import { createPlacedFile } from './placed-file.ts';

/** Writes the disk as it is, with holes where it holds zeros. */
export async function createRaw({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const output = await createPlacedFile(file);
  return {
    add: (index, data) => output.write(data, index * grainBytes),
    finish: () => output.finish(sizeBytes),
    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}
