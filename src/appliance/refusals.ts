import { ApplianceError, ApplianceErrors, type Position } from '../errors.ts';
import type { Document } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';
import { checkAccountNumbers } from './account-numbers.ts';
import type { Backend } from './appliance.ts';
import { checkCertificates } from './certificates.ts';
import { checkFirewallServices } from './firewall/check.ts';
import { kdumpAddon } from './kdump.ts';
import { checkPackages } from './packages/packages.ts';
import type { Refusal } from './support/means.ts';
import { support } from './support/support.ts';
import { checkValues } from './values/values.ts';

/**
 * A kickstart that says nothing is legal in the language, and the list of all that is missing would be no help.
 *
 * @throws ApplianceErrors code `empty-kickstart`
 */
export function refuseEmpty({ file, commands, packages, scripts, addons }: Document): void {
  if (commands.length > 0 || packages.present || scripts.length > 0 || addons.length > 0) return;
  throw new ApplianceErrors([
    new ApplianceError({
      kind: 'input',
      code: 'empty-kickstart',
      message: 'the kickstart is empty',
      position: { file, line: 1, column: 1 },
      hint: 'it needs at least a root part and %packages',
    }),
  ]);
}

/**
 * Reports each line that is right in the language and that an appliance cannot honour: whole commands, options,
 * sections, and values of the commands that it does honour. Each line is judged alone, by what the backend can do.
 */
export function reportRefusals(document: Document, backend: Backend, report: Report): void {
  for (const command of document.commands) {
    const written = document.written.get(command);
    const name = written?.word.text ?? command.name;
    const means = support[command.name];
    if (means.is === 'refused') report(refusal(name, means, command.position));
    if (means.is !== 'honoured' || written === undefined) continue;
    const { notWith } = means;
    const given =
      notWith?.with === backend
        ? [refusal(name, notWith, command.position)]
        : Object.entries(means.refused ?? {}).flatMap(([option, why]) => {
            const position = written.options[option];
            const holds = why.with === undefined || why.with === backend;
            return position === undefined || !holds ? [] : [refusal(`${name} ${option}`, why, position)];
          });
    given.forEach(report);
    // What is refused is reason enough; a value may mean something else altogether.
    if (given.length === 0) checkValues(command, written, backend, report);
  }
  reportSections(document, report);
  checkPackages(document, backend, report);
  checkFirewallServices(document, backend, report);
  checkCertificates(document, report);
  checkAccountNumbers(document, report);
}

/** The commands, options and sections that change nothing in an image, as they were written. */
export function withoutEffect(document: Document): { command: string; position: Position }[] {
  const { addons, installerSections } = document;
  const idle = [
    ...addons
      .filter(({ name }) => !honouredAddons.has(name))
      .map(({ name, position }) => ({ name: `addon ${name}`, position })),
    ...installerSections.map(({ position }) => ({ name: 'anaconda', position })),
  ];
  return [...commandsWithoutEffect(document), ...idle.map(({ name, position }) => ({ command: `%${name}`, position }))];
}

const honouredAddons: ReadonlySet<string> = new Set(['org_appliance_build', kdumpAddon]);

function commandsWithoutEffect(document: Document): { command: string; position: Position }[] {
  return document.commands.flatMap((command) => {
    const written = document.written.get(command);
    const name = written?.word.text ?? command.name;
    const means = support[command.name];
    if (means.is === 'no-effect') return [{ command: name, position: command.position }];
    if (means.is === 'refused') return [];
    return (means.withoutEffect ?? []).flatMap((option) => {
      const position = written?.options[option];
      return position === undefined ? [] : [{ command: `${name} ${option}`, position }];
    });
  });
}

function reportSections({ scripts }: Document, report: Report): void {
  for (const { section, interpreter, interpreterPosition } of scripts) {
    if (!/(?:^|\/)image-minimizer$/.test(interpreter)) continue;
    report(
      new ApplianceError({
        kind: 'input',
        code: 'refused',
        message: `--interpreter=${interpreter} of %${section} is refused: its body is a list of packages and files to keep or drop, which only lorax reads`,
        position: interpreterPosition,
        hint: 'exclude packages with "-name" in %packages; remove files with rm in a %post script',
      }),
    );
  }
}

function refusal(what: string, { reason, hint }: Refusal, position: Position): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'refused',
    message: `${what} is refused: ${reason}`,
    position,
    hint: hint ?? (what.includes(' ') ? 'remove the option' : undefined),
  });
}
