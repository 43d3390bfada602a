import type { CommandNamed, Document } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed } from '../../kickstart/select.ts';
import type { PartSpec } from '../appliance.ts';
import type { LogicalVolumeSpec, StorageSpec, VolumeGroupSpec } from '../storage.ts';
import { readArrays } from './arrays.ts';
import { readBtrfs } from './btrfs.ts';
import { encryptionOf } from './encryption.ts';
import {
  checkLabel,
  checkSize,
  claim,
  type Fail,
  type FormattedLine,
  failAt,
  mountPointOf,
  typeOf,
  typeRules,
} from './format.ts';
import { inodeRatioOf, makeOptionsOf, mountOptionsOf } from './make-options.ts';
import { isRecommended, recommendedSize } from './swap-size.ts';

type Volgroup = CommandNamed<'volgroup'>;
type Logvol = CommandNamed<'logvol'>;

const defaultExtentKiB = 4096;
/** lvm(8), "VALID NAMES"; it keeps some for itself. */
const namePattern =
  /^(?!-)(?!\.{1,2}$)(?!snapshot|pvmove)(?!.*_(?:mlog|mimage|rimage|rmeta|tdata|tmeta|cdata|cmeta|vorigin))[\w+.-]{1,100}$/;

/**
 * Validates the raid, btrfs, volgroup and logvol lines together.
 *
 * @param seen the lines by their mount points, to which these are added
 */
export function readVolumes(
  document: Document,
  parts: readonly PartSpec[],
  seen: Map<string, FormattedLine>,
  memoryMiB: number,
  report: Report,
): StorageSpec {
  const taken = new Map<string, string>();
  const arrays = readArrays(document, parts, taken, seen, report);
  const btrfs = readBtrfs(document, parts, taken, seen, report);
  const groups = commandsNamed(document, 'volgroup').flatMap((line, index, lines) => {
    const fail = failAt(line.position, report);
    if (lines.findIndex(({ volumeGroup }) => volumeGroup === line.volumeGroup) < index) {
      fail('duplicate-volume-group', `two volume groups are named ${line.volumeGroup}`);
      return [];
    }
    return groupOf(line, parts, taken, fail);
  });
  for (const { member, position } of parts) {
    if (member !== undefined && !taken.has(member)) {
      failAt(position, report)(
        'unused-member',
        `part ${member}: no volgroup, raid or btrfs line has it`,
        `write: ${/^(?:raid|btrfs)(?=\.)/.exec(member)?.[0] ?? 'volgroup NAME'} … ${member}`,
      );
    }
  }
  const names = new Set<string>();
  const logicalVolumes = commandsNamed(document, 'logvol').flatMap((line) => {
    const fail = failAt(line.position, report);
    const name = `${line.volumeGroup}/${line.volume}`;
    if (names.has(name)) fail('duplicate-volume', `two logical volumes are named ${name}`);
    names.add(name);
    return volumeOf(line, groups, seen, memoryMiB, fail);
  });
  return { volumeGroups: groups, logicalVolumes, arrays, btrfs };
}

function groupOf(
  line: Volgroup,
  parts: readonly PartSpec[],
  taken: Map<string, string>,
  fail: Fail,
): VolumeGroupSpec[] {
  const { volumeGroup: name, members, peSizeKiB = defaultExtentKiB, position } = line;
  if (!namePattern.test(name))
    fail('bad-name', `"${name}" cannot be the name of a volume group`, 'use letters, digits and . _ + -');
  for (const member of members) {
    if (!parts.some((part) => part.member === member && part.kind === 'lvmpv')) {
      fail('unknown-member', `volgroup ${name}: there is no "part ${member}"`);
    } else if (taken.has(member)) {
      fail('member-taken', `volgroup ${name}: ${member} belongs to ${taken.get(member)} already`);
    }
    taken.set(member, name);
  }
  if (peSizeKiB < 1024 || (peSizeKiB & (peSizeKiB - 1)) !== 0) {
    fail('bad-size', `volgroup ${name}: --pesize=${peSizeKiB} is no power of two of at least 1024 KiB`);
    return [];
  }
  return [
    {
      name,
      physicalVolumes: members,
      extentMiB: peSizeKiB / 1024,
      reservedMiB: line.reservedSpaceMiB ?? 0,
      reservedPercent: line.reservedPercent ?? 0,
      position,
    },
  ];
}

function volumeOf(
  line: Logvol,
  groups: readonly VolumeGroupSpec[],
  seen: Map<string, FormattedLine>,
  memoryMiB: number,
  fail: Fail,
): LogicalVolumeSpec[] {
  const { volume: name, volumeGroup: group, percent, grow, maxSizeMiB, position } = line;
  if (!namePattern.test(name))
    fail('bad-name', `"${name}" cannot be the name of a logical volume`, 'use letters, digits and . _ + -');
  if (!groups.some((candidate) => candidate.name === group)) {
    fail('unknown-volume-group', `logvol ${name}: no volgroup line is named ${group}`);
  }
  const type = typeOf(line);
  const rule = typeRules[type];
  const { fsType, kind } = rule ?? {};
  if (rule === undefined || fsType === undefined || type === 'efi') {
    fail(
      'bad-filesystem',
      `logvol ${name}: --fstype=${type} cannot lie on a logical volume`,
      'use ext4, xfs, btrfs or swap',
    );
    return [];
  }
  const mountPoint = kind === 'swap' ? undefined : mountPointOf(line, fail);
  if (kind !== 'swap' && (mountPoint === undefined || !claim(mountPoint, line, seen, fail))) return [];
  const sizeMiB = isRecommended(line)
    ? recommendedSize(line, rule, memoryMiB, undefined, fail)
    : percent === undefined || percent === 0
      ? checkSize(line, rule, fail)
      : 0;
  if (sizeMiB === undefined) return [];
  checkLabel(line, rule, type, fail);
  const format = {
    ...{ fsType, mountPoint, label: line.label, mountOptions: mountOptionsOf(line, fail) },
    ...{ makeOptions: makeOptionsOf(line, fsType, fail), inodeRatio: inodeRatioOf(line, fsType, fail) },
    encryption: encryptionOf(line, rule, fail),
  };
  return [{ name, group, sizeMiB, percent: percent || undefined, grow, maxSizeMiB, format, position }];
}
