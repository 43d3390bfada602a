import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { RepositorySpec } from '../../../appliance/appliance.ts';
import { ApplianceError, type Warning } from '../../../errors.ts';
import type { Runner } from '../../../host/program/run.ts';
import { everyExitCode } from '../../../host/root/chroot.ts';
import type { RpmPackage } from '../ask/packages.ts';
import { withoutCredentials } from '../ask/refusals.ts';
import { rpmOptions } from '../rpm.ts';
import type { Key } from './keys.ts';
import { releaseKeys } from './release-keys.ts';

export type Verdict = 'verified' | 'unsigned' | 'unknown-key' | 'bad';

export interface SignatureCheck {
  /** Existing folder with the package files. */
  readonly folder: string;
  readonly packages: readonly RpmPackage[];
  readonly repositories: readonly RepositorySpec[];
  readonly keys: ReadonlyMap<string, readonly Key[]>;
  /** Any package that is not verified is an error. */
  readonly required: boolean;
  readonly scratch: string;
}

/**
 * Verifies every package with the keys of its repository, or without them with those that the release packages of the
 * set bring. A bad signature is an error everywhere; one that is missing or by an unknown key is where the repository
 * has keys of its own, or is to be checked, or signatures are required.
 *
 * @returns a warning for each repository with packages that are not verified
 * @throws ApplianceErrors codes `bad-signature`, `not-verified`
 */
export async function checkSignatures(runner: Runner, check: SignatureCheck): Promise<Warning[]> {
  const fromRelease = await releaseKeys(runner, check);
  const warnings: Warning[] = [];
  for (const [name, packages] of byRepository(check.packages)) {
    const repository = check.repositories.find((one) => one.name === name);
    const own = check.keys.get(name);
    const keys = own ?? fromRelease;
    const keyring = path.join(check.scratch, `keyring-${name}`);
    const options = await openKeyring(runner, keyring, keys, own === undefined);
    const verdicts = await verdictsOf(runner, options, check.folder, packages);
    const bad = packages.filter(({ fileName }) => verdicts.get(fileName) === 'bad');
    if (bad.length > 0) throw badSignature(bad, name, repository);
    const open = packages.filter(({ fileName }) => verdicts.get(fileName) !== 'verified');
    if (open.length === 0) continue;
    const told = notVerified(open, verdicts, { name, keys, repository });
    if (check.required || repository?.checkSignatures === true) {
      throw new ApplianceError({ kind: 'build', ...told });
    }
    warnings.push(told);
  }
  return warnings;
}

function byRepository(packages: readonly RpmPackage[]): Map<string, RpmPackage[]> {
  const groups = new Map<string, RpmPackage[]>();
  for (const one of packages) groups.set(one.repository, [...(groups.get(one.repository) ?? []), one]);
  return groups;
}

/**
 * Makes a keyring of some keys alone.
 *
 * @param keyring a folder that does not exist
 * @param forgiving keys that rpm does not take are passed over: release packages bring those of old releases, too, which
 *   newer versions of rpm refuse
 * @returns options with which rpm uses the keyring
 */
export async function openKeyring(
  runner: Runner,
  keyring: string,
  keys: readonly Key[],
  forgiving: boolean,
): Promise<readonly string[]> {
  await fs.mkdir(keyring);
  const options = rpmOptions(keyring);
  for (const [index, { text, source }] of keys.entries()) {
    const file = path.join(keyring, `key-${index}.asc`);
    await fs.writeFile(file, text);
    await runner.run('rpmkeys', [...options, '--import', file], {
      failure: `rpm does not take the key ${withoutCredentials(source)}`,
      ...(forgiving ? { okCodes: everyExitCode } : {}),
    });
  }
  return options;
}

async function verdictsOf(
  runner: Runner,
  options: readonly string[],
  folder: string,
  packages: readonly RpmPackage[],
): Promise<ReadonlyMap<string, Verdict>> {
  const { stdout } = await runner.run(
    'rpmkeys',
    [...options, '--checksig', '--verbose', ...packages.map(({ fileName }) => fileName)],
    { cwd: folder, okCodes: everyExitCode },
  );
  return parseChecksig(stdout);
}

/**
 * Reads what `rpmkeys --checksig --verbose` prints: a file's name and a colon, below it a line for each digest and
 * signature that ends in OK, NOTTRUSTED, NOKEY or BAD.
 *
 * @returns by file name; a file of which nothing was said is missing
 */
export function parseChecksig(text: string): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  let file: string | undefined;
  let states: string[] = [];
  const close = () => {
    if (file !== undefined) verdicts.set(file, verdictOf(states));
    states = [];
  };
  for (const line of text.split('\n')) {
    const name = /^(\S.*\.rpm):$/.exec(line)?.[1];
    if (name !== undefined) {
      close();
      file = path.basename(name);
    } else if (/^\s+\S/.test(line)) {
      states.push(line.trim());
    }
  }
  close();
  return verdicts;
}

function verdictOf(lines: readonly string[]): Verdict {
  if (lines.some((line) => /: BAD\b|\bBAD\)?$/.test(line))) return 'bad';
  const signatures = lines.filter((line) => /signature/i.test(line) && !/: NOTFOUND$/.test(line));
  if (signatures.length === 0) return 'unsigned';
  const good = signatures.filter((line) => /: OK\b/.test(line));
  if (good.length === 0) return 'unknown-key';
  // In packages of rpm before 4.14 the signed header may lack the digest of the payload, which anybody could change then.
  const coversPayload =
    good.some((line) => !/^Header\b/.test(line)) || lines.some((line) => /^Payload\b.*digest: OK\b/.test(line));
  return coversPayload ? 'verified' : 'unsigned';
}

function badSignature(
  bad: readonly RpmPackage[],
  name: string,
  repository: RepositorySpec | undefined,
): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'bad-signature',
    message: `${listed(bad)} of the repository ${name} ${bad.length === 1 ? 'has' : 'have'} a bad signature: somebody changed ${bad.length === 1 ? 'it' : 'them'} after signing`,
    position: repository?.position,
    hint: 'do not use this repository until its owner explains it',
  });
}

function notVerified(
  open: readonly RpmPackage[],
  verdicts: ReadonlyMap<string, Verdict>,
  { name, keys, repository }: { name: string; keys: readonly Key[]; repository: RepositorySpec | undefined },
) {
  const unsigned = open.filter(({ fileName }) => verdicts.get(fileName) === 'unsigned');
  const why =
    unsigned.length === open.length
      ? 'unsigned'
      : keys.length === 0
        ? 'signed by a key that is not known'
        : 'signed by another key or not at all';
  return {
    code: 'not-verified',
    message: `${open.length === 1 ? 'a package' : `${open.length} packages`} of the repository ${name} cannot be verified: ${listed(open)} ${open.length === 1 ? 'is' : 'are'} ${why}`,
    position: repository?.position,
    hint:
      unsigned.length === open.length
        ? `have ${open.length === 1 ? 'it' : 'them'} signed: rpmsign --addsign`
        : `name the key in %addon org_appliance_build: repo ${name} --gpgkey=FILE-OR-URL`,
  };
}

const mostNames = 5;

function listed(packages: readonly RpmPackage[]): string {
  const names = packages.map(({ name }) => name);
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}
