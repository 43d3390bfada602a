import type { Format } from '../appliance/appliance.ts';
import { ApplianceError } from '../errors.ts';
import type { Runner } from '../host/run.ts';

/** What a disk file holds. */
export interface DiskImage {
  readonly format: Format;
  /** Size of the disk as the guest sees it. */
  readonly virtualBytes: number;
}

/**
 * Asks qemu-img what a disk file is; its name does not count.
 *
 * @throws ApplianceError code `not-supported-yet` for a format that we do not write either, `tool-failed`
 */
export async function describeImage(runner: Runner, file: string): Promise<DiskImage> {
  const { stdout } = await runner.run('qemu-img', ['info', '--output=json', file], { failure: `can't read ${file}` });
  const { format, 'virtual-size': virtualBytes }: { format?: unknown; 'virtual-size'?: unknown } = JSON.parse(stdout);
  if ((format === 'raw' || format === 'qcow2' || format === 'vmdk') && typeof virtualBytes === 'number')
    return { format, virtualBytes };
  throw new ApplianceError({
    kind: 'input',
    code: 'not-supported-yet',
    message: `${file} has the format ${String(format)}, from which we do not convert yet`,
  });
}
