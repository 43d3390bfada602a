import { ApplianceError, type Position } from '../errors.ts';
import type { Command, Document } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';
import { support } from './support.ts';
import { checkValues } from './values.ts';

/**
 * Reports each line that is right in the language and that an appliance cannot honour: whole commands, options,
 * sections, and values of the commands that it does honour. Each line is judged alone.
 */
export function reportRefusals(document: Document, report: Report): void {
  for (const command of document.commands) {
    const written = document.written.get(command);
    const options = written?.options ?? {};
    const name = written?.word.text ?? command.name;
    const means = support[command.name];
    if (means.is === 'not-yet') report(notYet(`the command ${name}`, command.position));
    if (means.is !== 'honoured') continue;
    const refused = (means.notYet ?? []).flatMap((option) => options[option] ?? []);
    for (const option of means.notYet ?? []) {
      const position = options[option];
      if (position !== undefined) report(notYet(`${name} ${option}`, position, 'remove the option'));
    }
    // An option that is refused is reason enough; its value may mean something else altogether.
    if (refused.length === 0 && written !== undefined) checkValues(command, written, report);
  }
  reportSections(document, report);
}

/** The commands that change nothing in an image, as they were written. */
export function commandsWithoutEffect(document: Document): { command: string; position: Position }[] {
  const without = (command: Command) => support[command.name].is === 'no-effect';
  return document.commands.filter(without).map((command) => ({
    command: document.written.get(command)?.word.text ?? command.name,
    position: command.position,
  }));
}

/** Options of %packages that the backends read. */
const honouredHeaderOptions: ReadonlySet<string> = new Set(['--nocore']);

function reportSections({ packages, scripts, certificates }: Document, report: Report): void {
  for (const [option, position] of Object.entries(packages.flags?.options ?? {})) {
    if (!honouredHeaderOptions.has(option)) report(notYet(`%packages ${option}`, position, 'remove the option'));
  }
  for (const { members, position } of packages.included) {
    if (members !== undefined) report(notYet('an option of a package group', position));
  }
  for (const { section, position } of scripts) {
    if (section === 'onerror' || section === 'traceback') report(notYet(`the section %${section}`, position));
  }
  for (const { position } of certificates) report(notYet('the section %certificate', position));
}

export function notYet(what: string, position: Position, hint?: string): ApplianceError {
  const message = `${what} is not supported yet`;
  return new ApplianceError({ kind: 'input', code: 'not-supported-yet', message, position, hint });
}
