import * as path from 'node:path';
import { ApplianceError } from '../../../errors.ts';
import { comparePackages, type PackageFile } from '../../package-files.ts';
import type { DnfPackage } from '../program.ts';

/** A resolved package and where it comes from. */
export interface RpmPackage extends PackageFile {
  readonly repository: string;
  /** Path in the repository. */
  readonly location: string;
}

/**
 * What RPM allows in each part of a package's name; they become file names and arguments here, and metadata may hold
 * anything. A name begins with a letter, a digit or `_`, so none is taken for an option.
 */
const partPattern = /^[A-Za-z0-9._+~^-]+$/;
const namePattern = /^[A-Za-z0-9_][A-Za-z0-9._+~^-]*$/;
const sha256Pattern = /^[0-9a-f]{64}$/;

/** @throws ApplianceError codes `no-checksum`, `bad-metadata` */
export function rpmPackages(found: readonly DnfPackage[]): RpmPackage[] {
  return found.map(rpmPackage).sort(comparePackages);
}

function rpmPackage(found: DnfPackage): RpmPackage {
  const { name, epoch, version, release, arch, checksum } = found;
  const fileName = `${name}-${version}-${release}.${arch}.rpm`;
  if (!namePattern.test(name) || ![version, release, arch].every((part) => partPattern.test(part))) {
    throw new ApplianceError({
      kind: 'build',
      code: 'bad-metadata',
      message: `the repository ${found.repository} has a package with the impossible name ${JSON.stringify(fileName)}`,
    });
  }
  if (!sha256Pattern.test(checksum)) {
    throw new ApplianceError({
      kind: 'build',
      code: 'no-checksum',
      message: `the repository ${found.repository} lists ${path.basename(fileName, '.rpm')} without a SHA-256 checksum, so it can't be verified`,
      hint: 'make the repository anew: createrepo_c --checksum=sha256',
    });
  }
  return {
    name,
    version: `${epoch === 0 ? '' : `${epoch}:`}${version}-${release}`,
    arch,
    sha256: checksum,
    sizeBytes: found.sizeBytes,
    installedBytes: found.installedBytes,
    repository: found.repository,
    location: found.location,
    fileName,
  };
}
