import type { CommandNamed, Document } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed } from '../../kickstart/select.ts';
import type { PartSpec } from '../appliance.ts';
import type { BtrfsSpec } from '../storage.ts';
import { checkLabel, claim, type Fail, type FormattedLine, failAt, mountPointOf, typeRules } from './format.ts';
import { makeOptionsOf } from './make-options.ts';

type Line = CommandNamed<'btrfs'>;
type Subvolume = BtrfsSpec['subvolumes'][number];

/** The word of a line that mounts nothing. */
const unmounted = 'none';

/**
 * Validates the btrfs lines together: volumes, and the subvolumes that name one of them by its label.
 *
 * @param taken the lines by the members that they have, to which these are added
 * @param seen the lines by their mount points, to which these are added
 */
export function readBtrfs(
  document: Document,
  parts: readonly PartSpec[],
  taken: Map<string, string>,
  seen: Map<string, FormattedLine>,
  report: Report,
): BtrfsSpec[] {
  const lines = commandsNamed(document, 'btrfs');
  const [volumes, subvolumes] = [lines.filter((line) => !line.subvolume), lines.filter((line) => line.subvolume)];
  for (const line of subvolumes) {
    if (!volumes.some((volume) => holds(volume, line))) {
      failAt(line.position, report)(
        'unknown-volume',
        `btrfs ${line.mountPoint}: no btrfs line makes the volume ${line.members[0]}`,
        'give that line --label=NAME, and write LABEL=NAME here',
      );
    }
  }
  return volumes.flatMap((line) => {
    const inner = subvolumes
      .filter((candidate) => holds(line, candidate))
      .flatMap((candidate) => subvolumeOf(candidate, seen, failAt(candidate.position, report)));
    return volumeOf(line, inner, parts, taken, seen, failAt(line.position, report));
  });
}

const holds = ({ label }: Line, { members: [parent = ''] }: Line) =>
  label !== undefined && (parent === label || parent === `LABEL=${label}`);

function subvolumeOf(line: Line, seen: Map<string, FormattedLine>, fail: Fail): Subvolume[] {
  const { subvolumeName: name = '', position } = line;
  if (line.mountPoint === unmounted) {
    fail('refused', `btrfs none --name=${name}: a subvolume that is mounted nowhere holds nothing`, 'leave it out');
    return [];
  }
  const formatted = formattedOf(line);
  const mountPoint = mountPointOf(formatted, fail);
  if (mountPoint === undefined || !claim(mountPoint, formatted, seen, fail)) return [];
  return [{ name, mountPoint, position }];
}

function volumeOf(
  line: Line,
  subvolumes: readonly Subvolume[],
  parts: readonly PartSpec[],
  taken: Map<string, string>,
  seen: Map<string, FormattedLine>,
  fail: Fail,
): BtrfsSpec[] {
  const { members, position } = line;
  const [member = ''] = members;
  const part = parts.find((candidate) => candidate.member === member && candidate.kind === 'btrfs');
  if (members.length > 1) {
    fail('refused', `btrfs ${line.mountPoint}: a volume lies on one part here`, 'name one part, such as btrfs.1');
  }
  if (part === undefined) fail('unknown-member', `btrfs ${line.mountPoint}: there is no "part ${member}"`);
  else if (taken.has(member))
    fail('member-taken', `btrfs ${line.mountPoint}: ${member} belongs to another line already`);
  for (const name of members) taken.set(name, line.label ?? line.mountPoint);
  const formatted = formattedOf(line);
  const mountPoint = line.mountPoint === unmounted ? undefined : mountPointOf(formatted, fail);
  if (mountPoint !== undefined && !claim(mountPoint, formatted, seen, fail)) return [];
  if (typeRules['btrfs'] !== undefined) checkLabel(formatted, typeRules['btrfs'], 'btrfs', fail);
  const format = {
    ...({ fsType: 'btrfs', mountPoint, label: line.label, mountOptions: undefined, inodeRatio: undefined } as const),
    ...{ makeOptions: makeOptionsOf(formatted, 'btrfs', fail), encryption: part?.encryption },
  };
  return [{ member, format, subvolumes, position }];
}

const formattedOf = ({ mountPoint, label, mkfsOptions, position }: Line): FormattedLine => ({
  ...{ name: 'btrfs', mountPoint, fsType: 'btrfs', label, mkfsOptions, position },
  ...{ fsOptions: undefined, fsProfile: undefined },
});
