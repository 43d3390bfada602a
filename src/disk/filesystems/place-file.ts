import type { FilesystemJob } from './filesystem-job.ts';

/**
 * Copies a filesystem, made in a file of its own, to the place of its partition. Holes are neither read nor written:
 * qemu-img asks the kernel where data is.
 */
export async function placeFile(job: FilesystemJob, file: string, failure: string): Promise<void> {
  const { runner, diskFile, partition } = job;
  const target = {
    driver: 'raw',
    offset: partition.startBytes,
    size: partition.sizeBytes,
    file: { driver: 'file', filename: diskFile },
  };
  const args = ['convert', '-n', '--target-is-zero', '-W', '-t', 'writeback', '-f', 'raw', '-O', 'raw', file];
  await runner.run('qemu-img', [...args, `json:${JSON.stringify(target)}`], { failure });
}
