import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { diskFormat, type Format, formats } from '../../appliance/formats.ts';
import { convertDisks } from '../../convert/convert.ts';
import { asRaw, describeImage, isFormatOf } from '../../convert/image.ts';
import { packers } from '../../convert/packed/tools.ts';
import { ApplianceError } from '../../errors.ts';
import { Scope } from '../../host/scope.ts';
import { formatBytes } from '../../report/format.ts';
import { type Environment, ensureTools, plainRunner, signalOfProcess } from '../host/environment.ts';
import { packingUses } from '../host/tool-uses.ts';

/** Converts one disk file; the result lies beside it and appears whole or not at all. */
export async function convertCommand(
  disk: string,
  flags: { readonly format: string },
  environment: Environment,
): Promise<number> {
  const format = wantedFormat(flags.format);
  const runner = plainRunner(environment, signalOfProcess());
  await ensureTools({ environment, runner, uses: new Set(['convert', ...packingUses([format])]), install: false });
  await requireFile(disk);
  const image = await describeImage(runner, disk);
  if (isFormatOf(image, format))
    throw new ApplianceError({ kind: 'input', code: 'bad-format', message: `${disk} is ${format} already` });
  const folder = path.dirname(disk);
  const name = `${stemOf(disk)}.${diskFormat(format).suffix}`;
  if (name === path.basename(disk)) throw sameName(disk, format);
  await using scope = new Scope();
  // A folder, because a format may be two files, and one names the other.
  const unfinished = await fs.mkdtemp(path.join(folder, `.${name}.partial-`));
  scope.defer(() => fs.rm(unfinished, { recursive: true, force: true }));
  const source = await asRaw(runner, disk, image, path.join(unfinished, 'disk'));
  const job = { disk: path.basename(disk), format, source, target: path.join(unfinished, name) };
  const options = { concurrency: os.availableParallelism(), store: undefined, scratch: unfinished };
  const { disks } = await convertDisks(runner, [job], options);
  for (const { path: file, virtualBytes, fileBytes, extent } of disks) {
    for (const made of extent === undefined ? [file] : [extent.path, file])
      await fs.rename(made, path.join(folder, path.basename(made)));
    const bytes = fileBytes + (extent?.fileBytes ?? 0);
    const second = extent === undefined ? '' : ` and ${path.basename(extent.path)}`;
    const written = `${path.join(folder, name)}${second}`;
    environment.stdout.write(`${written}: ${formatBytes(virtualBytes)} virtual, ${formatBytes(bytes)}\n`);
  }
  return 0;
}

function wantedFormat(text: string): Format {
  const format = formats.find((candidate) => candidate === text);
  if (format !== undefined) return format;
  throw new ApplianceError({
    kind: 'input',
    code: 'bad-format',
    message: `"${text}" is not a format`,
    hint: `the formats are ${formats.join(', ')}`,
  });
}

/** The name without its ending; that of a packed disk has two. */
function stemOf(disk: string): string {
  const base = path.basename(disk);
  const packed = Object.values(packers).find(({ suffix }) => base.endsWith(suffix));
  const unpacked = packed === undefined ? base : base.slice(0, -packed.suffix.length);
  return path.basename(unpacked, path.extname(unpacked));
}

function sameName(disk: string, format: Format): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'bad-format',
    message: `the ${format} of ${disk} would have the same name`,
    hint: 'give the disk another name first',
  });
}

async function requireFile(disk: string): Promise<void> {
  const stat = await fs.stat(disk).catch(() => undefined);
  if (stat?.isFile() === true) return;
  const message = stat === undefined ? `there is no file ${disk}` : `${disk} is not a file`;
  throw new ApplianceError({ kind: 'input', code: 'unreadable-disk', message });
}
