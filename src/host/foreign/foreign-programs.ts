import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Architecture } from '../../architecture.ts';
import { ApplianceError, messageOf } from '../../errors.ts';
import { hostArchitecture } from '../architecture.ts';
import { findProgram } from '../program/doctor.ts';
import type { Runner } from '../program/run.ts';
import { everyExitCode } from '../root/chroot.ts';
import { mountBinfmtMisc, sanePath } from '../root/mount.ts';
import type { InnerSide } from '../root/namespace.ts';
import { Scope } from '../scope.ts';
import { dropEntry, registration, shownEntry } from './binfmt.ts';
import { exitCodeOfProgram, exitProgram } from './elf.ts';

/** QEMU's emulators of single programs, linked statically: in a chroot there are none of their libraries. */
export const emulators: Readonly<Partial<Record<Architecture, readonly [string, ...string[]]>>> = {
  aarch64: ['qemu-aarch64-static', 'qemu-aarch64'],
};

/** How the programs of an appliance are run. */
export interface ForeignPrograms extends AsyncDisposable {
  /** In words, for the user; undefined: they are this machine's own. */
  readonly how: string | undefined;
}

/**
 * Makes sure that programs of an architecture run here, in a chroot, too. If the kernel has no interpreter for them, QEMU is
 * registered as one (binfmt_misc), until this is disposed of. Where every mount of binfmt_misc is this build's own, the entry
 * goes with the build's mount namespace whatever happens (Linux 6.7 and later).
 *
 * @param scratch an existing folder
 * @param owner is told of the entry, which other programs of the machine see, too
 * @throws ApplianceError code `foreign-programs` that says what is missing
 */
export async function runForeignPrograms(
  runner: Runner,
  arch: Architecture,
  scratch: string,
  owner: Pick<InnerSide, 'own' | 'disown'>,
): Promise<ForeignPrograms> {
  const scope = new Scope();
  const foreign = (how: string | undefined) => ({ how, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() });
  if (arch === hostArchitecture()) return foreign(undefined);
  try {
    if (await runsProgram(runner, arch, scratch)) return foreign('by the interpreter that this machine has for them');
    const emulator = await findProgram(emulators[arch] ?? [], sanePath);
    if (emulator === undefined) throw cannotRun(arch, ['there is no emulator for them on this machine']);
    await register(runner, { arch, emulator, scratch, owner, scope });
    if (await runsProgram(runner, arch, scratch)) return foreign(`by ${emulator}`);
    throw cannotRun(arch, [`${emulator} is registered (binfmt_misc), but a program that only ends does not run`]);
  } catch (error) {
    await scope.abandon();
    throw error;
  }
}

/** In an empty root: an interpreter that the kernel does not hold open would be missing there. */
async function runsProgram(runner: Runner, arch: Architecture, scratch: string): Promise<boolean> {
  const root = await fs.mkdtemp(path.join(scratch, 'foreign-'));
  try {
    await fs.writeFile(path.join(root, 'program'), exitProgram(arch), { mode: 0o755 });
    const { exitCode } = await runner.run('chroot', [root, '/program'], { okCodes: everyExitCode });
    return exitCode === exitCodeOfProgram;
  } finally {
    await fs.rm(root, { recursive: true });
  }
}

interface Registration {
  readonly arch: Architecture;
  readonly emulator: string;
  readonly scratch: string;
  readonly owner: Pick<InnerSide, 'own' | 'disown'>;
  readonly scope: Scope;
}

async function register(runner: Runner, { arch, emulator, scratch, owner, scope }: Registration): Promise<void> {
  const folder = path.join(scratch, 'binfmt_misc');
  const name = `appliance-build-${randomBytes(4).toString('hex')}`;
  try {
    scope.use(await mountBinfmtMisc(runner, folder));
    owner.own(shownEntry(name));
    scope.defer(() => owner.disown(shownEntry(name)));
    await fs.writeFile(path.join(folder, 'register'), registration(name, arch, emulator), { flag: 'r+' });
    scope.defer(() => dropEntry(path.join(folder, name)));
  } catch (error) {
    if (error instanceof ApplianceError && error.kind === 'interrupted') throw error;
    const detail = error instanceof ApplianceError ? error.detail : [];
    throw cannotRun(arch, ['the kernel takes no interpreter for them (binfmt_misc)', messageOf(error), ...detail]);
  }
}

function cannotRun(arch: Architecture, detail: readonly string[]): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'foreign-programs',
    message: `this machine cannot run the programs of an appliance for ${arch}`,
    detail,
    hint:
      emulators[arch] === undefined
        ? `build it on a machine of ${arch}`
        : `build it on a machine of ${arch}, or one with qemu-user-static and a kernel that has binfmt_misc; in a container start it privileged`,
  });
}
