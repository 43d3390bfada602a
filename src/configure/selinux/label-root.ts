import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError, type Warning } from '../../errors.ts';
import type { Runner, RunResult } from '../../host/program/run.ts';
import { type Chroot, enterRoot, everyExitCode } from '../../host/root/chroot.ts';
import { bindMount } from '../../host/root/mount.ts';
import { type RootFiles, rootFiles } from '../../host/root/root-files.ts';
import { findProgram } from '../guest.ts';
import { filesOfOtherDevices } from './other-devices.ts';
import { findPolicy, type SelinuxPolicy } from './policy.ts';

export interface LabelOptions {
  /** Mount points of ext filesystems: each gets the lost+found that mke2fs makes, so that it can be labelled. */
  readonly lostFoundIn: readonly string[];
}

export interface Labelling {
  readonly state: 'labelled' | 'no-policy' | 'disabled' | 'failed';
  readonly warnings: readonly Warning[];
}

const program = 'setfiles';
const labelsFailed = 'selinux-labels-failed';
/** A second view of the root in the guest's temporary /run: without what is mounted on /dev, /proc, /sys and /run. */
const view = '/run/appliance-build-labels';
const listFile = '/run/appliance-build-label-list';
/** Asks for a relabelling at the next boot (selinux-autorelabel(8)). */
const relabelMarker = '/.autorelabel';

/**
 * Gives every file in the root the SELinux label that the root's own policy has for it, by the root's own setfiles(8).
 * Files that have theirs are not written: after a run over the installed packages another one costs under a second.
 *
 * Like anaconda it labels nothing when SELinux is disabled: the guest relabels itself when that changes.
 *
 * @throws ApplianceError code `selinux-labels-failed` if the guest is to enforce its policy, which it could not boot with
 */
export async function labelRoot(
  runner: Runner,
  chroot: Chroot,
  { lostFoundIn }: LabelOptions = { lostFoundIn: [] },
): Promise<Labelling> {
  const files = rootFiles(chroot.root);
  const policy = await findPolicy(files);
  if (policy === undefined) return { state: 'no-policy', warnings: [] };
  if (policy.mode === 'disabled') return { state: 'disabled', warnings: [] };
  if ((await findProgram(files, program)) === undefined) return { state: 'failed', warnings: [programMissing] };
  for (const mountPoint of lostFoundIn) await makeLostFound(files, mountPoint);
  const { exitCode, tail } = await setLabels(runner, chroot, files, policy);
  if (exitCode !== 0) return { state: 'failed', warnings: [failure(policy, tail)] };
  await files.remove(relabelMarker);
  return { state: 'labelled', warnings: [] };
}

/**
 * Labels freshly installed packages, so that a layer is kept with its labels and those of the finished root are soon done.
 * What goes wrong here the last run says: it knows whether the guest is to enforce its policy.
 */
export async function labelLayer(runner: Runner, root: string): Promise<void> {
  await using chroot = await enterRoot(runner, root);
  await labelRoot(runner, chroot).catch((error: unknown) => {
    if (!(error instanceof ApplianceError) || error.code !== labelsFailed) throw error;
  });
}

async function setLabels(
  runner: Runner,
  chroot: Chroot,
  files: RootFiles,
  policy: SelinuxPolicy,
): Promise<Pick<RunResult, 'exitCode' | 'tail'>> {
  await using _view = await bindMount(runner, chroot.root, path.join(chroot.root, view));
  const setfiles = (...args: readonly string[]) =>
    chroot.run(program, [...setfilesOptions(policy), ...args], { okCodes: everyExitCode, logOutput: true });
  const whole = await setfiles(policy.fileContexts, view);
  const others = await filesOfOtherDevices(chroot.root);
  if (whole.exitCode !== 0 || others.length === 0) return whole;
  await files.write(listFile, others.map((file) => `${globQuoted(`${view}${file}`)}\0`).join(''));
  return await setfiles('-0', '-f', listFile, policy.fileContexts);
}

/**
 * setfiles(8): -F sets all parts of a context, not the type alone; -m: take no heed of what this kernel says of mounts, as it
 * need not know SELinux; -r: look paths up as if the view were the root.
 */
function setfilesOptions({ compiled }: SelinuxPolicy): string[] {
  return ['-F', '-m', '-r', view, ...(compiled === undefined ? [] : ['-c', compiled])];
}

/** setfiles takes each path for a glob(7) pattern with braces. */
const globQuoted = (file: string): string => file.replaceAll(/[\\*?[\]{}]/g, (character) => `\\${character}`);

async function makeLostFound(files: RootFiles, mountPoint: string): Promise<void> {
  await fs.mkdir(path.join(await files.path(mountPoint), 'lost+found'), { mode: 0o700 }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

const programMissing: Warning = {
  code: 'selinux-unlabelled',
  message:
    'the guest has an SELinux policy, but no setfiles: its files got no labels, and it could not enforce the policy',
  hint: 'add policycoreutils to %packages, or write "selinux --disabled"',
};

function failure({ mode }: SelinuxPolicy, tail: readonly string[]): Warning {
  const message = "the guest's setfiles could not give all files their SELinux labels";
  const last = tail.at(-1);
  if (mode !== 'enforcing') {
    return { code: 'selinux-unlabelled', message: last === undefined ? message : `${message}: ${last}` };
  }
  throw new ApplianceError({
    kind: 'build',
    code: labelsFailed,
    message,
    detail: tail,
    hint: 'with "selinux --permissive" the build goes on',
  });
}
