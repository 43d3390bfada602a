import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../../errors.ts';
import type { Runner } from '../../../host/program/run.ts';
import { type Chroot, enterRoot, everyExitCode } from '../../../host/root/chroot.ts';
import { rootFiles } from '../../../host/root/root-files.ts';
import type { ResolvedPackage } from '../../backend.ts';
import { rpmOptions, writtenFormat } from '../rpm.ts';

/** Where the database lies while packages are installed, and where Fedora (36) and EL (10) have it for good. */
export const databasePlace = '/usr/lib/sysimage/rpm';
/** The second one came with rpm 6. */
const lockFiles = ['.rpm.lock', '.keyring.lock'] as const;
/** In the guest; only there while the database is moved from one format to another. */
const exported = '/var/tmp/rpm-headers';

/**
 * Brings the database to the place and into the format that the guest's own rpm reads. A guest without rpm keeps it where
 * it is. The guest's rpm must then see just the packages that were resolved.
 *
 * @throws ApplianceError code `rpm-database` if it sees others
 */
export async function settleDatabase(
  runner: Runner,
  root: string,
  packages: readonly ResolvedPackage[],
): Promise<void> {
  const files = rootFiles(root);
  const host = rpmOptions(databasePlace, root);
  // One tidy file: what the transaction left beside it would otherwise differ from build to build.
  await runner.run('rpmdb', [...host, '--rebuilddb'], { failure: 'the rpm database cannot be made anew' });
  for (const name of lockFiles) await files.remove(`${databasePlace}/${name}`);
  if (!(await files.exists('/usr/bin/rpm'))) return await removeJournal(await files.path(databasePlace));
  await using chroot = await enterRoot(runner, root);
  const [place = databasePlace, format = writtenFormat] = await settingsOf(chroot);
  if (format !== writtenFormat) {
    await runner.run('rpmdb', [...host, '--exportdb'], { outputFile: await files.path(exported) });
    await fs.rm(await files.path(databasePlace), { recursive: true });
    await chroot.run('rpmdb', ['--importdb'], {
      inputFile: await files.path(exported),
      failure: `the guest's rpm cannot take over the database in its format ${format}`,
    });
    await files.remove(exported);
    for (const name of lockFiles) await files.remove(`${place}/${name}`);
  } else {
    await move(await files.path(databasePlace), await files.path(place));
  }
  const { stdout } = await chroot.run('rpm', ['-qa', '--queryformat', '%{NAME} %{EVR} %{ARCH}\\n'], {
    okCodes: everyExitCode,
  });
  await removeJournal(await files.path(format === writtenFormat ? place : databasePlace));
  compare(stdout, packages);
}

/** The lines of `rpm -qa`, each beginning with a name, without the keys that a release package imported: they are listed, too. */
export const packageLines = (listing: string): string[] =>
  listing.split('\n').filter((line) => line !== '' && !/^gpg-pubkey(?: |$)/.test(line));

/** Metadata may call a package something else than it is; and a database that the guest cannot read has nothing at all. */
function compare(listing: string, packages: readonly ResolvedPackage[]): void {
  const seen = new Set(packageLines(listing).map((line) => line.replace(' 0:', ' ')));
  const resolved = new Set(packages.map(({ name, version, arch }) => `${name} ${version} ${arch}`));
  const differing = [
    ...[...resolved].filter((one) => !seen.has(one)).map((one) => `not there: ${one}`),
    ...[...seen].filter((one) => !resolved.has(one)).map((one) => `not asked for: ${one}`),
  ];
  if (differing.length === 0) return;
  throw new ApplianceError({
    kind: 'build',
    code: 'rpm-database',
    message: `what the guest's rpm says is installed differs from what the repositories call it: ${seen.size} packages, and ${resolved.size} were resolved`,
    detail: differing.slice(0, mostDifferences),
    hint: 'the metadata of a repository is wrong: make it anew with createrepo_c; or, if no package is there, please report the name of the distribution',
  });
}

const mostDifferences = 10;

/** Reading leaves an empty journal and its index (sqlite.org/wal.html), which would differ from build to build. */
async function removeJournal(folder: string): Promise<void> {
  const journal = path.join(folder, 'rpmdb.sqlite-wal');
  const stat = await fs.stat(journal).catch(() => undefined);
  if (stat?.size !== 0) return;
  for (const file of [journal, path.join(folder, 'rpmdb.sqlite-shm')]) await fs.rm(file, { force: true });
}

async function settingsOf(chroot: Chroot): Promise<string[]> {
  const { stdout } = await chroot.run('rpm', ['--eval', '%{_dbpath}', '--eval', '%{?_db_backend}'], {
    failure: "the guest's rpm does not say where its database is",
  });
  return stdout.split('\n').map((line) => line.trim());
}

/** Distributions that moved the database leave a link at the old place: then both paths are one folder. */
async function move(from: string, to: string): Promise<void> {
  if (from === to) return;
  await fs.mkdir(to, { recursive: true });
  for (const name of await fs.readdir(from)) await fs.rename(path.join(from, name), path.join(to, name));
  await fs.rmdir(from);
}
