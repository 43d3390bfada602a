import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { FilesystemType } from '../../../src/appliance/appliance.ts';
import { mebibyte } from '../../../src/disk/bytes.ts';
import { createRunner, type Runner } from '../../../src/host/program/run.ts';
import type { BootLoaderPlan, DiskPlan, FilesystemPlan, PartitionPlan } from '../../../src/plan/plan.ts';
import type { StoragePlan } from '../../../src/plan/volumes/storage.ts';

export const env = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};

export function testRunner(log: string[] = [], signal = new AbortController().signal): Runner {
  return createRunner({ signal, log: (line) => log.push(line), env });
}

/** A directory of the test's own, gone when the test is. */
export async function temporary(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'appliance-disk-'));
  return { path: folder, [Symbol.asyncDispose]: () => fs.rm(folder, { recursive: true, force: true }) };
}

/** Runs another program to judge our result; both of its streams are returned, and a failure throws with them. */
export function judge(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export const linuxGuid = '0FC63DAF-8483-4772-8E79-3D69D8477DE4';
export const espGuid = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';
export const swapGuid = '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F';
export const biosBootGuid = '21686148-6449-6E6F-744E-656564454649';

export const noBootLoader: BootLoaderPlan = {
  loader: 'none',
  hasPassword: false,
  bios: undefined,
  uefi: undefined,
  timeoutSeconds: 1,
  kernelArguments: [],
  serialConsole: false,
};

export function filesystem(
  type: FilesystemType,
  mountPoint: string | undefined,
  uuid: string,
  label?: string,
): FilesystemPlan {
  return { type, uuid, label, mountPoint };
}

type PartitionFields = Partial<PartitionPlan> & Pick<PartitionPlan, 'number' | 'type'>;

/** A partition in MiB; the kind follows from the rest. */
export function partition(startMiB: number, sizeMiB: number, fields: PartitionFields): PartitionPlan {
  const swap = fields.filesystem?.type === 'swap';
  return {
    startBytes: startMiB * mebibyte,
    sizeBytes: sizeMiB * mebibyte,
    kind: swap ? 'swap' : 'filesystem',
    guid: `00000000-1111-4222-8333-0000000000${String(fields.number).padStart(2, '0')}`,
    gptName: undefined,
    bootable: false,
    logical: false,
    filesystem: undefined,
    position: { file: 'test.ks', line: fields.number + 10, column: 1 },
    ...fields,
  };
}

export function gptDisk(name: string, sizeMiB: number, partitions: readonly PartitionPlan[]): DiskPlan {
  const table = { type: 'gpt', guid: 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE' } as const;
  return { name, device: 'sda', stem: `t-${name}`, sizeBytes: sizeMiB * mebibyte, table, partitions };
}

export function msdosDisk(name: string, sizeMiB: number, partitions: readonly PartitionPlan[]): DiskPlan {
  const table = { type: 'msdos', signature: 0xdeadbeef } as const;
  return { name, device: 'sda', stem: `t-${name}`, sizeBytes: sizeMiB * mebibyte, table, partitions };
}

/** Disks with nothing but partitions. */
export const plainStorage = (...disks: readonly DiskPlan[]): StoragePlan => ({ disks, volumeGroups: [], arrays: [] });

/** A tree with all that a filesystem of Unix can hold. */
export async function richTree(folder: string): Promise<string> {
  await fs.mkdir(path.join(folder, 'etc/deep er'), { recursive: true });
  await fs.writeFile(path.join(folder, 'etc/hostname'), 'hello\n');
  await fs.writeFile(path.join(folder, 'etc/deep er/secret'), 'x'.repeat(100_000), { mode: 0o600 });
  await fs.chown(path.join(folder, 'etc/deep er/secret'), 1000, 1001);
  await fs.link(path.join(folder, 'etc/hostname'), path.join(folder, 'etc/twin'));
  await fs.symlink('hostname', path.join(folder, 'etc/link'));
  await fs.mkdir(path.join(folder, 'tmp'));
  await fs.chmod(path.join(folder, 'tmp'), 0o1777);
  judge('mknod', path.join(folder, 'null'), 'c', '1', '3');
  const sparse = await fs.open(path.join(folder, 'sparse'), 'w');
  await sparse.truncate(500 * mebibyte);
  await sparse.close();
  return folder;
}

/** The part of a disk that a partition is, as a sparse file of its own. */
export async function extract(disk: string, { startBytes, sizeBytes }: PartitionPlan, file: string): Promise<string> {
  const options = `driver=raw,offset=${startBytes},size=${sizeBytes},file.driver=file,file.filename=${disk}`;
  judge('qemu-img', 'convert', '--image-opts', '-O', 'raw', options, file);
  return file;
}

/** Bytes that a file takes on the host's disk. */
export async function spaceOf(file: string): Promise<number> {
  return (await fs.stat(file)).blocks * 512;
}
