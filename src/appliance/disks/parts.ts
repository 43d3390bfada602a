import { ApplianceError, formatPosition, type Position } from '../../errors.ts';
import type { PartCommand } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { FilesystemType, PartSpec } from '../appliance.ts';

interface TypeRule {
  readonly kind: PartSpec['kind'];
  readonly fsType: FilesystemType | undefined;
  /** Longest label that the filesystem can store, in bytes. */
  readonly labelBytes: number;
  /** Smallest partition on which its tool makes the filesystem. */
  readonly leastMiB: number;
}

const typeRules: Readonly<Record<string, TypeRule>> = {
  ext2: { kind: 'filesystem', fsType: 'ext2', labelBytes: 16, leastMiB: 1 },
  ext3: { kind: 'filesystem', fsType: 'ext3', labelBytes: 16, leastMiB: 4 },
  ext4: { kind: 'filesystem', fsType: 'ext4', labelBytes: 16, leastMiB: 4 },
  xfs: { kind: 'filesystem', fsType: 'xfs', labelBytes: 12, leastMiB: 300 },
  btrfs: { kind: 'filesystem', fsType: 'btrfs', labelBytes: 255, leastMiB: 128 },
  vfat: { kind: 'filesystem', fsType: 'vfat', labelBytes: 11, leastMiB: 1 },
  efi: { kind: 'filesystem', fsType: 'vfat', labelBytes: 11, leastMiB: 4 },
  swap: { kind: 'swap', fsType: 'swap', labelBytes: 16, leastMiB: 1 },
  biosboot: { kind: 'biosboot', fsType: undefined, labelBytes: 36, leastMiB: 1 },
};

/** Programs and their configuration must be there before anything else can be mounted. */
const mustStayOnRoot = /^\/(?:bin|dev|etc|lib(?:32|64|x32)?|mnt\/sys(?:image|root)|proc|root|run|sbin|sys)(?:\/|$)/;

/**
 * Validates the part lines together.
 *
 * @param diskOf finds the disk's name for a device; undefined: the first disk
 */
export function validateParts(
  commands: readonly PartCommand[],
  diskOf: (device: string | undefined) => string,
  position: Position,
  report: Report,
): PartSpec[] {
  const seen = new Map<string, PartCommand>();
  const parts = commands.flatMap((command) => {
    const fail = failAt(command.position, report);
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
    const earlier = mountPoint === undefined ? undefined : seen.get(mountPoint);
    if (mountPoint !== undefined && earlier !== undefined) {
      fail(
        'duplicate-mount-point',
        `two parts are mounted on ${mountPoint}; the first is at ${formatPosition(earlier.position)}`,
      );
      return [];
    }
    if (mountPoint !== undefined) seen.set(mountPoint, command);
    const sizeMiB = sizeOf(command, rule, fail);
    if (sizeMiB === undefined) return [];
    checkLabel(command, rule, type, fail);
    return [
      {
        kind: rule.kind,
        mountPoint,
        disk: diskOf(command.onDisk),
        sizeMiB,
        grow: command.grow,
        maxSizeMiB: command.maxSizeMiB,
        fsType: rule.fsType,
        efi: type === 'efi',
        label: command.label,
        asPrimary: command.asPrimary,
        position: command.position,
      } satisfies PartSpec,
    ];
  });
  checkRoot(commands, seen, position, report);
  return parts;
}

type Fail = (code: string, message: string, hint?: string) => void;

function failAt(position: Position, report: Report): Fail {
  return (code, message, hint) => report(new ApplianceError({ kind: 'input', code, message, position, hint }));
}

function typeOf({ mountPoint, fsType }: PartCommand): string {
  if (mountPoint === 'swap' || mountPoint === 'biosboot') return mountPoint;
  if (fsType !== undefined) return fsType;
  return mountPoint === '/boot/efi' ? 'efi' : 'ext4';
}

/** The mount point in its normal form; the reader of part lines lets none but absolute paths through. */
function mountPointOf({ mountPoint }: PartCommand, fail: Fail): string | undefined {
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

function sizeOf(command: PartCommand, rule: TypeRule, fail: Fail): number | undefined {
  const { sizeMiB, maxSizeMiB, mountPoint } = command;
  if (sizeMiB === undefined) {
    fail(
      'part-without-size',
      `part ${mountPoint} has no --size`,
      'add --size=MIB; with --grow it is the smallest size',
    );
    return undefined;
  }
  if (maxSizeMiB !== undefined && maxSizeMiB < sizeMiB) {
    fail('bad-size', `part ${mountPoint}: --maxsize=${maxSizeMiB} is less than --size=${sizeMiB}`);
    return undefined;
  }
  if (sizeMiB < rule.leastMiB) {
    fail(
      'bad-size',
      `part ${mountPoint}: ${sizeMiB} MiB is too small; ${rule.fsType ?? rule.kind} needs at least ${rule.leastMiB} MiB`,
    );
    return undefined;
  }
  return sizeMiB;
}

function checkLabel({ label, mountPoint }: PartCommand, rule: TypeRule, type: string, fail: Fail): void {
  if (label === undefined) return;
  if (Buffer.byteLength(label) > rule.labelBytes) {
    fail(
      'bad-label',
      `part ${mountPoint}: the label "${label}" is longer than the ${rule.labelBytes} bytes that ${type} can store`,
    );
  } else if (!/^[\x20-\x7e]+$/.test(label) || label.includes('/')) {
    fail('bad-label', `part ${mountPoint}: the label may hold printable ASCII characters but no slash`);
  }
}

function checkRoot(
  commands: readonly PartCommand[],
  seen: ReadonlyMap<string, PartCommand>,
  position: Position,
  report: Report,
): void {
  const root = seen.get('/');
  if (root === undefined) {
    const message = commands.length === 0 ? 'the kickstart has no part line' : 'no part line is mounted on /';
    failAt(position, report)('no-root-part', message, 'add a line such as: part / --fstype=ext4 --size=2048');
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
