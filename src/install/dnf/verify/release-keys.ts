import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../../host/program/run.ts';
import { rootFiles } from '../../../host/root/root-files.ts';
import type { RpmPackage } from '../ask/packages.ts';
import { rpmOptions } from '../rpm.ts';
import { armor, type Key } from './keys.ts';

/** `fedora-gpg-keys`, `centos-gpg-keys`, `rocky-release`, `epel-release`, `almalinux-release`. */
const releasePackage = /(?:^|-)(?:release|gpg-keys|keyring|keys)(?:-|$)/;
const keyFolder = '/etc/pki/rpm-gpg';

/**
 * The keys that the release packages of a set bring: what the guest itself would trust. They are taken from the files,
 * as nothing is installed yet; the packages' scriptlets do not run.
 */
export async function releaseKeys(
  runner: Runner,
  {
    folder,
    packages,
    scratch,
  }: { readonly folder: string; readonly packages: readonly RpmPackage[]; readonly scratch: string },
): Promise<Key[]> {
  const bearers = packages.filter(({ name }) => releasePackage.test(name));
  if (bearers.length === 0) return [];
  const root = path.join(scratch, 'release-keys');
  await fs.mkdir(root);
  await runner.run(
    'rpm',
    [
      ...rpmOptions('/rpmdb', root),
      ...['--install', '--nodeps', '--noscripts', '--notriggers', '--nosignature', '--ignorearch', '--ignoreos'],
      ...bearers.map(({ fileName }) => fileName),
    ],
    { cwd: folder, failure: 'the release packages cannot be opened' },
  );
  return await keysIn(root);
}

/** @param root nobody has verified what is in it: no link leads out of it */
export async function keysIn(root: string): Promise<Key[]> {
  const files = rootFiles(root);
  const folder = await files.path(keyFolder);
  const keys: Key[] = [];
  for (const name of await files.list(keyFolder)) {
    const file = path.join(folder, name);
    // Links of the package lead to other keys of the same folder, or elsewhere.
    if (!(await fs.lstat(file)).isFile()) continue;
    const text = await fs.readFile(file, 'utf8');
    if (armor.test(text)) keys.push({ source: `${keyFolder}/${name}`, text });
  }
  return keys;
}
