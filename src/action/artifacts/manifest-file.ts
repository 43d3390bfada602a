import { ApplianceError } from '../../errors.ts';
import type { Manifest } from '../../report/manifest.ts';

/** What publishing needs of manifest.json, and trusts after these checks. */
export interface ManifestFile extends Pick<Manifest, 'name' | 'arch' | 'descriptor' | 'files'> {
  readonly disks: readonly Pick<Manifest['disks'][number], 'file' | 'format' | 'fileBytes' | 'sha256'>[];
  readonly boot: readonly Pick<Manifest['boot'][number], 'verdict'>[];
}

/**
 * Reads manifest.json of an output directory. It is not trusted: every file must be named by a plain name, so that
 * nothing outside the directory can be reached through it.
 *
 * @param from what to call the file in errors
 * @throws ApplianceError kind `build`, code `bad-manifest`
 */
export function readManifest(text: string, from: string): ManifestFile {
  const fail = (what: string): never => {
    throw new ApplianceError({
      kind: 'build',
      code: 'bad-manifest',
      message: `${from} is not a manifest of appliance-build: ${what}`,
      hint: 'publish takes the output directory of a build, as it was written',
    });
  };
  const data = object(parse(text, fail), 'it', fail);
  if (data['schema'] !== 1) fail(`its schema is ${JSON.stringify(data['schema'])}, not 1`);
  return {
    name: string(data['name'], 'name', fail),
    arch: string(data['arch'], 'arch', fail),
    descriptor: fileName(data['descriptor'], 'descriptor', fail),
    files: array(data['files'], 'files', fail).map((file) => fileName(file, 'files', fail)),
    disks: array(data['disks'], 'disks', fail).map((item) => readDisk(object(item, 'disks', fail), fail)),
    boot: array(data['boot'], 'boot', fail).map((item) => ({
      verdict: string(object(item, 'boot', fail)['verdict'], 'boot.verdict', fail),
    })),
  };
}

type Fail = (what: string) => never;
type Disk = ManifestFile['disks'][number];

const formats: readonly Disk['format'][] = ['raw', 'qcow2', 'vmdk'];

function readDisk(disk: Readonly<Record<string, unknown>>, fail: Fail): Disk {
  const format = formats.find((known) => known === disk['format']);
  const bytes = disk['fileBytes'];
  const sha256 = string(disk['sha256'], 'disks.sha256', fail);
  return {
    file: fileName(disk['file'], 'disks.file', fail),
    format: format ?? fail('disks.format is not a format'),
    fileBytes: Number.isSafeInteger(bytes) && Number(bytes) >= 0 ? Number(bytes) : fail('disks.fileBytes is no size'),
    sha256: /^[0-9a-f]{64}$/.test(sha256) ? sha256 : fail('disks.sha256 is no SHA-256'),
  };
}

function parse(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('it is not JSON');
  }
}

function object(value: unknown, what: string, fail: Fail): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  return fail(`${what} is no object`);
}

function array(value: unknown, what: string, fail: Fail): readonly unknown[] {
  return Array.isArray(value) ? value : fail(`${what} is no list`);
}

function string(value: unknown, what: string, fail: Fail): string {
  return typeof value === 'string' && value !== '' ? value : fail(`${what} is no text`);
}

function fileName(value: unknown, what: string, fail: Fail): string {
  const name = string(value, what, fail);
  const plain = !/[/\\\u0000-\u001f\u007f]/.test(name) && name !== '.' && name !== '..';
  return plain ? name : fail(`${what} holds ${JSON.stringify(name)}, which is no plain file name`);
}
