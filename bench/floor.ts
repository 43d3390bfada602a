import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Plan } from '../src/plan/plan.ts';

const sectorBytes = 512;

/** Runs a tool, and fails with its last words. */
export type Run = (tool: string, args: readonly string[]) => void;

export interface FloorInputs {
  readonly plan: Plan;
  /** How the root is filled, as one tool does it. */
  readonly install: { readonly tool: string; readonly fill: (root: string, run: Run) => void };
  /** An empty folder on a tmpfs. */
  readonly scratch: string;
  /** Where the converted disks go. */
  readonly out: string;
}

/**
 * The same appliance by hand, with the tools one after the other and nothing in between: what a careful engineer would
 * type. It does not configure, check, describe or clean anything.
 *
 * @returns seconds for each tool
 */
export function buildByHand({ plan, install, scratch, out }: FloorInputs): Record<string, number> {
  const seconds: Record<string, number> = {};
  const timed = (name: string, work: () => void) => {
    const start = performance.now();
    work();
    seconds[name] = (seconds[name] ?? 0) + (performance.now() - start) / 1000;
  };
  const run: Run = (tool, args) =>
    void execFileSync(tool, args, { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 28 });
  const root = path.join(scratch, 'root');
  timed(install.tool, () => install.fill(root, run));
  const raws = plan.disks.map((disk) => {
    const file = path.join(scratch, `${disk.stem}.raw`);
    timed('partition', () => {
      fs.writeFileSync(file, '');
      fs.truncateSync(file, disk.sizeBytes);
      const lines = disk.partitions.map(
        ({ startBytes, sizeBytes, type }) =>
          `start=${startBytes / sectorBytes}, size=${sizeBytes / sectorBytes}, type=${type}`,
      );
      execFileSync('sfdisk', ['-q', file], {
        input: ['label: gpt', ...lines].join('\n'),
        stdio: ['pipe', 'ignore', 'pipe'],
      });
    });
    timed('mke2fs -d', () => {
      for (const { filesystem, startBytes, sizeBytes } of disk.partitions) {
        if (filesystem?.type !== 'ext4') continue;
        const contents = filesystem.mountPoint === '/' ? ['-d', root] : [];
        const options = ['-q', '-F', '-t', 'ext4', '-U', filesystem.uuid, '-E', `offset=${startBytes}`];
        run('mke2fs', [...options, ...contents, file, `${sizeBytes / 1024}k`]);
      }
    });
    return { file, stem: disk.stem };
  });
  timed('grub-mkimage', () => {
    run('grub-mkimage', [
      '-O',
      'i386-pc',
      '-o',
      path.join(scratch, 'core.img'),
      '-p',
      '/boot/grub',
      'biosdisk',
      'part_gpt',
      'ext2',
      'normal',
      'linux',
      'search',
    ]);
  });
  for (const { file, stem } of raws) {
    if (plan.formats.includes('qcow2'))
      timed('qemu-img qcow2', () =>
        run('qemu-img', ['convert', '-O', 'qcow2', '-c', file, path.join(out, `${stem}.qcow2`)]),
      );
    if (plan.formats.includes('vmdk')) {
      timed('qemu-img vmdk', () =>
        run('qemu-img', [
          'convert',
          '-O',
          'vmdk',
          '-o',
          'subformat=streamOptimized',
          file,
          path.join(out, `${stem}.vmdk`),
        ]),
      );
    }
  }
  return seconds;
}
