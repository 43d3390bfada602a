import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ReadOptions } from '../../kickstart/read.ts';
import { parseSyntax, SYNTAXES, type Syntax } from '../../kickstart/versions/versions.ts';

/** How a kickstart is read, whatever is done with it. */
export interface ReadFlags {
  readonly syntax?: Syntax;
  readonly pre?: 'run' | 'skip';
}

export function addReadOptions(command: Command): Command {
  const syntax = new Option('--syntax <version>', `version of the language: ${SYNTAXES.join(', ')}`).argParser(
    (text) => {
      const parsed = parseSyntax(text);
      if (parsed === undefined) throw new InvalidArgumentError(`It must be one of ${SYNTAXES.join(', ')}.`);
      return parsed;
    },
  );
  const pre = new Option('--pre <how>', 'run the %pre scripts, or leave them out').choices(['run', 'skip']);
  return command.addOption(syntax).addOption(pre);
}

export function readOptionsOf({ syntax, pre }: ReadFlags): ReadOptions {
  return { syntax, skipPre: pre === 'skip' };
}
