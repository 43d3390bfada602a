import { ApplianceError } from '../../errors.ts';
import { percentWord, splitLines } from '../../kickstart/reading/lines.ts';
import { type Environment, signalOfProcess } from '../host/environment.ts';
import { Excerpts, KickstartErrors } from '../kickstart/kickstart-errors.ts';
import { outsideOf } from '../kickstart/outside.ts';
import { readKickstartFile } from '../kickstart/read-kickstart.ts';
import { type ReadFlags, readOptionsOf } from '../options/read-options.ts';
import { warningLines } from '../print-error.ts';

/**
 * Prints one kickstart that says the same as this one with all that it includes.
 *
 * @throws KickstartErrors for everything wrong in it
 */
export async function flattenCommand(file: string, flags: ReadFlags, environment: Environment): Promise<number> {
  const outside = outsideOf(environment, signalOfProcess);
  const read = await readKickstartFile(file, outside, { ...readOptionsOf(flags), flatten: true });
  const { errors, texts, document, flat = '' } = read;
  if (errors.length > 0) throw new KickstartErrors(errors, texts);
  if (splitLines(flat).some(({ text }) => percentWord(text) === '%ksappend')) {
    throw new ApplianceError({
      kind: 'input',
      code: 'cannot-flatten',
      message: 'a script holds a %ksappend line that came from an appended file: in one file it would be followed',
      hint: 'put an ordinary word before it, or remove it',
    });
  }
  const excerpts = new Excerpts(texts);
  for (const line of document.warnings.flatMap((warning) => warningLines(warning, excerpts))) {
    environment.stderr.write(`${line}\n`);
  }
  environment.stdout.write(flat);
  return 0;
}
