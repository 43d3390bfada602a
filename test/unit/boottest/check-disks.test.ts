import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDisk } from '../../../src/boottest/machine/check-disks.ts';
import type { Runner } from '../../../src/host/program/run.ts';

interface Answer {
  readonly exitCode?: number;
  readonly stdout?: string;
}

/** Tools that answer from a table, by the sector at which blkid looks. @returns also the words that each was given */
function tools(partitions: readonly object[], types: Readonly<Record<string, Answer>>) {
  const told: string[][] = [];
  const runner: Runner = {
    signal: new AbortController().signal,
    log: () => undefined,
    async run(tool, args) {
      told.push([tool, ...args]);
      const at = Number(args[args.indexOf('-O') + 1]) / 512;
      const answers: Readonly<Record<string, Answer | undefined>> = {
        sfdisk: { stdout: JSON.stringify({ partitiontable: { sectorsize: 512, partitions } }) },
        blkid: types[at],
      };
      return { exitCode: 0, stdout: '', tail: [], ...answers[tool] };
    },
  };
  return { runner, told };
}

const names: readonly (readonly [what: string, name: string])[] = [
  ['leads out of the folder', '../../../../tmp/x'],
  ['lies in a folder', 'disks/os.qcow2'],
];

for (const [what, name] of names) {
  test(`a disk whose name ${what} is checked in files with the name of its overlay`, async () => {
    const { runner, told } = tools([{ node: '/w/overlay2.check.raw1', start: 2048, size: 8 }], {
      2048: { stdout: 'ext4\n' },
    });
    const [check] = await checkDisk(runner, { name, overlay: '/w/overlay2.qcow2', scratch: '/scratch' });
    assert.deepEqual([check?.place, check?.outcome], [`${name}1`, 'sound']);
    const made = told.filter(([tool]) => tool === 'qemu-img').map((words) => words.at(-1));
    assert.deepEqual(made, ['/scratch/overlay2.check.raw', '/scratch/overlay2.check.raw.part']);
    assert.ok(!told.flat().some((word) => word.includes(name)));
  });
}

test('partitions are numbered as the table numbers them, and what could be several things is unchecked', async () => {
  // As sfdisk tells a table of msdos with logical partitions.
  const partition = (number: number, start: number) => ({ node: `/s/overlay1.check.raw${number}`, start, size: 8 });
  const { runner } = tools([partition(1, 10), partition(2, 20), partition(5, 30), partition(6, 40)], {
    10: { stdout: 'ext4\n' },
    20: { exitCode: 2 },
    30: { exitCode: 8 },
    40: { stdout: 'LVM2_member\n' },
  });
  const checks = await checkDisk(runner, { name: 'os', overlay: '/w/overlay1.qcow2', scratch: '/s' });
  assert.deepEqual(
    checks.map(({ place, type, outcome }) => [place, type, outcome]),
    [
      ['os1', 'ext4', 'sound'],
      ['os5', 'ambiguous', 'unchecked'],
      ['os6', 'LVM2_member', 'unchecked'],
    ],
  );
});
