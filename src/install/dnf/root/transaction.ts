import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Architecture } from '../../../architecture.ts';
import { ApplianceError, type Warning } from '../../../errors.ts';
import { hostArchitecture } from '../../../host/architecture.ts';
import { diskFull, diskFullHint, type Runner } from '../../../host/program/run.ts';
import { enterRoot, everyExitCode, guestEnvironment, runIsolated } from '../../../host/root/chroot.ts';
import type { InstallOptions } from '../../../plan/install-options.ts';
import type { RpmPackage } from '../ask/packages.ts';
import { define, rpmOptions } from '../rpm.ts';
import { databasePlace, packageLines } from './database.ts';
import { type FailedScriptlet, ScriptletWatch } from './scriptlets.ts';

/**
 * kernel-install(8) plugins that would make an initramfs now: it is made once, when the root is configured. A link to
 * /dev/null takes a plugin out.
 */
const maskedPlugins = ['50-dracut.install', '51-dracut-rescue.install'] as const;
const pluginFolder = 'etc/kernel/install.d';

/**
 * Installs the packages into an empty root with the host's rpm, in one transaction. Scriptlets run inside the root, with
 * a minimal /dev, a read-only /sys and processes of their own.
 *
 * @param folder has the package files, already verified
 * @returns a warning for each scriptlet that failed, if that is to be forgiven
 * @throws ApplianceError codes `scriptlet-failed`, `file-conflict`, `no-space`, `install-failed`
 */
export async function installRpms(
  runner: Runner,
  packages: readonly RpmPackage[],
  folder: string,
  root: string,
  options: InstallOptions & { readonly arch: Architecture; readonly epochSeconds: number },
): Promise<Warning[]> {
  const plugins = path.join(root, pluginFolder);
  await fs.mkdir(plugins, { recursive: true });
  for (const name of maskedPlugins) await fs.symlink('/dev/null', path.join(plugins, name));
  const list = await writeList(folder, packages);
  const watch = new ScriptletWatch();
  await using chroot = await enterRoot(runner, root);
  // rpm takes it for the time of the installation, too.
  const env = { ...guestEnvironment, SOURCE_DATE_EPOCH: String(options.epochSeconds) };
  const { exitCode, tail } = await runIsolated(
    runner,
    { root: undefined, mountProcOn: path.join(chroot.root, 'proc'), env },
    'rpm',
    [
      ...rpmOptions(databasePlace, root),
      ...define('_flush_io', '0'),
      // rpm would refuse packages for other machines than this one.
      ...(options.arch === hostArchitecture() ? [] : ['--ignorearch']),
      // As on every x86_64 host of this family: of two programs for one path, the 64-bit one is installed.
      ...define('_transaction_color', '3'),
      // An empty list would mean all languages.
      ...(options.languages === undefined ? [] : define('_install_langs', options.languages.join(':') || '%{nil}')),
      ...(options.excludeDocs ? ['--excludedocs'] : []),
      // The files were verified with the keys of the repositories; this database has none.
      ...['--upgrade', '--verbose', '--nosignature'],
      list,
    ],
    { cwd: folder, logOutput: true, okCodes: everyExitCode, onLine: (line) => watch.take(line) },
  );
  for (const name of maskedPlugins) await fs.rm(path.join(plugins, name), { force: true });
  // rpm 6 fails after any scriptlet; older ones only if a package is not in place therefore.
  const inPlace =
    exitCode === 0 || (watch.failed.length > 0 && (await countInstalled(runner, root)) === packages.length);
  if (!inPlace) throw failure(watch, tail);
  const [first] = watch.failed;
  if (first !== undefined && !options.ignoreBroken) throw scriptletError(first);
  return watch.failed.map((failed) => {
    const { code, message, detail } = scriptletError(failed);
    return { code, message: [message, ...detail.slice(-1)].join(': ') };
  });
}

/** @returns when the newest of the packages was built, in seconds since 1970 */
export async function newestPackage(runner: Runner, folder: string, packages: readonly RpmPackage[]): Promise<number> {
  const { stdout } = await runner.run(
    'rpm',
    [
      ...rpmOptions(databasePlace),
      ...[
        '--query',
        '--package',
        '--nosignature',
        '--queryformat',
        '%{BUILDTIME}\\n',
        await writeList(folder, packages),
      ],
    ],
    { cwd: folder, failure: 'the packages do not tell when they were built' },
  );
  return Math.max(0, ...stdout.split('\n').map(Number));
}

/** rpm parts its lines at blanks and takes them for patterns, which these names are free of, and their folder need not be. */
async function writeList(folder: string, packages: readonly RpmPackage[]): Promise<string> {
  const list = 'packages.list';
  await fs.writeFile(path.join(folder, list), packages.map(({ fileName }) => `${fileName}\n`).join(''));
  return list;
}

async function countInstalled(runner: Runner, root: string): Promise<number> {
  const { stdout } = await runner.run('rpm', [
    ...rpmOptions(databasePlace, root),
    ...['-qa', '--queryformat', '%{NAME}\\n'],
  ]);
  return packageLines(stdout).length;
}

function scriptletError({ scriptlet, nevra, ending, output }: FailedScriptlet): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'scriptlet-failed',
    message: `the ${scriptlet} scriptlet of ${nevra} failed (${ending})`,
    detail: output,
    hint: 'it is the package that is at fault, or it needs another one that it does not ask for; %packages --ignorebroken goes on after scriptlets that fail when the package is already in place',
  });
}

function failure(watch: ScriptletWatch, tail: readonly string[]): ApplianceError {
  const lines = tail.filter((line) => /^(?:error|warning):|^\s/.test(line)).map((line) => line.trim());
  const conflict = tail.some((line) => /conflicts (?:with|between)/.test(line));
  const full = tail.some((line) => diskFull.test(line) || /needs \S+ (?:more space|inodes) on the/.test(line));
  const [failed] = watch.failed;
  if (failed !== undefined && !full) return scriptletError(failed);
  return new ApplianceError({
    kind: 'build',
    code: full ? 'no-space' : conflict ? 'file-conflict' : 'install-failed',
    message: full
      ? 'there is no room to install the packages'
      : conflict
        ? 'packages bring the same file with different content'
        : 'rpm cannot install the packages',
    detail: lines.length > 0 ? lines : tail,
    hint: full
      ? diskFullHint
      : conflict
        ? 'exclude one of the packages with "-name" in %packages'
        : 'the lines above are what rpm says; build.log has all of them',
  });
}
