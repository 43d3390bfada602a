import type { FilesystemType } from '../appliance.ts';
import type { Fail, FormattedLine } from './format.ts';

interface Known {
  /** Options that take a value, and those that take none. */
  readonly valued: readonly string[];
  readonly bare: readonly string[];
}

const ext: Known = { valued: ['-E', '-I', '-J', '-O', '-e', '-i', '-m', '-N', '-G', '-M'], bare: ['-j'] };

/**
 * Options of mkfs that change the filesystem and nothing else (mke2fs(8), mkfs.xfs(8), mkfs.btrfs(8), mkfs.fat(8)). All others are
 * refused: the build runs as root on a kickstart that may come from a stranger, and mke2fs -d, mkfs.xfs -p or mkfs.btrfs --rootdir
 * would put files of the building machine into the image, while sizes, labels and UUIDs are the plan's.
 */
const known: Readonly<Partial<Record<FilesystemType, Known>>> = {
  ext2: ext,
  ext3: ext,
  ext4: ext,
  xfs: { valued: ['-m', '-d', '-i', '-l', '-n'], bare: ['-q'] },
  btrfs: {
    valued: [
      '-d',
      '-m',
      '-n',
      '-s',
      '-O',
      '-R',
      '--csum',
      '--checksum',
      '--data',
      '--metadata',
      '--nodesize',
      '--features',
    ],
    bare: ['-M', '--mixed', '-q'],
  },
  vfat: { valued: ['-r', '-s', '-f'], bare: ['-a'] },
};

/** Suboptions whose values name files or devices, or that the plan decides. */
const decided = /(?:^|,)(?:offset|root_owner|hash_seed|test_fs|device|logdev|rtdev|name|file|uuid|resize|external)\b/;
/** Size of a whole xfs. */
const wholeSize = /^-d .*\bsize=/;
const value = /^[\w=,^.:%+-]+$/;

/** Splits --mkfsoptions into words, as a shell would without any of its expansions. */
function splitWords(text: string): string[] {
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replaceAll(/["']/g, ''));
}

/**
 * Checks --mkfsoptions.
 *
 * @returns the words for the tool, an option and its value apart; none if there are errors, which go to `fail`
 */
export function makeOptionsOf(line: FormattedLine, fsType: FilesystemType | undefined, fail: Fail): string[] {
  if (line.mkfsOptions === undefined) return [];
  const where = `${line.name} ${line.mountPoint}: --mkfsoptions`;
  const table = fsType === undefined ? undefined : known[fsType];
  if (table === undefined) {
    fail('bad-value', `${where}: ${fsType ?? line.mountPoint} takes none`);
    return [];
  }
  const words = splitWords(line.mkfsOptions);
  const result: string[] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, option = word, joined] = /^(--[\w-]+)=(.*)$/.exec(word) ?? /^(-\w)(.+)$/.exec(word) ?? [];
    const isValued = table.valued.includes(option);
    const text = isValued ? (joined ?? words.shift()) : undefined;
    if (!isValued && !table.bare.includes(word)) {
      fail(
        'refused',
        `${where}: ${word} is not an option that changes the filesystem alone`,
        `those of ${fsType} are ${[...table.valued, ...table.bare].join(' ')}`,
      );
      return [];
    }
    if (
      isValued &&
      (text === undefined || !value.test(text) || decided.test(text) || wholeSize.test(`${option} ${text}`))
    ) {
      fail('refused', `${where}: ${option} ${text ?? ''} names a file, or what the plan decides`);
      return [];
    }
    result.push(...(text === undefined ? [word] : [option, text]));
  }
  return result;
}

/** Usage types of mke2fs(8) -T as they are in its own configuration: bytes of the filesystem for each inode. */
const profiles: Readonly<Record<string, number>> = { news: 4096, largefile: 2 ** 20, largefile4: 4 * 2 ** 20 };

/** @returns bytes of the filesystem for each inode; undefined without --fsprofile */
export function inodeRatioOf(line: FormattedLine, fsType: FilesystemType | undefined, fail: Fail): number | undefined {
  if (line.fsProfile === undefined) return undefined;
  const ratio = fsType?.startsWith('ext') ? profiles[line.fsProfile] : undefined;
  if (ratio === undefined) {
    const hint = `ext2, ext3 and ext4 have ${Object.keys(profiles).join(', ')}`;
    fail(
      'bad-value',
      `${line.name} ${line.mountPoint}: --fsprofile=${line.fsProfile} is no profile of ${fsType ?? line.mountPoint}`,
      hint,
    );
  }
  return ratio;
}

/** Checks --fsoptions: the fourth field of a line of fstab(5). */
export function mountOptionsOf({ name, mountPoint, fsOptions }: FormattedLine, fail: Fail): string | undefined {
  if (fsOptions === undefined || fsOptions === '') return undefined;
  if (/^[\x21-\x7e]+$/.test(fsOptions) && !fsOptions.includes('#')) return fsOptions;
  fail(
    'bad-value',
    `${name} ${mountPoint}: --fsoptions="${fsOptions}" is no list of mount options`,
    'write them with commas and without blanks: noatime,nodev',
  );
  return undefined;
}
