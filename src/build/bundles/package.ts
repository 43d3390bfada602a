import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ArchiveKind } from '../../appliance/bundles.ts';
import { type ArchiveFile, earliestSeconds } from '../../bundle/archive/contents.ts';
import { writeArchive } from '../../bundle/archive/write.ts';
import { hasHoles } from '../../convert/writers.ts';
import type { Runner } from '../../host/program/run.ts';
import { formatBytes } from '../../report/format.ts';
import { type ArchiveResult, type Manifest, manifestName, manifestText } from '../../report/manifest/manifest.ts';
import type { Reporter } from '../../report/progress/reporter.ts';
import { checksumLine, checksumsName } from '../describe.ts';

export interface PackageInputs {
  readonly kind: ArchiveKind | undefined;
  /** What is in the directory. The archive has it without the boots, so that it is the same whether there was a boot test. */
  readonly manifest: Manifest;
  readonly directory: string;
  readonly epochSeconds: number | undefined;
}

/**
 * Puts the whole output into an archive beside it, in a folder with the name and version of the appliance, and adds the archive to
 * SHA256SUMS.
 *
 * @returns undefined if no kind is asked for
 * @throws ApplianceError
 */
export async function writePackage(
  { kind, manifest, directory, epochSeconds }: PackageInputs,
  { runner, reporter }: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<ArchiveResult | undefined> {
  if (kind === undefined) return undefined;
  const { name, version } = manifest;
  const file = `${name}.${kind}`;
  const contents = {
    folder: version === undefined ? name : `${name}-${version.replaceAll(/[^A-Za-z0-9_.+~-]+/g, '-')}`,
    files: [
      ...manifest.files.map((inside) => fileOf(inside, manifest, directory)),
      { name: manifestName, content: { text: manifestText(manifest) } },
    ].sort((one, other) => (one.name < other.name ? -1 : 1)),
    timeSeconds: epochSeconds ?? earliestSeconds,
  };
  const written = await reporter.step('package', `put everything into ${file}`, async (detail) => {
    const archive = await writeArchive(runner, kind, contents, path.join(directory, file));
    detail(`${file} ${formatBytes(archive.fileBytes)}`);
    return archive;
  });
  const result = { kind, file, ...written };
  await fs.appendFile(path.join(directory, checksumsName), checksumLine(result));
  return result;
}

function fileOf(name: string, { disks, bundles = [] }: Manifest, directory: string): ArchiveFile {
  const disk = disks.find(({ file, extent }) => file === name || extent?.file === name);
  const sparse = disk !== undefined && hasHoles(disk.format);
  const isOva = bundles.some(({ kind, file }) => kind === 'ova' && file === name);
  return {
    name,
    content: { file: path.join(directory, name) },
    sparse,
    compressed: isOva || (disk !== undefined && !sparse),
  };
}
