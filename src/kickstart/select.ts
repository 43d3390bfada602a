import type { CommandName, CommandNamed, Document } from './document.ts';

/** All commands of one name, in file order. */
export function commandsNamed<Name extends CommandName>(
  document: Pick<Document, 'commands'>,
  name: Name,
): readonly CommandNamed<Name>[] {
  return document.commands.filter((command): command is CommandNamed<Name> => command.name === name);
}

/** The command that counts where a later line replaces an earlier one; undefined if there is none. */
export function lastCommand<Name extends CommandName>(
  document: Pick<Document, 'commands'>,
  name: Name,
): CommandNamed<Name> | undefined {
  return commandsNamed(document, name).at(-1);
}
