import type { Format } from '../appliance/formats.ts';
import type { ImageSettings, ImageWriter } from './formats/image-writer.ts';
import { createQcow2 } from './formats/qcow2.ts';
import { createRaw } from './formats/raw.ts';
import { createVdi } from './formats/vdi.ts';
import { createVhd } from './formats/vhd.ts';
import { createVhdx } from './formats/vhdx/vhdx.ts';
import { createMonolithicFlat } from './formats/vmdk/monolithic-flat.ts';
import { createMonolithicSparse } from './formats/vmdk/monolithic-sparse.ts';
import { createStreamOptimized } from './formats/vmdk/stream-optimized.ts';
import { type Codec, codecs } from './grains/codecs.ts';

/** How a format is written that we write ourselves. */
export interface FormatWriter {
  /** Undefined: it does not compress. */
  readonly codec?: Codec;
  readonly create: (settings: ImageSettings) => Promise<ImageWriter>;
}

/**
 * Formats that we write ourselves: the compressed ones because it is measured faster (docs/performance.md), the others because all
 * formats of a disk then take one reading, and because other writers put random identifiers and the time into them.
 */
export const writers: Readonly<Record<WrittenFormat, FormatWriter>> = {
  raw: { create: createRaw },
  qcow2: { codec: codecs.qcow2, create: createQcow2 },
  vmdk: { codec: codecs.vmdk, create: createStreamOptimized },
  'vmdk:monolithicSparse': { create: createMonolithicSparse },
  'vmdk:monolithicFlat': { create: createMonolithicFlat },
  vdi: { create: createVdi },
  vhd: { create: createVhd },
  vhdx: { create: createVhdx },
};

export type WrittenFormat =
  | 'raw'
  | 'qcow2'
  | 'vmdk'
  | 'vmdk:monolithicSparse'
  | 'vmdk:monolithicFlat'
  | 'vdi'
  | 'vhd'
  | 'vhdx';

export function isWritten(format: Format): format is WrittenFormat {
  return Object.hasOwn(writers, format);
}

/** @returns whether files of a format have holes, which take no space */
export const hasHoles = (format: Format) => isWritten(format) && writers[format].codec === undefined;
