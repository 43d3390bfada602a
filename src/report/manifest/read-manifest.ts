import { archiveKinds, bundles } from '../../appliance/bundles.ts';
import { formats } from '../../appliance/formats.ts';
import { firmwares } from '../../appliance/settings.ts';
import { ApplianceError } from '../../errors.ts';
import { expectationProblem } from '../../pattern.ts';
import type {
  ArchiveResult,
  BootCombination,
  BootLoaderResult,
  BootResult,
  BootTestPlan,
  BundleResult,
  DiskResult,
  Manifest,
} from './manifest.ts';
import {
  amount,
  anyText,
  type Check,
  count,
  flag,
  listOf,
  objectOf,
  oneOf,
  optional,
  ShapeError,
  textLike,
} from './shape.ts';

/** Names, versions, checksums: no control characters, nothing that ends a line. */
const word = textLike(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,1024}$/, 'a text of one line');
const sha256 = textLike(/^[0-9a-f]{64}$/, 'a SHA-256 checksum');

/** NAME_MAX of Linux. */
const longestFileName = 255;

/** The name of a file right in the folder of the manifest, or a part of such a name. */
const fileName: Check<string> = (value, place) => {
  const name = word(value, place);
  if (/[/\\]/.test(name) || name === '.' || name === '..' || Buffer.byteLength(name) > longestFileName)
    throw new ShapeError(place, 'a file name without a folder');
  return name;
};

const pattern: Check<string> = (value, place) => {
  const source = word(value, place);
  if (expectationProblem(source) === undefined) return source;
  throw new ShapeError(place, 'a regular expression that matches no empty text');
};

/** A boot test that waits for nothing, or boots nothing, would pass. */
const notEmpty =
  <T>(check: Check<readonly T[]>): Check<readonly T[]> =>
  (value, place) => {
    const list = check(value, place);
    if (list.length > 0) return list;
    throw new ShapeError(place, 'a list that is not empty');
  };

const combination = { format: oneOf(...formats), firmware: oneOf(...firmwares) };

const written = { file: fileName, fileBytes: count, sha256 };

const manifest = objectOf<Manifest>({
  schema: oneOf(1),
  name: fileName,
  version: optional(word),
  arch: word,
  backend: word,
  builder: objectOf<Manifest['builder']>({
    program: oneOf('appliance-build'),
    version: word,
    peakMemoryBytes: optional(count),
  }),
  kickstart: objectOf({ file: word, sha256 }),
  descriptor: fileName,
  disks: listOf(
    objectOf<DiskResult>({
      disk: fileName,
      format: combination.format,
      file: fileName,
      virtualBytes: count,
      fileBytes: count,
      sha256,
      extent: optional(objectOf<NonNullable<DiskResult['extent']>>(written)),
    }),
  ),
  bundles: optional(listOf(objectOf<BundleResult>({ kind: oneOf(...bundles), ...written }))),
  archive: optional(objectOf<ArchiveResult>({ kind: oneOf(...archiveKinds), ...written })),
  files: listOf(fileName),
  packages: listOf(objectOf({ name: word, version: word, arch: word, sha256 })),
  layer: objectOf<Manifest['layer']>({ key: word, fromCache: optional(flag) }),
  noEffect: listOf(word),
  warnings: listOf(anyText),
  bootLoader: optional(
    objectOf<BootLoaderResult>({
      loader: oneOf('grub', 'extlinux', 'sdboot', 'none'),
      bios: flag,
      uefi: flag,
      signed: flag,
    }),
  ),
  bootTest: optional(
    objectOf<BootTestPlan>({
      expect: notEmpty(listOf(pattern)),
      timeoutSeconds: optional(amount),
      combinations: notEmpty(listOf(objectOf<BootCombination>(combination))),
    }),
  ),
  boot: listOf(
    objectOf<BootResult>({
      ...combination,
      accelerator: oneOf('kvm', 'tcg'),
      verdict: word,
      reason: anyText,
      seconds: amount,
      consoleLog: fileName,
      timedLog: optional(fileName),
      screenshot: optional(fileName),
      screenshots: optional(listOf(fileName)),
    }),
  ),
  timings: listOf(objectOf({ name: word, seconds: amount, detail: optional(anyText) })),
});

/**
 * Reads manifest.json as what it is: input that anybody may have written. File names in the result have no folder, and
 * names and versions are of one line; warnings, reasons and details may be any text.
 *
 * @param file for the error
 * @throws ApplianceError code `bad-manifest`
 */
export function readManifest(text: string, file: string): Manifest {
  try {
    return manifest(JSON.parse(text), '');
  } catch (error) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-manifest',
      message: `${file} is no manifest of a build: ${error instanceof ShapeError ? error.message : 'it is no JSON'}`,
      hint: 'it must be the manifest.json that build wrote',
      cause: error,
    });
  }
}
