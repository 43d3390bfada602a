// Small bootable disks made by hand, independent of src/disk/: what the boot test is tested with must not share its bugs.
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import * as path from 'node:path';

const sector = 512;
const mebibyte = 1024 * 1024;
const biosGrub = '/usr/lib/grub/i386-pc';
export const systemPath = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

export const rootUuid = '11111111-2222-4333-8444-555555555555';

export function tool(name: string, args: readonly string[], input = ''): string {
  return execFileSync(name, args, { encoding: 'utf8', input, env: systemPath, stdio: ['pipe', 'pipe', 'pipe'] });
}

export function kernelOf(root: string): string {
  const name = readdirSync(path.join(root, 'boot')).find((entry) => entry.startsWith('vmlinuz-'));
  if (name === undefined) throw new Error(`no kernel in ${root}/boot`);
  return path.join(root, 'boot', name);
}

export interface DiskRecipe {
  readonly file: string;
  /** The tree that becomes the root filesystem. */
  readonly tree: string;
  readonly sizeMiB: number;
  readonly grubConfig: string;
  /** Whether GRUB for the BIOS is put into the boot sector and its partition. */
  readonly bios: boolean;
  /** Whether an EFI system partition with GRUB is made. */
  readonly uefi: boolean;
}

const biosBootStart = 1;
const espStart = 2;
const espSizeMiB = 8;
const rootStart = espStart + espSizeMiB;

/** Where the root filesystem begins. */
export const rootOffsetBytes = rootStart * mebibyte;

/** Writes a GPT disk with a BIOS boot partition, an EFI system partition and an ext4 root. */
export function makeDisk(recipe: DiskRecipe, scratch: string): void {
  const { file, tree, sizeMiB } = recipe;
  mkdirSync(path.join(tree, 'boot/grub'), { recursive: true });
  writeFileSync(path.join(tree, 'boot/grub/grub.cfg'), recipe.grubConfig);
  rmSync(file, { force: true });
  tool('truncate', ['-s', `${sizeMiB}M`, file]);
  const table = [
    'label: gpt',
    `start=${biosBootStart}MiB, size=1MiB, type=21686148-6449-6E6F-744E-656564454649`,
    `start=${espStart}MiB, size=${espSizeMiB}MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B`,
    `start=${rootStart}MiB, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4`,
  ];
  tool('sfdisk', ['-q', file], `${table.join('\n')}\n`);
  const filesystem = ['-q', '-F', '-t', 'ext4', '-U', rootUuid, '-E', `offset=${rootStart * mebibyte}`, '-d', tree];
  tool('mke2fs', [...filesystem, file, `${(sizeMiB - rootStart - 1) * 1024}k`]);
  if (recipe.bios) installBiosGrub(file, scratch);
  if (recipe.uefi) installUefiGrub(file, scratch);
}

const grubModules = [
  'part_gpt',
  'ext2',
  'search_fs_uuid',
  'search',
  'normal',
  'linux',
  'terminal',
  'configfile',
  'serial',
  'echo',
  'sleep',
  'reboot',
];

function grubImage(format: string, extra: readonly string[], scratch: string): string {
  const image = path.join(scratch, `${format}.img`);
  const early = path.join(scratch, 'early.cfg');
  writeFileSync(early, `search.fs_uuid ${rootUuid} root\nset prefix=($root)/boot/grub\n`);
  tool('grub-mkimage', ['-O', format, '-o', image, '-p', '/boot/grub', '-c', early, ...grubModules, ...extra]);
  return image;
}

/** Offsets from GRUB's boot.S and diskboot.S; see the design page on offline disks. */
function installBiosGrub(file: string, scratch: string): void {
  const boot = readFileSync(path.join(biosGrub, 'boot.img'));
  const core = readFileSync(grubImage('i386-pc', ['biosdisk'], scratch));
  const start = (biosBootStart * mebibyte) / sector;
  boot.writeBigUInt64LE(BigInt(start), 0x5c);
  boot[0x64] = 0xff;
  boot.writeUInt16LE(0x9090, 0x66);
  core.writeBigUInt64LE(BigInt(start + 1), sector - 12);
  core.writeUInt16LE(Math.ceil(core.length / sector) - 1, sector - 4);
  core.writeUInt16LE(0x820, sector - 2);
  const disk = openSync(file, 'r+');
  writeSync(disk, boot, 0, 3, 0);
  writeSync(disk, boot, 0x5a, 0x1b8 - 0x5a, 0x5a);
  writeSync(disk, core, 0, core.length, start * sector);
  closeSync(disk);
}

function installUefiGrub(file: string, scratch: string): void {
  const image = grubImage('x86_64-efi', [], scratch);
  const esp = `${file}@@${espStart * mebibyte}`;
  tool('mkfs.vfat', [
    '-F',
    '16',
    '-s',
    '1',
    '--offset',
    `${(espStart * mebibyte) / sector}`,
    file,
    `${espSizeMiB * 1024}`,
  ]);
  tool('mmd', ['-i', esp, '::/EFI', '::/EFI/BOOT']);
  tool('mcopy', ['-i', esp, image, '::/EFI/BOOT/BOOTX64.EFI']);
}

const serialTerminal = [
  'serial --unit=0 --speed=115200',
  'terminal_input serial console',
  'terminal_output serial console',
];

export interface EntryRecipe {
  readonly kernelArguments: string;
  readonly initrd: boolean;
  /** Whether GRUB speaks on the serial console. */
  readonly serial: boolean;
}

/** A configuration that boots the kernel in /boot of the given tree at once. */
export function grubConfig(tree: string, { kernelArguments, initrd, serial }: EntryRecipe): string {
  const names = readdirSync(path.join(tree, 'boot'));
  const kernel = names.find((name) => name.startsWith('vmlinuz-'));
  const ramdisk = names.find((name) => name.startsWith('initrd.img-'));
  const loading = [`linux /boot/${kernel} ${kernelArguments}`, ...(initrd ? [`initrd /boot/${ramdisk}`] : [])];
  return [...(serial ? serialTerminal : []), 'set timeout=0', 'menuentry test {', ...loading, '}', ''].join('\n');
}

/** A tree that holds only what the boot loader reads: kernel and initrd. */
export function bootTree(root: string, tree: string): string {
  cpSync(path.join(root, 'boot'), path.join(tree, 'boot'), { recursive: true });
  return tree;
}

/** A copy of the whole system that knows its root filesystem. */
export function systemTree(root: string, tree: string): string {
  tool('cp', ['-a', root, tree]);
  writeFileSync(path.join(tree, 'etc/fstab'), `UUID=${rootUuid} / ext4 defaults 0 1\n`);
  return tree;
}
