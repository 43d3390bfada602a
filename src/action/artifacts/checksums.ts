import { readFile } from 'node:fs/promises';
import { ApplianceError } from '../../errors.ts';
import { sha256OfFile } from '../../host/files/checksum.ts';
import type { OutputFolder } from './output-folder.ts';

const checksumsName = 'SHA256SUMS';

/** A file and its checksum, as actions/attest takes them for a subject. */
export interface Subject {
  readonly name: string;
  readonly sha256: string;
}

/**
 * Checksums of what is published of an appliance. Those of the disks come from SHA256SUMS, so that 10 GB are not read
 * once more, and must be those of the manifest; the small files beside them are read.
 *
 * @throws ApplianceError kind `build` if SHA256SUMS and the manifest differ
 */
export async function subjectsOf({ manifest, files }: OutputFolder): Promise<readonly Subject[]> {
  const sums = files.get(checksumsName);
  const listed = sums === undefined ? new Map<string, string>() : parseChecksums(await readFile(sums.path, 'utf8'));
  const ofDisks = new Map(manifest.disks.map(({ file, sha256 }) => [file, sha256]));
  for (const [file, sha256] of ofDisks) {
    if (listed.has(file) && listed.get(file) !== sha256) {
      throw new ApplianceError({
        kind: 'build',
        code: 'unusable-output',
        message: `SHA256SUMS and manifest.json of ${manifest.name} differ about ${file}`,
        hint: 'publish takes the output directory of a build, as it was written',
      });
    }
  }
  const subjects: Subject[] = [];
  for (const [name, { path }] of files) {
    subjects.push({ name, sha256: ofDisks.get(name) ?? listed.get(name) ?? (await sha256OfFile(path)) });
  }
  return subjects;
}

/** Reads the format of sha256sum(1), text or binary mode; lines of another form are left out. */
export function parseChecksums(text: string): ReadonlyMap<string, string> {
  const rows = [...text.matchAll(/^([0-9a-f]{64}) [ *](.+)$/gm)];
  return new Map(rows.map((row) => [row[2] ?? '', row[1] ?? '']));
}

/**
 * One file for all appliances: base names, as `sha256sum -c` and the `subject-checksums` of actions/attest take them.
 * Names that several appliances share, such as `manifest.json`, get the appliance's name before them, because the
 * subjects of an attestation must have names of their own.
 */
export function checksumsText(
  appliances: readonly { readonly name: string; readonly subjects: readonly Subject[] }[],
): string {
  const all = appliances.flatMap(({ subjects }) => subjects.map(({ name }) => name));
  const shared = new Set(all.filter((name, index) => all.indexOf(name) !== index));
  return appliances
    .flatMap(({ name: appliance, subjects }) =>
      subjects.map(({ name, sha256 }) => `${sha256}  ${shared.has(name) ? `${appliance}/${name}` : name}\n`),
    )
    .join('');
}
