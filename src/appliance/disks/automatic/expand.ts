import { ApplianceError, formatPosition } from '../../../errors.ts';
import type { Command, Document, PartCommand, ReqpartCommand } from '../../../kickstart/document.ts';
import type { Report } from '../../../kickstart/options/options.ts';
import { commandsNamed, lastCommand } from '../../../kickstart/select.ts';
import { typeOf } from '../format.ts';
import { autopartLines, type Machine } from './autopart.ts';
import { bootLine, platformLines } from './platform.ts';

/**
 * Writes the lines that autopart and reqpart stand for before all others; each is at the place of its command.
 *
 * @returns the document itself if it has neither
 */
export function expandAutomatic(document: Document, machine: Machine, report: Report): Document {
  const autopart = lastCommand(document, 'autopart');
  const reqpart = lastCommand(document, 'reqpart');
  if (autopart !== undefined) {
    // The language lets them stand together, and anaconda then passes over these lines.
    for (const { position } of commandsNamed(document, 'btrfs')) {
      report(
        new ApplianceError({
          kind: 'input',
          code: 'conflicting-commands',
          message: `btrfs does not go with autopart, which stands at ${formatPosition(autopart.position)} and lays out whole disks`,
          position,
          hint: 'remove one of them; autopart --type=btrfs makes a volume with subvolumes',
        }),
      );
    }
    const others = document.commands.filter(({ name }) => name !== 'btrfs');
    return { ...document, commands: [...autopartLines(autopart, machine, report), ...others] };
  }
  if (reqpart === undefined) return document;
  return { ...document, commands: [...reqpartLines(document, reqpart, machine), ...document.commands] };
}

/** What the kickstart's own lines make stays theirs. */
function reqpartLines(document: Document, { addBoot, position }: ReqpartCommand, machine: Machine): PartCommand[] {
  const [bootDisk] = machine.disks;
  const types = commandsNamed(document, 'part').map(typeOf);
  const isMounted = (place: string) => document.commands.some((command) => mountPointIn(command) === place);
  return [
    ...platformLines(position, machine, bootDisk).filter((line) => !types.includes(typeOf(line))),
    ...(addBoot && !isMounted('/boot') ? [bootLine(position, bootDisk, undefined)] : []),
  ];
}

const mountPointIn = (command: Command) => ('mountPoint' in command ? command.mountPoint : undefined);
