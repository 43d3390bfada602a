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

/**
 * What the lines of a command say together: where a later line leaves an option out, the earlier one's value stays, but
 * for switches, which a later line sets anew. (So the reference reads services, firewall, lang and others; a second
 * `services` line replaces only the list that it names.)
 *
 * @returns with the position of the last line; undefined if there is none
 */
export function mergedCommand<Name extends CommandName>(
  document: Pick<Document, 'commands'>,
  name: Name,
): CommandNamed<Name> | undefined {
  const [first, ...others] = commandsNamed(document, name);
  const says = ([, value]: [string, unknown]) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  if (first === undefined) return undefined;
  const merged = { ...first };
  for (const line of others) Object.assign(merged, Object.fromEntries(Object.entries(line).filter(says)));
  return merged;
}
