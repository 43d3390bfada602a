import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { mebibyte } from './bytes.ts';
import { extBlockBytes, extInodes, extOverhead } from './ext-size.ts';
import { epochEnv, type FilesystemJob } from './filesystem-job.ts';
import { asDoesNotFit, doesNotFit, nameOf, smallestSize } from './fit.ts';

const full = /could not allocate (block|inode)|not enough space|no free (blocks|inodes)/i;
const smallestJournalBytes = 8 * mebibyte;
const allPermissions = 0o7777;

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
  const { runner, partition, filesystem, diskFile, tree, size, scratch } = job;
  const journal = filesystem.type !== 'ext2' && partition.sizeBytes >= smallestJournalBytes;
  const needed = smallestSize(size.contentBytes, (bytes) => extOverhead(bytes, size, journal));
  if (needed > partition.sizeBytes) throw doesNotFit(partition, filesystem, needed);
  const config = path.join(scratch, 'mke2fs.conf');
  await fs.writeFile(config, configuration);
  const top = tree === undefined ? undefined : await fs.stat(tree);
  const extended = [
    `offset=${partition.startBytes}`,
    `root_owner=${top?.uid ?? 0}:${top?.gid ?? 0}`,
    `hash_seed=${hashSeed(filesystem.uuid)}`,
    // Nothing is left for the guest to initialise; the journal's blocks are already zero because the file is new.
    'lazy_itable_init=0',
    'lazy_journal_init=1',
  ];
  const args = ['-q', '-F', '-t', filesystem.type, '-U', filesystem.uuid, '-E', extended.join(',')];
  args.push('-m', String(reservedPercent(filesystem.mountPoint)), '-N', String(extInodes(partition.sizeBytes, size)));
  if (filesystem.label !== undefined) args.push('-L', filesystem.label);
  if (tree !== undefined) args.push('-d', tree);
  args.push(diskFile, `${partition.sizeBytes / 1024}k`);
  const env = { MKE2FS_CONFIG: config, ...extEpoch(job) };
  const failure = `can't make the ${filesystem.type} filesystem of ${nameOf(filesystem)}`;
  try {
    await runner.run('mke2fs', args, { env, failure });
  } catch (error) {
    throw asDoesNotFit(error, full, partition, filesystem, needed);
  }
  // mke2fs before 1.48 leaves the mode of the top folder at 0755, which breaks a /tmp of its own.
  if (top !== undefined && (top.mode & allPermissions) !== 0o755) {
    const command = `set_inode_field <2> mode 04${(top.mode & allPermissions).toString(8).padStart(4, '0')}`;
    await runner.run('debugfs', ['-w', '-R', command, `${diskFile}?offset=${partition.startBytes}`], { env, failure });
  }
}

/** mke2fs before 1.47.1 knows the time only by a name of its own. */
function extEpoch(job: FilesystemJob): Record<string, string> {
  return job.epochSeconds === undefined ? {} : { ...epochEnv(job), E2FSPROGS_FAKE_TIME: String(job.epochSeconds) };
}

/** The share that only root may fill: the usual one where daemons of the system need room to go on, none on data. */
function reservedPercent(mountPoint: string | undefined): number {
  return mountPoint === '/' || mountPoint === '/var' ? 5 : 0;
}

/** The seed of directory hashes: random by default, so here drawn from the filesystem's UUID. */
export function hashSeed(uuid: string): string {
  const hex = createHash('sha256').update(`hash seed of ${uuid}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
