import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { BootVerdict } from '../../boottest/boot.ts';
import { bootResult } from '../../build/boot/boot-files.ts';
import { ApplianceError } from '../../errors.ts';
import { sha256OfFile } from '../../host/files/checksum.ts';
import { type FileOwner, giveTo } from '../../host/files/file-owner.ts';
import {
  type BootResult,
  bootReportNames,
  filesOfBoot,
  type Manifest,
  manifestName,
} from '../../report/manifest/manifest.ts';
import { readManifest } from '../../report/manifest/read-manifest.ts';
import type { BootSubject } from './subject.ts';

/**
 * A verdict may only be recorded of the disks that the manifest describes.
 *
 * @throws ApplianceError code `no-manifest`, `disk-changed`; kind `interrupted` if the signal was aborted
 */
export async function requireRecordable(
  { manifest, test }: BootSubject,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  if (manifest === undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'no-manifest',
      message: `--record needs the ${manifestName} of the build beside the descriptor`,
    });
  }
  const formats = new Set(test.combinations.map(({ format }) => format));
  for (const { file, format, sha256 } of manifest.disks) {
    if (!formats.has(format) || (await sha256OfFile(path.join(directory, file), signal)) === sha256) continue;
    throw new ApplianceError({
      kind: 'input',
      code: 'disk-changed',
      message: `${file} is not the disk that ${manifestName} describes: its checksum is another`,
      hint: 'leave out --record, or build again',
    });
  }
}

/**
 * Puts a verdict into manifest.json, in place of an earlier one of the same format and firmware; the rest of the file,
 * also what this program does not know, stays. The new manifest appears whole or not at all.
 */
export async function recordVerdict(directory: string, verdict: BootVerdict, owner?: FileOwner): Promise<void> {
  const file = path.join(directory, manifestName);
  const text = await fs.readFile(file, 'utf8');
  const changed = { ...JSON.parse(text), ...withResult(readManifest(text, file), bootResult(verdict)) };
  const draft = path.join(directory, `.${manifestName}.${randomBytes(6).toString('hex')}`);
  try {
    await fs.writeFile(draft, `${JSON.stringify(changed, null, 2)}\n`, { flag: 'wx', mode: 0o644 });
    await giveTo(owner, draft);
    await fs.rename(draft, file);
  } catch (error) {
    await fs.rm(draft, { force: true });
    throw error;
  }
}

/** @returns the fields of a manifest that a boot changes */
export function withResult(manifest: Manifest, result: BootResult): Pick<Manifest, 'boot' | 'files'> {
  const isSame = ({ format, firmware }: BootResult) => format === result.format && firmware === result.firmware;
  const index = manifest.boot.findIndex(isSame);
  const boot = index < 0 ? [...manifest.boot, result] : manifest.boot.with(index, result);
  const dropped = manifest.boot.filter(isSame).flatMap(filesOfBoot);
  const kept = manifest.files.filter((name) => !dropped.includes(name));
  return { boot, files: [...new Set([...kept, ...filesOfBoot(result), ...Object.values(bootReportNames)])].sort() };
}
