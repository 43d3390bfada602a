import { ApplianceError, formatPosition, type Position } from '../../errors.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { FilesystemType, PartSpec } from '../appliance.ts';

/** A line of the kickstart that makes a filesystem. */
export interface FormattedLine {
  readonly name: 'part' | 'logvol' | 'raid' | 'btrfs';
  readonly mountPoint: string;
  readonly fsType: string | undefined;
  readonly label: string | undefined;
  readonly fsOptions: string | undefined;
  readonly mkfsOptions: string | undefined;
  readonly fsProfile: string | undefined;
  readonly position: Position;
}

/** One that says how large it is. */
export interface SizedLine extends FormattedLine {
  readonly sizeMiB: number | undefined;
  readonly grow: boolean;
  readonly maxSizeMiB: number | undefined;
  readonly recommended: boolean;
  readonly hibernation: boolean;
}

export interface TypeRule {
  readonly kind: PartSpec['kind'];
  readonly fsType: FilesystemType | undefined;
  /** Longest label that the filesystem can store, in bytes. */
  readonly labelBytes: number;
  /** Smallest partition on which its tool makes the filesystem. */
  readonly leastMiB: number;
}

export const typeRules: Readonly<Record<string, TypeRule>> = {
  ext2: { kind: 'filesystem', fsType: 'ext2', labelBytes: 16, leastMiB: 1 },
  ext3: { kind: 'filesystem', fsType: 'ext3', labelBytes: 16, leastMiB: 4 },
  ext4: { kind: 'filesystem', fsType: 'ext4', labelBytes: 16, leastMiB: 4 },
  xfs: { kind: 'filesystem', fsType: 'xfs', labelBytes: 12, leastMiB: 300 },
  btrfs: { kind: 'filesystem', fsType: 'btrfs', labelBytes: 255, leastMiB: 128 },
  vfat: { kind: 'filesystem', fsType: 'vfat', labelBytes: 11, leastMiB: 1 },
  efi: { kind: 'filesystem', fsType: 'vfat', labelBytes: 11, leastMiB: 4 },
  swap: { kind: 'swap', fsType: 'swap', labelBytes: 16, leastMiB: 1 },
  biosboot: { kind: 'biosboot', fsType: undefined, labelBytes: 36, leastMiB: 1 },
  prepboot: { kind: 'prepboot', fsType: undefined, labelBytes: 36, leastMiB: 1 },
  lvmpv: { kind: 'lvmpv', fsType: undefined, labelBytes: 36, leastMiB: 8 },
  raid: { kind: 'raid', fsType: undefined, labelBytes: 36, leastMiB: 2 },
  /** Its filesystem is that of a btrfs line. */
  'btrfs volume': { kind: 'btrfs', fsType: undefined, labelBytes: 36, leastMiB: 128 },
};

/** Programs and their configuration must be there before anything else can be mounted. */
const mustStayOnRoot = /^\/(?:bin|dev|etc|lib(?:32|64|x32)?|mnt\/sys(?:image|root)|proc|root|run|sbin|sys)(?:\/|$)/;

export type Fail = (code: string, message: string, hint?: string) => void;

export function failAt(position: Position, report: Report): Fail {
  return (code, message, hint) => report(new ApplianceError({ kind: 'input', code, message, position, hint }));
}

export function typeOf({ mountPoint, fsType }: FormattedLine): string {
  if (['swap', 'biosboot', 'prepboot'].includes(mountPoint)) return mountPoint;
  if (mountPoint.startsWith('pv.')) return 'lvmpv';
  if (mountPoint.startsWith('raid.')) return 'raid';
  if (mountPoint.startsWith('btrfs.')) return 'btrfs volume';
  if (fsType !== undefined) return fsType;
  return mountPoint === '/boot/efi' ? 'efi' : 'ext4';
}

/** The mount point in its normal form; the reader of part lines lets none but absolute paths through. */
export function mountPointOf({ mountPoint }: FormattedLine, fail: Fail): string | undefined {
  const components = mountPoint.split('/').filter((component) => component !== '');
  if (components.some((component) => component === '.' || component === '..' || /[\s\u0000-\u001f]/.test(component))) {
    fail(
      'bad-mount-point',
      `"${mountPoint}" is not a mount point`,
      'write an absolute path without . or .. and without blanks',
    );
    return undefined;
  }
  const normal = `/${components.join('/')}`;
  if (mustStayOnRoot.test(normal)) {
    fail('bad-mount-point', `${normal} must stay on the root filesystem`);
    return undefined;
  }
  return normal;
}

export function checkLabel({ name, label, mountPoint }: FormattedLine, rule: TypeRule, type: string, fail: Fail): void {
  if (label === undefined) return;
  if (Buffer.byteLength(label) > rule.labelBytes) {
    fail(
      'bad-label',
      `${name} ${mountPoint}: the label "${label}" is longer than the ${rule.labelBytes} bytes that ${type} can store`,
    );
  } else if (!/^[\x20-\x7e]+$/.test(label) || label.includes('/')) {
    fail('bad-label', `${name} ${mountPoint}: the label may hold printable ASCII characters but no slash`);
  }
}

export function checkSize(command: SizedLine, rule: TypeRule, fail: Fail): number | undefined {
  const { name, sizeMiB, maxSizeMiB, mountPoint, grow } = command;
  if (sizeMiB === undefined) {
    fail(
      'part-without-size',
      `${name} ${mountPoint} has no --size`,
      'add --size=MIB; with --grow it is the smallest size',
    );
    return undefined;
  }
  if (maxSizeMiB !== undefined && maxSizeMiB < sizeMiB) {
    fail('bad-size', `${name} ${mountPoint}: --maxsize=${maxSizeMiB} is less than --size=${sizeMiB}`);
    return undefined;
  }
  // What a line with --grow comes to only the plan knows; kickstarts write --size=1 --grow.
  if (!grow && sizeMiB < rule.leastMiB) {
    fail(
      'bad-size',
      `${name} ${mountPoint}: ${sizeMiB} MiB is too small; ${rule.fsType ?? rule.kind} needs at least ${rule.leastMiB} MiB`,
    );
    return undefined;
  }
  return sizeMiB;
}

/** Notes a mount point, or reports the line that has it already. */
export function claim(mountPoint: string, line: FormattedLine, seen: Map<string, FormattedLine>, fail: Fail): boolean {
  const earlier = seen.get(mountPoint);
  if (earlier === undefined) {
    seen.set(mountPoint, line);
    return true;
  }
  fail(
    'duplicate-mount-point',
    `two ${earlier.name === line.name ? `${line.name}s` : 'volumes'} are mounted on ${mountPoint}; the first is at ${formatPosition(earlier.position)}`,
  );
  return false;
}
