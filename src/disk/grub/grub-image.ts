import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import type { BootPlace } from '../boot/boot-place.ts';
import type { GrubLayout } from './grub-layout.ts';
import { type GrubTarget, modulesFor } from './grub-modules.ts';

export interface GrubImageRequest {
  readonly target: GrubTarget;
  /** Folder of GRUB's modules. */
  readonly modules: string;
  readonly place: BootPlace;
  readonly layout: Pick<GrubLayout, 'folder'>;
  /** File to write. */
  readonly output: string;
  readonly scratch: string;
}

const programs = { debian: 'grub-mkimage', fedora: 'grub2-mkimage' };

/** What the image does first: it finds the filesystem of /boot by UUID, whatever disk the firmware calls the first. */
export function earlyConfig({ filesystem, prefix }: BootPlace, folder: GrubLayout['folder']): string {
  return `search.fs_uuid ${filesystem.uuid} root\nset prefix=($root)${prefix}/${folder}\n`;
}

/** Makes a GRUB image that finds its menu on its own. */
export async function makeGrubImage(runner: Runner, request: GrubImageRequest): Promise<void> {
  const { target, modules, place, layout, output, scratch } = request;
  const config = path.join(scratch, `early-${target}.cfg`);
  await fs.writeFile(config, earlyConfig(place, layout.folder));
  const args = ['-O', target, '-d', modules, '-o', output, '-p', `${place.prefix}/${layout.folder}`, '-c', config];
  args.push(...(await modulesFor(modules, target, place)));
  await runFirst(runner, args, `can't make the boot loader for ${target}`);
}

async function runFirst(runner: Runner, args: readonly string[], failure: string): Promise<void> {
  try {
    await runner.run(programs.debian, args, { failure });
  } catch (error) {
    if (!(error instanceof ApplianceError) || error.code !== 'tool-missing') throw error;
    await runner.run(programs.fedora, args, { failure });
  }
}
