import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Appliance } from '../../appliance/appliance.ts';
import { mergeAppliance } from '../../appliance/merge.ts';
import { requireRepositories } from '../../appliance/packages/require-repositories.ts';
import type { BuildOptions } from '../../appliance/settings.ts';
import { ApplianceError, ApplianceErrors } from '../../errors.ts';
import type { Reading } from '../../kickstart/parse.ts';
import { type Gathered, type Outside, type ReadOptions, readKickstart } from '../../kickstart/read.ts';
import type { Plan } from '../../plan/plan.ts';
import { planAppliance } from '../../plan/planner.ts';
import { KickstartErrors } from './kickstart-errors.ts';
import { largestBytes } from './outside.ts';

export interface KickstartFile extends Reading {
  /** As given on the command line. */
  readonly file: string;
  readonly sha256: string;
  readonly gathered: Gathered;
}

/**
 * Reads a kickstart file with all that it includes; what is wrong in it is in the result.
 *
 * @throws ApplianceError if the file cannot be read
 */
export async function readKickstartFile(file: string, outside: Outside, options: ReadOptions): Promise<KickstartFile> {
  const bytes = readBytes(file);
  const reading = await readKickstart(bytes.toString('utf8'), file, outside, options);
  return { ...reading, file, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function readBytes(file: string): Buffer {
  try {
    const { size } = fs.statSync(file);
    if (size > largestBytes) throw Object.assign(new Error(), { code: `too large for a kickstart (${size} bytes)` });
    return fs.readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ApplianceError({
      kind: 'input',
      code: 'unreadable-kickstart',
      message:
        code === 'ENOENT'
          ? `there is no file ${file}`
          : `cannot read ${file}: ${code === 'EISDIR' ? 'it is a directory' : code}`,
    });
  }
}

export interface Planned extends KickstartFile {
  readonly appliance: Appliance;
  readonly plan: Plan;
}

/**
 * Everything about a build that is known before it touches anything.
 *
 * @throws KickstartErrors for everything wrong in the kickstart or the options
 */
export async function planKickstart(
  file: string,
  options: BuildOptions,
  outside: Outside,
  readOptions: ReadOptions,
): Promise<Planned> {
  const read = await readKickstartFile(file, outside, readOptions);
  if (read.errors.length > 0) throw new KickstartErrors(read.errors, read.texts);
  const planned = planOf(read, options);
  withExcerpts(read.texts, () => requireRepositories(planned.appliance));
  return { ...read, ...planned };
}

/** @throws KickstartErrors likewise */
export function planOf(
  { file, document, texts }: Pick<KickstartFile, 'file' | 'document' | 'texts'>,
  options: BuildOptions,
): { readonly appliance: Appliance; readonly plan: Plan } {
  return withExcerpts(texts, () => {
    const appliance = mergeAppliance(document, options, path.basename(file).replace(/\.(?:ks|cfg|kickstart)$/, ''));
    return { appliance, plan: planAppliance(appliance) };
  });
}

function withExcerpts<Result>(texts: KickstartFile['texts'], compute: () => Result): Result {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ApplianceErrors) throw new KickstartErrors(error.errors, texts);
    if (error instanceof ApplianceError) throw new KickstartErrors([error], texts);
    throw error;
  }
}
