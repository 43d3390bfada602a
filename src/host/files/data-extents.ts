import type { Runner } from '../program/run.ts';

/** A stretch of a disk that may hold something else than zeros; bytes. */
export interface Extent {
  readonly start: number;
  readonly length: number;
}

/** Finds the stretches of a raw file that are not holes. Node has no lseek(SEEK_DATA), qemu-img has. */
export async function dataExtents(runner: Runner, file: string): Promise<Extent[]> {
  const { stdout } = await runner.run('qemu-img', ['map', '-f', 'raw', '--output=json', file], {
    failure: `can't find out where ${file} holds data`,
  });
  const stretches = JSON.parse(stdout) as readonly (Extent & { readonly data: boolean; readonly zero: boolean })[];
  return stretches.filter(({ data, zero }) => data && !zero).map(({ start, length }) => ({ start, length }));
}
