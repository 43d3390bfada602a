import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import type { Chroot } from '../../host/root/chroot.ts';
import { mountOn, unmount } from '../../host/root/mount.ts';
import { rootFiles } from '../../host/root/root-files.ts';
import { Scope } from '../../host/scope.ts';
import { mebibyte, sectorBytes } from '../bytes.ts';
import { createSparseFile, readBytes } from '../disk-file.ts';
import { firstExisting } from './guest-file.ts';
import type { Ldlinux } from './ldlinux.ts';

/** Debian, Fedora. */
const programs = ['/usr/bin/extlinux', '/usr/sbin/extlinux', '/sbin/extlinux'];
const loopMajor = 7;
const failure = "can't run the guest's extlinux";

export interface TemplatePlaces {
  readonly guestRoot: string;
  /** That root, entered. */
  readonly chroot: Pick<Chroot, 'run'>;
  /** An existing directory. */
  readonly scratch: string;
}

/**
 * Has the guest's extlinux install itself on a small filesystem in a file of its own, which is thrown away, to come by
 * ldlinux.sys and its boot sector: extlinux keeps both inside of its program and knows no other way to give them out.
 *
 * @throws ApplianceError codes `boot-loader-missing`, `tool-failed`
 */
export async function ldlinuxTemplate(runner: Runner, places: TemplatePlaces): Promise<Ldlinux> {
  const { guestRoot, scratch } = places;
  const guest = rootFiles(guestRoot);
  const program = `/${path.relative(guestRoot, await firstExisting(guest, programs))}`;
  const file = path.join(scratch, 'ldlinux.ext2');
  await createSparseFile(file, 2 * mebibyte);
  await runner.run('mke2fs', ['-q', '-F', '-t', 'ext2', file], { failure });
  const image = await installOn(runner, file, program, places);
  const bootSector = await readBytes(file, 0, sectorBytes);
  await fs.rm(file);
  return { image, bootSector };
}

async function installOn(
  runner: Runner,
  file: string,
  program: string,
  { guestRoot, chroot }: TemplatePlaces,
): Promise<Uint8Array> {
  await using scope = new Scope();
  // /run of the entered root is a filesystem of the build's own.
  const mountPoint = path.join(guestRoot, 'run/extlinux');
  await fs.mkdir(mountPoint);
  await mountOn(runner, ['-t', 'ext2', '-o', 'loop', file], mountPoint, { failure });
  scope.defer(() => unmount(runner, mountPoint));
  // extlinux opens the device that /proc/mounts names, to write its boot sector.
  const minor = minorOf((await fs.stat(mountPoint)).dev);
  const node = path.join(guestRoot, 'dev', `loop${minor}`);
  await runner.run('mknod', ['-m', '600', node, 'b', String(loopMajor), String(minor)], { failure });
  await chroot.run(program, ['--install', '/run/extlinux'], { failure });
  return await fs.readFile(path.join(mountPoint, 'ldlinux.sys'));
}

/** The minor number of a device number as Linux's stat(2) gives it (glibc, makedev(3)). */
const minorOf = (device: number) => (device & 0xff) | (Math.floor(device / 2 ** 12) & ~0xff);
