import { ApplianceError, formatPosition, type Position, type Warning } from '../../../errors.ts';
import { matchesGlob } from '../../../glob.ts';
import type { Document, PartCommand } from '../../../kickstart/document.ts';
import type { Report } from '../../../kickstart/options/options.ts';
import { commandsNamed, lastCommand, mergedCommand } from '../../../kickstart/select.ts';
import type { DiskSpec } from '../../appliance.ts';
import { partitionNamed } from '../on-part.ts';

/** Names of disks that a machine may have, the most usual first. */
const usual = ['sd', 'vd', 'xvd', 'hd']
  .flatMap((prefix) => [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `${prefix}${letter}`))
  .concat([...'0123456789'].map((digit) => `nvme${digit}n1`));

const withoutFolder = (device: string) => device.replace(/^\/dev\//, '');
/** Kickstart's lists of drives take patterns of the shell, and several of them with `|` between. */
const means = (words: readonly string[], device: string) =>
  words.some((word) => word.split('|').some((pattern) => matchesGlob(withoutFolder(pattern), device)));
const isLiteral = (word: string) => !/[*?[|]/.test(word);

/** The disk that a part line names, by --ondisk or --onpart. */
export const diskNamedBy = ({ onDisk, onPart }: PartCommand): string | undefined =>
  onDisk ?? (onPart === undefined ? undefined : partitionNamed(onPart)?.disk);

/** Whether ignoredisk leaves the device to the appliance. */
function isAllowed(document: Document, device: string): boolean {
  const { onlyUse = [], drives = [] } = mergedCommand(document, 'ignoredisk') ?? {};
  return onlyUse.length > 0 ? means(onlyUse, device) : !means(drives, device);
}

/** The drives that ignoredisk --only-use names, or else clearpart --drives; patterns name none. */
function listedDrives(document: Document): string[] {
  const { onlyUse = [] } = mergedCommand(document, 'ignoredisk') ?? {};
  const { drives = [] } = mergedCommand(document, 'clearpart') ?? {};
  const words = onlyUse.length > 0 ? onlyUse : drives;
  return [...new Set(words.filter(isLiteral).map(withoutFolder))].filter((device) => isAllowed(document, device));
}

/**
 * The devices of the kickstart's disks: in the order in which part lines mention them; a part that names none lies on the
 * first. If no part line mentions any there is one: the first that ignoredisk and clearpart name, or else sda. autopart takes
 * all of those, and one for each disk that is named besides, if its scheme can.
 *
 * @param named for each disk that the command line or the addon names, its device, or undefined
 */
export function devicesOf(document: Document, named: readonly (string | undefined)[]): string[] {
  const autopart = lastCommand(document, 'autopart');
  const mentioned = [...new Set(commandsNamed(document, 'part').flatMap((part) => diskNamedBy(part) ?? []))];
  if (mentioned.length > 0) return mentioned;
  const listed = listedDrives(document);
  const spare = usual.filter((device) => isAllowed(document, device) && !listed.includes(device));
  if (autopart === undefined) return [listed[0] ?? spare[0] ?? 'sda'];
  const bootDrive = mergedCommand(document, 'bootloader')?.bootDrive;
  const boots = bootDrive ? [withoutFolder(bootDrive)] : [];
  const told = [...named.flatMap((device) => device ?? []), ...boots].filter((device) => isAllowed(document, device));
  const known = [listed, [...new Set(told)]].find(({ length }) => length > 0) ?? [];
  const devices = [...known, ...spare.filter((device) => !known.includes(device))];
  if (autopart.scheme === 'lvm') return devices.slice(0, Math.max(1, known.length, named.length));
  const [first = 'sda'] = devices;
  return [boots.find((device) => known.includes(device)) ?? first];
}

/** Reports each part line that lies on a disk that ignoredisk takes away. */
export function checkDrives(document: Document, report: Report): void {
  const ignoredisk = lastCommand(document, 'ignoredisk');
  if (ignoredisk === undefined) return;
  for (const part of commandsNamed(document, 'part')) {
    const device = diskNamedBy(part);
    if (device === undefined || isAllowed(document, device)) continue;
    const options = document.written.get(part)?.options;
    report(
      new ApplianceError({
        kind: 'input',
        code: 'ignored-disk',
        message: `part ${part.mountPoint}: ${device} is not to be used, as ignoredisk at ${formatPosition(ignoredisk.position)} says`,
        position: options?.['--ondisk'] ?? options?.['--onpart'] ?? part.position,
        hint: 'put the part on another disk, or change the ignoredisk line',
      }),
    );
  }
}

/** Drives that a line asks for, and that the appliance does not have. */
export function driveWarnings(document: Document, disks: readonly DiskSpec[]): Warning[] {
  const [clearpart, ignoredisk] = [lastCommand(document, 'clearpart'), lastCommand(document, 'ignoredisk')];
  const asked: readonly (readonly [string, readonly string[], Position | undefined])[] = [
    ['clearpart --drives', clearpart?.drives ?? [], placeOf(document, clearpart, '--drives')],
    ['ignoredisk --only-use', ignoredisk?.onlyUse ?? [], placeOf(document, ignoredisk, '--only-use')],
  ];
  return asked.flatMap(([what, words, position]) =>
    words
      .filter((word) => !disks.some(({ device }) => means([word], device)))
      .map((word) => ({
        code: 'unknown-disk',
        message: `${what} names ${word}, and the appliance has no such disk`,
        position,
        hint: `its disks are ${disks.map(({ device }) => device).join(', ')}`,
      })),
  );
}

const placeOf = (document: Document, command: Parameters<Document['written']['get']>[0] | undefined, option: string) =>
  command === undefined ? undefined : (document.written.get(command)?.options[option] ?? command.position);
