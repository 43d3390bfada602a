import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';

/** What qemu-img tells of an image, as far as it can name other files. */
interface ImageInfo {
  readonly 'virtual-size'?: number;
  readonly 'backing-filename'?: string;
  readonly 'format-specific'?: {
    readonly data?: { readonly 'data-file'?: string; readonly extents?: readonly { readonly filename?: string }[] };
  };
}

async function imageInfo(runner: Runner, file: string, driver: string): Promise<ImageInfo> {
  // A machine may be running from it.
  const args = ['info', '--force-share', '--output=json', '-f', driver, file];
  const { stdout } = await runner.run('qemu-img', args, { failure: `can't read ${file}` });
  return JSON.parse(stdout) as ImageInfo;
}

/** @returns virtual size in bytes */
export async function virtualBytesOf(runner: Runner, file: string, driver: string): Promise<number> {
  return (await imageInfo(runner, file, driver))['virtual-size'] ?? 0;
}

/**
 * An image may refer to other files, which the guest then reads: it could be any of the host. The extents of a vmdk beside it may.
 *
 * @param driver QEMU's name of the format
 * @throws ApplianceError code `bad-disk`
 */
export async function requireSelfContained(runner: Runner, file: string, driver: string): Promise<void> {
  if (driver === 'raw') return;
  const info = await imageInfo(runner, file, driver);
  const data = info['format-specific']?.data;
  const others = [
    info['backing-filename'],
    data?.['data-file'],
    ...(data?.extents ?? []).map(({ filename }) => filename),
  ].filter((name) => name !== undefined);
  const folder = path.dirname(file);
  for (const name of others) {
    const real = await fs.realpath(path.resolve(folder, name)).catch(() => undefined);
    const isExtent = driver === 'vmdk' && real !== undefined && path.dirname(real) === folder;
    if (isExtent) continue;
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-disk',
      message: `${path.basename(file)} refers to another file, ${name}`,
      hint: 'a disk must hold all of itself: qemu-img convert makes such a copy',
    });
  }
}
