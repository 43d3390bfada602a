import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { formats } from '../appliance/settings.ts';
import { convertDisks } from '../convert/convert.ts';
import { describeImage } from '../convert/image.ts';
import { ApplianceError } from '../errors.ts';
import { formatBytes } from '../report/format.ts';
import { type Environment, ensureTools, plainRunner, signalOfProcess } from './environment.ts';

/** Converts one disk file; the result lies beside it and appears whole or not at all. */
export async function convertCommand(
  disk: string,
  flags: { readonly format: string },
  environment: Environment,
): Promise<number> {
  const format = formats.find((candidate) => candidate === flags.format);
  if (format === undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-format',
      message: `"${flags.format}" is not a format`,
      hint: `the formats are ${formats.join(', ')}`,
    });
  }
  const runner = plainRunner(environment, signalOfProcess());
  await ensureTools({ environment, runner, uses: new Set(['convert']), install: false });
  await requireFile(disk);
  const image = await describeImage(runner, disk);
  if (image.format === format) {
    throw new ApplianceError({ kind: 'input', code: 'bad-format', message: `${disk} is ${format} already` });
  }
  const target = path.join(path.dirname(disk), `${path.basename(disk, path.extname(disk))}.${format}`);
  const unfinished = `${target}.${process.pid}.partial`;
  const job = { disk: path.basename(disk), format, source: disk, image, target: unfinished };
  const options = { concurrency: os.availableParallelism(), store: undefined, scratch: path.dirname(disk) };
  const {
    disks: [result],
  } = await convertDisks(runner, [job], options);
  await fs.rename(unfinished, target);
  const { virtualBytes = 0, fileBytes = 0 } = result ?? {};
  environment.stdout.write(`${target}: ${formatBytes(virtualBytes)} virtual, ${formatBytes(fileBytes)}\n`);
  return 0;
}

async function requireFile(disk: string): Promise<void> {
  const stat = await fs.stat(disk).catch(() => undefined);
  if (stat?.isFile() === true) return;
  const message = stat === undefined ? `there is no file ${disk}` : `${disk} is not a file`;
  throw new ApplianceError({ kind: 'input', code: 'unreadable-disk', message });
}
