import type { Appliance, DiskSpec } from '../../appliance/appliance.ts';
import { diskFormat } from '../../appliance/formats.ts';
import { ApplianceError } from '../../errors.ts';

const gibibyte = 1024 ** 3;

/** @throws ApplianceError code `disk-too-large` if one of the appliance's formats cannot hold the disk */
export function requireFormats({ formats, bundles }: Appliance, { name }: DiskSpec, sizeBytes: number): void {
  for (const format of [...formats, ...(bundles.includes('ova') ? (['vmdk'] as const) : [])]) {
    const { largestBytes } = diskFormat(format);
    if (largestBytes === undefined || sizeBytes <= largestBytes) continue;
    throw new ApplianceError({
      kind: 'input',
      code: 'disk-too-large',
      message: `disk ${name} has ${Math.ceil(sizeBytes / gibibyte)} GiB, and ${format} holds ${largestBytes / gibibyte} GiB at most`,
      hint: 'make the disk smaller, or take another format: --format',
    });
  }
}
