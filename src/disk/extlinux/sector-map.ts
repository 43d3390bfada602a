import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import { sectorBytes } from '../bytes.ts';
import { extBlockBytes } from '../sizes/ext-size.ts';

export interface FileInPartition {
  readonly diskFile: string;
  /** Where the ext filesystem begins. */
  readonly startBytes: number;
  /** From the top of the filesystem. */
  readonly file: string;
  readonly sectors: number;
  readonly scratch: string;
}

/** @returns the sectors of a file of an ext filesystem, in order, from the start of its partition */
export async function sectorsOfFile(runner: Runner, where: FileInPartition): Promise<number[]> {
  const { diskFile, startBytes, file, sectors, scratch } = where;
  const perBlock = extBlockBytes / sectorBytes;
  const count = Math.ceil(sectors / perBlock);
  const script = path.join(scratch, 'bmap');
  const commands = Array.from({ length: count }, (_, block) => `bmap ${file} ${block}\n`);
  await fs.writeFile(script, commands.join(''));
  const { stdout } = await runner.run('debugfs', ['-f', script, `${diskFile}?offset=${startBytes}`], {
    failure: `can't find where ${file} lies`,
  });
  // debugfs repeats each command before its answer.
  const blocks = stdout.split('\n').flatMap((line) => (/^[1-9]\d*$/.test(line) ? [Number(line)] : []));
  if (blocks.length !== count) throw new Error(`debugfs tells of ${blocks.length} of the ${count} blocks of ${file}`);
  return blocks
    .flatMap((block) => Array.from({ length: perBlock }, (_, sector) => block * perBlock + sector))
    .slice(0, sectors);
}
