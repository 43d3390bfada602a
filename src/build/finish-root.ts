import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { entryName } from '../configure/boot/boot-entries.ts';
import { finishFedoraBoot } from '../configure/boot/fedora-boot.ts';
import { entryToken } from '../configure/boot/kernel-install.ts';
import { loaderSettings } from '../configure/boot/loader-settings.ts';
import { detectFamily, type Family, systemId } from '../configure/family.ts';
import { kernelsOf } from '../configure/kernels.ts';
import { removeTraces } from '../configure/leftovers.ts';
import { type Labelling, labelRoot } from '../configure/selinux/label-root.ts';
import { writeBootFiles } from '../disk/boot/boot-files.ts';
import type { Warning } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';
import type { Chroot } from '../host/root/chroot.ts';
import { rootFiles } from '../host/root/root-files.ts';
import type { Kernel } from '../plan/boot/kernels.ts';
import type { BootLoaderPlan, Plan } from '../plan/plan.ts';
import type { StoragePlan } from '../plan/volumes/storage.ts';
import { filesystemsOf } from '../plan/volumes/volumes.ts';

export interface FinishInputs {
  readonly chroot: Chroot;
  readonly plan: Pick<Plan, 'name' | 'arch' | 'disks' | 'volumeGroups' | 'arrays' | 'bootLoader'>;
  /** GRUB's hash of the password for its menu. Never print it. */
  readonly passwordHash: string | undefined;
  readonly scratch: string;
}

export interface FinishedRoot {
  /** As planned, with what the scripts changed in its settings. */
  readonly bootLoader: BootLoaderPlan;
  /** It boots with Secure Boot. */
  readonly signed: boolean;
  readonly family: Family['name'];
  /** Its files have SELinux labels. */
  readonly labelled: boolean;
  readonly warnings: readonly Warning[];
  /** What the boot loader left for the disks. */
  readonly bootScratch: string;
}

/**
 * The last that is written to the root: the files of the boot loader and, when nothing else changes any more, SELinux labels.
 */
export async function finishRoot(
  runner: Runner,
  { chroot, plan, passwordHash, scratch }: FinishInputs,
): Promise<FinishedRoot> {
  const { root } = chroot;
  const files = rootFiles(root);
  await removeTraces(files);
  const settings = await loaderSettings[plan.bootLoader.loader].read(files, plan);
  const { name: family } = await detectFamily(files);
  await finishFedoraBoot(files, plan, settings);
  const bootLoader = { ...plan.bootLoader, ...settings };
  const espDisk = plan.disks.find(({ name }) => name === bootLoader.uefi?.disk);
  const esp = espDisk?.partitions.find(({ number }) => number === bootLoader.uefi?.partition)?.filesystem;
  const bootScratch = path.join(scratch, 'boot-files');
  await fs.mkdir(bootScratch);
  const { signed } = await writeBootFiles(runner, {
    arch: plan.arch,
    storage: plan,
    bootLoader,
    kernels: await kernelsOf(files),
    passwordHash,
    guestRoot: root,
    chroot,
    bootDirectory: path.join(root, 'boot'),
    espDirectory: esp?.mountPoint === undefined ? undefined : path.join(root, esp.mountPoint),
    family,
    systemId: await systemId(files),
    entryName: entryNames(plan, family),
    title: await titleOf(root, plan.name),
    scratch: bootScratch,
  });
  const lostFoundIn = filesystemsOf(plan).flatMap(({ type, mountPoint }) =>
    type.startsWith('ext') && mountPoint !== undefined ? [mountPoint] : [],
  );
  const labelling = await labelRoot(runner, chroot, { lostFoundIn });
  const warnings = [...labelling.warnings, ...(family === 'fedora' ? noPolicyNote(labelling) : [])];
  return { bootLoader, signed, bootScratch, family, labelled: labelling.state === 'labelled', warnings };
}

/** Debian's installations have no policy as a rule; those of Fedora do. */
function noPolicyNote({ state }: Labelling): Warning[] {
  if (state !== 'no-policy') return [];
  const message = 'the guest has no SELinux policy, so its files have no labels';
  return [{ code: 'selinux-no-policy', severity: 'note', message, hint: 'add selinux-policy-targeted to %packages' }];
}

/** The names of the entries that `finishFedoraBoot` writes. */
function entryNames(storage: StoragePlan, family: Family['name']): ((kernel: Kernel) => string) | undefined {
  const token = family === 'fedora' ? entryToken(storage) : undefined;
  return token === undefined ? undefined : (kernel) => entryName(token, kernel);
}

/** What the boot menu calls the system: its own name for itself (os-release(5)). */
async function titleOf(root: string, fallback: string): Promise<string> {
  const text = await fs.readFile(path.join(root, 'usr/lib/os-release'), 'utf8').catch(() => '');
  return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(text)?.[1] ?? fallback;
}
