import { spawnSync } from 'node:child_process';

/** Whom the steps run as, and with whose rights the runner signals and cleans up; made by the test. */
export interface RunnerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** Words before a command that make it run as the user; none without one. */
export function asUser(user: RunnerUser | undefined): string[] {
  return user === undefined ? [] : ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups'];
}

/** Runs a command with the rights of the runner, and waits. @returns what it printed */
export function runAs(user: RunnerUser | undefined, command: readonly [string, ...string[]]): string {
  const [program = '', ...args] = [...asUser(user), ...command];
  return spawnSync(program, args, { encoding: 'utf8' }).stdout;
}
