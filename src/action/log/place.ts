import * as path from 'node:path';
import type { Position } from '../../errors.ts';
import type { Place } from '../ports.ts';

export interface Folders {
  /** The workspace of the job, absolute: annotations name files relative to it. */
  readonly workspace: string;
  /** Where the command line ran: its relative paths start here. Absolute. */
  readonly directory: string;
}

/** @returns where in the workspace a position is; nothing for a file outside it, or one that is no file */
export function placeOf({ file, line, column }: Position, { workspace, directory }: Folders): Place | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(file)) return undefined;
  const relative = path.relative(workspace, path.resolve(directory, file));
  return isInside(relative) ? { file: relative, line, column } : undefined;
}

function isInside(relative: string): boolean {
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
