// A user as self-hosted runners have one: not root, and allowed to become root without a password.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import {
  findTools,
  installPackages,
  packageFamily,
  packagesFor,
  requireTools,
} from '../../../src/host/program/doctor.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { sanePath } from '../../../src/host/root/mount.ts';
import type { RunnerUser } from './user.ts';

/**
 * Needs root. Installs sudo if it is missing.
 *
 * @returns the user; gone from the machine when disposed of
 */
export async function makeRunnerUser(): Promise<RunnerUser & Disposable> {
  await installSudo();
  const name = `runner-${randomBytes(4).toString('hex')}`;
  execFileSync('useradd', ['--create-home', '--shell', '/bin/bash', name]);
  const sudoers = `/etc/sudoers.d/${name}`;
  writeFileSync(sudoers, `${name} ALL=(ALL) NOPASSWD: ALL\n`, { mode: 0o440 });
  const entry = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':');
  return {
    name,
    uid: Number(entry[2]),
    gid: Number(entry[3]),
    home: entry[5] ?? '/',
    [Symbol.dispose]() {
      rmSync(sudoers, { force: true });
      execFileSync('userdel', ['--remove', name], { stdio: 'ignore' });
    },
  };
}

/** The same way as `doctor --install`. */
export async function installSudo(): Promise<void> {
  const runner = createRunner({ signal: new AbortController().signal, log: () => undefined, env: { PATH: sanePath } });
  const look = () => findTools(runner, new Set(['unprivileged-runner']), sanePath, false);
  const missing = (await look()).filter(({ path }) => path === undefined);
  const family = await packageFamily();
  if (missing.length > 0 && family !== undefined) await installPackages(runner, packagesFor(missing, family), family);
  requireTools(await look(), family);
}
