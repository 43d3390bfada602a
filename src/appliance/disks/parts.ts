import type { Position } from '../../errors.ts';
import type { Document } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed } from '../../kickstart/select.ts';
import type { DiskSpec, PartSpec } from '../appliance.ts';
import { encryptionOf } from './encryption.ts';
import { checkLabel, checkSize, claim, type FormattedLine, failAt, mountPointOf, typeOf, typeRules } from './format.ts';
import { inodeRatioOf, makeOptionsOf, mountOptionsOf } from './make-options.ts';
import { diskNamedBy } from './naming/drives.ts';
import { wantedNumberOf } from './on-part.ts';
import { isRecommended, recommendedSize } from './swap-size.ts';

/**
 * Validates the part lines together.
 *
 * @param seen the lines by their mount points, to which these are added
 * @param diskOf finds the disk for a device; undefined: the first disk
 * @param memoryMiB of the machine, for swap of a recommended size
 */
export function validateParts(
  document: Document,
  diskOf: (device: string | undefined) => Pick<DiskSpec, 'name' | 'sizeBytes'>,
  memoryMiB: number,
  seen: Map<string, FormattedLine>,
  report: Report,
): PartSpec[] {
  const parts = commandsNamed(document, 'part').flatMap((command) => {
    const fail = failAt(command.position, report);
    const written = document.written.get(command);
    const number = wantedNumberOf(command, written, failAt(written?.options['--onpart'] ?? command.position, report));
    const type = typeOf(command);
    const rule = typeRules[type];
    if (rule === undefined) {
      fail(
        'not-supported-yet',
        `part ${command.mountPoint}: --fstype=${type} is not supported yet`,
        `the types are ${Object.keys(typeRules).join(', ')}`,
      );
      return [];
    }
    const mountPoint = rule.kind === 'filesystem' ? mountPointOf(command, fail) : undefined;
    if (rule.kind === 'filesystem' && mountPoint === undefined) return [];
    if (mountPoint !== undefined && !claim(mountPoint, command, seen, fail)) return [];
    const disk = diskOf(diskNamedBy(command));
    const sizeMiB = isRecommended(command)
      ? recommendedSize(command, rule, memoryMiB, disk.sizeBytes, fail)
      : command.onPart !== undefined && command.sizeMiB === undefined
        ? undefined
        : checkSize(command, rule, fail);
    if (sizeMiB === undefined) return [];
    checkLabel(command, rule, type, fail);
    return [
      {
        kind: rule.kind,
        member: ['lvmpv', 'raid', 'btrfs'].includes(rule.kind) ? command.mountPoint : undefined,
        mountPoint,
        disk: disk.name,
        sizeMiB,
        grow: command.grow && !isRecommended(command),
        maxSizeMiB: command.maxSizeMiB,
        fsType: rule.fsType,
        efi: type === 'efi',
        label: command.label,
        mountOptions: mountOptionsOf(command, fail),
        makeOptions: makeOptionsOf(command, rule.fsType, fail),
        inodeRatio: inodeRatioOf(command, rule.fsType, fail),
        encryption: encryptionOf(command, rule, fail),
        asPrimary: command.asPrimary,
        number,
        position: command.position,
      } satisfies PartSpec,
    ];
  });
  return parts;
}

/** Reports what lies on no filesystem, or on one that cannot hold it. */
export function checkRoot(
  document: Document,
  seen: ReadonlyMap<string, FormattedLine>,
  position: Position,
  report: Report,
): void {
  const root = seen.get('/');
  if (root === undefined) {
    const message =
      commandsNamed(document, 'part').length === 0 ? 'the kickstart has no part line' : 'no part line is mounted on /';
    failAt(position, report)(
      'no-root-part',
      message,
      'add a line such as: part / --fstype=ext4 --size=2048, or: autopart',
    );
    return;
  }
  for (const place of ['/', '/boot', '/usr', '/var'] as const) {
    const command = seen.get(place);
    if (command !== undefined && ['vfat', 'efi'].includes(typeOf(command)) && place !== '/boot') {
      failAt(command.position, report)(
        'bad-filesystem',
        `${place} cannot lie on ${typeOf(command)}: it stores no owners and links`,
      );
    }
  }
}
