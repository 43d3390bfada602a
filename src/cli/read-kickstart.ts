import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Appliance } from '../appliance/appliance.ts';
import { mergeAppliance } from '../appliance/merge.ts';
import type { BuildOptions } from '../appliance/settings.ts';
import { ApplianceError } from '../errors.ts';
import type { Document } from '../kickstart/document.ts';
import type { IncludeReader } from '../kickstart/include.ts';
import { parseKickstart } from '../kickstart/parse.ts';
import type { Plan } from '../plan/plan.ts';
import { planAppliance } from '../plan/planner.ts';

export interface ReadKickstart {
  /** As given on the command line. */
  readonly file: string;
  readonly sha256: string;
  readonly document: Document;
}

/** Kickstarts are text; whatever is larger is something else that was named by mistake. */
const largestBytes = 64 * 1024 * 1024;

/**
 * @throws ApplianceError if the file cannot be read
 * @throws ApplianceErrors for everything wrong in it
 */
export function readKickstart(file: string): ReadKickstart {
  const bytes = readBytes(file);
  const document = parseKickstart(bytes.toString('utf8'), file, includesFromDisk);
  return { file, sha256: createHash('sha256').update(bytes).digest('hex'), document };
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

/** A path as given from the working directory if it exists there, else relative to the including file's folder. */
const includesFromDisk: IncludeReader = {
  read(included, fromFile) {
    if (/^https?:/.test(included)) throw new Error('including a URL is not supported yet');
    const beside = path.join(path.dirname(fromFile), included);
    const file = fs.existsSync(included) ? included : beside;
    return { file, text: fs.readFileSync(file, 'utf8') };
  },
};

export interface Planned extends ReadKickstart {
  readonly appliance: Appliance;
  readonly plan: Plan;
}

/** Everything about a build that is known before it touches anything. */
export function planKickstart(file: string, options: BuildOptions): Planned {
  const read = readKickstart(file);
  const appliance = mergeAppliance(read.document, options, path.basename(file).replace(/\.(?:ks|cfg|kickstart)$/, ''));
  return { ...read, appliance, plan: planAppliance(appliance) };
}
