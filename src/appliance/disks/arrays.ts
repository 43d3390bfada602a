import type { CommandNamed, Document } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed } from '../../kickstart/select.ts';
import type { PartSpec } from '../appliance.ts';
import type { ArraySpec } from '../storage.ts';
import { encryptionOf } from './encryption.ts';
import { checkLabel, claim, type Fail, type FormattedLine, failAt, mountPointOf, typeOf, typeRules } from './format.ts';
import { inodeRatioOf, makeOptionsOf, mountOptionsOf } from './make-options.ts';

type Line = CommandNamed<'raid'>;

const levels: Readonly<Record<string, 0 | 1>> = { raid0: 0, raid1: 1 };
/** /dev/md/NAME; mdadm(8) keeps them within 32 bytes. */
const namePattern = /^[A-Za-z0-9][\w+.-]{0,31}$/;

/**
 * Validates the raid lines together.
 *
 * @param taken the lines by the members that they have, to which these are added
 * @param seen the lines by their mount points, to which these are added
 */
export function readArrays(
  document: Document,
  parts: readonly PartSpec[],
  taken: Map<string, string>,
  seen: Map<string, FormattedLine>,
  report: Report,
): ArraySpec[] {
  return commandsNamed(document, 'raid').flatMap((line, index, lines) => {
    const fail = failAt(line.position, report);
    if (lines.findIndex(({ device }) => device === line.device) < index) {
      fail('duplicate-array', `two arrays are named ${line.device}`);
    }
    return arrayOf(line, parts, taken, seen, fail);
  });
}

function arrayOf(
  line: Line,
  parts: readonly PartSpec[],
  taken: Map<string, string>,
  seen: Map<string, FormattedLine>,
  fail: Fail,
): ArraySpec[] {
  const { members, chunkSizeKiB, position } = line;
  const name = line.device.replace(/^\/dev\/(?:md\/)?/, '');
  const level = levels[line.level ?? ''];
  if (!namePattern.test(name))
    fail('bad-name', `raid --device=${line.device}: "${name}" cannot be the name of an array`);
  if (level === undefined) {
    fail(
      'refused',
      `raid ${name}: ${line.level} needs its parity computed or its mirrors spread, and only levels 0 and 1 are written offline`,
      'write --level=1 or --level=0',
    );
    return [];
  }
  for (const member of members) {
    const own = parts.find((part) => part.member === member);
    if (own?.kind !== 'raid') fail('unknown-member', `raid ${name}: there is no "part ${member}"`);
    else if (taken.has(member)) fail('member-taken', `raid ${name}: ${member} belongs to ${taken.get(member)} already`);
    taken.set(member, name);
  }
  const type = typeOf(line);
  const rule = typeRules[type];
  const { fsType, kind } = rule ?? {};
  if (rule === undefined || fsType === undefined || type === 'efi') {
    fail(
      'refused',
      `raid ${name}: ${type} on an array is not laid out`,
      'use a filesystem, such as ext4 or xfs, or swap',
    );
    return [];
  }
  const mountPoint = kind === 'swap' ? undefined : mountPointOf(line, fail);
  if (kind !== 'swap' && (mountPoint === undefined || !claim(mountPoint, line, seen, fail))) return [];
  checkLabel(line, rule, type, fail);
  const format = {
    ...{ fsType, mountPoint, label: line.label, mountOptions: mountOptionsOf(line, fail) },
    ...{ makeOptions: makeOptionsOf(line, fsType, fail), inodeRatio: inodeRatioOf(line, fsType, fail) },
    encryption: encryptionOf(line, rule, fail),
  };
  return [{ name, level, members, chunkKiB: chunkSizeKiB, format, position }];
}
