import { compareManifests } from '../../report/difference/difference.ts';
import { differenceMarkdown, differenceText } from '../../report/difference/difference-text.ts';
import { jsonLine, printable } from '../../report/printable.ts';
import type { Environment } from '../host/environment.ts';
import { readManifestOf } from '../manifest-file.ts';

export interface DiffFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly exitCode?: boolean;
}

/** @returns 0, or 1 if that was asked for and there is a difference */
export async function diffCommand(
  old: string,
  current: string,
  flags: DiffFlags,
  { stdout }: Environment,
): Promise<number> {
  const difference = compareManifests(await readManifestOf(old), await readManifestOf(current));
  if (flags.json === true) stdout.write(`${jsonLine(difference)}\n`);
  else {
    const text = flags.markdown === true ? differenceMarkdown(difference) : differenceText(difference);
    stdout.write(`${text.trimEnd().split('\n').map(printable).join('\n')}\n`);
  }
  return flags.exitCode === true && difference.different ? 1 : 0;
}
