import { ApplianceError, type Position } from '../../errors.ts';
import { everyExitCode } from '../../host/root/chroot.ts';
import { findProgram, type Guest } from '../guest.ts';

/** The user or group that is to be made. */
export interface Wanted {
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly position: Position;
}

/** @throws ApplianceError code `useradd-missing` or `groupadd-missing`: the guest has no such program */
export async function requireAccountProgram(
  program: 'useradd' | 'groupadd',
  { kind, name, position }: Wanted,
  { files, family }: Guest,
): Promise<void> {
  if ((await findProgram(files, program)) !== undefined) return;
  throw new ApplianceError({
    kind: 'build',
    code: `${program}-missing`,
    message: `can't make the ${kind} ${name}: the guest has no ${program}`,
    position,
    hint: `add ${family.packages.accounts} to %packages`,
  });
}

/** @param args hold no password. @throws ApplianceError code `user-failed` or `group-failed` */
export async function runAccountProgram(
  program: 'useradd' | 'groupadd',
  args: readonly string[],
  { kind, name, position }: Wanted,
  { chroot }: Guest,
): Promise<void> {
  const { exitCode, tail } = await chroot.run(program, args, { okCodes: everyExitCode });
  if (exitCode === 0) return;
  throw new ApplianceError({
    kind: 'build',
    code: `${kind}-failed`,
    message: `can't make the ${kind} ${name}: ${program} failed with exit code ${exitCode}`,
    position,
    detail: tail,
  });
}
