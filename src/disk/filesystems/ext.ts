import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { nameOf } from '../../plan/sizes/room.ts';
import { askedRatio, extBlockBytes, extInodes } from '../sizes/ext-size.ts';
import { asDoesNotFit } from '../sizes/fit.ts';
import { epochEnv, type FilesystemJob } from './filesystem-job.ts';

const full = /could not allocate (block|inode)|not enough space|no free (blocks|inodes)/i;
const allPermissions = 0o7777;
const plainFolder = 0o755;
const rootInode = 2;
/** mke2fs makes it, and takes the attributes of one in the tree for it. */
const lostFound = { name: 'lost+found', inode: 11 };
/** After the reserved ones and lost+found. */
const firstFreeInode = 12;

/**
 * mke2fs reads its defaults from the host's /etc/mke2fs.conf, and newer hosts switch on features that older boot loaders
 * cannot read (metadata_csum_seed, orphan_file: GRUB 2.06 and the kernels of EL 8). With a file of our own every host makes
 * the same filesystem: one that Debian 10, EL 8 and all later ones read.
 */
const configuration = `[defaults]
  base_features = sparse_super,large_file,filetype,resize_inode,dir_index,ext_attr
  default_mntopts = acl,user_xattr
  enable_periodic_fsck = 0
  blocksize = ${extBlockBytes}
  inode_size = 256
  inode_ratio = 16384
[fs_types]
  small = {
  }
  floppy = {
  }
  big = {
  }
  huge = {
  }
  ext2 = {
  }
  ext3 = {
    features = has_journal
  }
  ext4 = {
    features = has_journal,extent,huge_file,flex_bg,metadata_csum,64bit,dir_nlink,extra_isize
  }
`;

/**
 * Makes an ext2, ext3 or ext4 filesystem with its contents straight inside the disk file.
 *
 * @throws ApplianceError code `contents-do-not-fit`
 */
export async function makeExt(job: FilesystemJob): Promise<void> {
  const { runner, volume, place, filesystem, diskFile, tree, size, scratch } = job;
  const asked = filesystem.makeOptions ?? [];
  const config = path.join(scratch, 'mke2fs.conf');
  await fs.writeFile(config, configuration);
  const top = tree === undefined ? undefined : await fs.stat(tree);
  const extended = [
    `offset=${place.startBytes}`,
    `root_owner=${top?.uid ?? 0}:${top?.gid ?? 0}`,
    `hash_seed=${hashSeed(filesystem.uuid)}`,
    // Nothing is left for the guest to initialise; the journal's blocks are already zero because the file is new.
    'lazy_itable_init=0',
    'lazy_journal_init=1',
  ];
  const features = valuesOf(asked, '-O');
  extended.push(...valuesOf(asked, '-E'));
  const args = ['-q', '-F', '-t', filesystem.type, '-U', filesystem.uuid];
  args.push(
    '-m',
    String(reservedPercent(filesystem.mountPoint)),
    '-N',
    // Always given, which makes mke2fs pass over a ratio.
    String(extInodes(place.sizeBytes, size, askedRatio(filesystem))),
  );
  features.push(...(filesystem.withoutFeatures ?? []).map((feature) => `^${feature}`));
  // The last of an option wins: what is asked for, but for those that are lists.
  args.push(...asked, '-E', extended.join(','));
  if (features.length > 0) args.push('-O', features.join(','));
  if (filesystem.label !== undefined) args.push('-L', filesystem.label);
  if (tree !== undefined) args.push('-d', tree);
  args.push(diskFile, `${place.sizeBytes / 1024}k`);
  const env = { MKE2FS_CONFIG: config, ...extEpoch(job) };
  const failure = `can't make the ${filesystem.type} filesystem of ${nameOf(filesystem)}`;
  try {
    await runner.run('mke2fs', args, { env, failure });
  } catch (error) {
    throw asDoesNotFit(error, full, volume);
  }
  const names = tree === undefined ? [] : await fs.readdir(tree);
  const corrections = correctionsOf(job, top?.mode, names.includes(lostFound.name));
  if (corrections.length === 0) return;
  const script = path.join(scratch, 'debugfs');
  await fs.writeFile(script, `${corrections.join('\n')}\n`);
  await runner.run('debugfs', ['-w', '-f', script, `${diskFile}?offset=${place.startBytes}`], { env, failure });
}

/**
 * What mke2fs leaves wrong, as debugfs commands: before 1.48 the mode of the top folder stays 0755, which breaks a /tmp of its own;
 * and change and access times are those of the copy in the scratch directory, which no two builds share.
 */
function correctionsOf(
  { epochSeconds, size }: FilesystemJob,
  topMode: number | undefined,
  hasLostFound: boolean,
): string[] {
  const commands: string[] = [];
  const permissions = (topMode ?? plainFolder) & allPermissions;
  if (permissions !== plainFolder) commands.push(`set_inode_field <${rootInode}> mode 04${octal(permissions)}`);
  if (epochSeconds === undefined) return commands;
  // mke2fs takes inodes in order.
  const copies = size.inodes - (hasLostFound ? 1 : 0);
  const copied = Array.from({ length: copies }, (_, index) => firstFreeInode + index);
  if (hasLostFound) commands.push(`set_inode_field <${lostFound.inode}> mtime @${epochSeconds}`);
  for (const inode of [rootInode, ...(hasLostFound ? [lostFound.inode] : []), ...copied]) {
    for (const field of ['atime', 'ctime']) commands.push(`set_inode_field <${inode}> ${field} @${epochSeconds}`);
  }
  return commands;
}

/** The values that words give to an option. */
const valuesOf = (words: readonly string[], option: string): string[] =>
  words.filter((_, index) => words[index - 1] === option);

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

/** mke2fs before 1.47.1 knows the time only by a name of its own. */
function extEpoch(job: FilesystemJob): Record<string, string> {
  return job.epochSeconds === undefined ? {} : { ...epochEnv(job), E2FSPROGS_FAKE_TIME: String(job.epochSeconds) };
}

/** The share that only root may fill: the usual one where daemons of the system need room to go on, none on data. */
function reservedPercent(mountPoint: string | undefined): number {
  return mountPoint === '/' || mountPoint === '/var' ? 5 : 0;
}

/** The seed of directory hashes: random by default, so here drawn from the filesystem's UUID. */
function hashSeed(uuid: string): string {
  const hex = createHash('sha256').update(`hash seed of ${uuid}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
