// Measures the writers of disk formats against qemu-img, one raw disk, checksums of the results included in ours.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Format, formats } from '../src/appliance/formats.ts';
import { formatTable } from '../src/report/format.ts';

const vmdk = (subformat: string) => ['-O', 'vmdk', '-o', `subformat=${subformat}`];
/** What one would type for each format; the packed ones are made by the same tools either way. */
const byHand: Partial<Readonly<Record<Format, readonly string[]>>> = {
  raw: ['-O', 'raw'],
  qcow2: ['-O', 'qcow2', '-c'],
  'qcow2:zstd': ['-O', 'qcow2', '-c', '-o', 'compression_type=zstd'],
  vmdk: vmdk('streamOptimized'),
  'vmdk:monolithicSparse': vmdk('monolithicSparse'),
  'vmdk:monolithicFlat': vmdk('monolithicFlat'),
  vdi: ['-O', 'vdi'],
  vhd: ['-O', 'vpc'],
  vhdx: ['-O', 'vhdx'],
};

interface Ours {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly fileBytes: Readonly<Record<string, number>>;
}

/** @param raw a raw disk @param folder an empty folder for what is written */
export function measureFormats(raw: string, folder: string, rounds: number, say: (text: string) => void): void {
  const compared = formats.filter((format) => byHand[format] !== undefined);
  for (let round = 1; round <= rounds; round += 1) {
    const rows = [['format', 'qemu-img', 'ours', 'ratio', 'MiB', 'ours', 'peak MiB']];
    let sum = 0;
    for (const format of compared) {
      const hand = timeByHand(format, raw, folder);
      const ours = convert(raw, folder, [format]);
      sum += hand.seconds;
      rows.push(rowOf(format, hand.seconds, ours, hand.fileBytes, ours.fileBytes[format] ?? 0));
    }
    const all = convert(raw, folder, compared);
    rows.push(rowOf('all of them', sum, all, 0, 0));
    say(`round ${round}\n${formatTable(rows, [false, true, true, true, true, true, true])}\n`);
  }
}

function rowOf(name: string, hand: number, ours: Ours, handBytes: number, ownBytes: number): string[] {
  const mib = (bytes: number) => (bytes === 0 ? '' : (bytes / 2 ** 20).toFixed(1));
  return [
    name,
    hand.toFixed(1),
    ours.seconds.toFixed(1),
    (ours.seconds / hand).toFixed(2),
    mib(handBytes),
    mib(ownBytes),
    (ours.peakBytes / 2 ** 20).toFixed(0),
  ];
}

function timeByHand(format: Format, raw: string, folder: string) {
  const target = path.join(folder, 'by-hand');
  const start = performance.now();
  execFileSync('qemu-img', ['convert', '-f', 'raw', ...(byHand[format] ?? []), raw, target]);
  const seconds = (performance.now() - start) / 1000;
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  const fileBytes = files.reduce((bytes, file) => bytes + fs.statSync(file).blocks * 512, 0);
  empty(folder);
  return { seconds, fileBytes };
}

function convert(raw: string, folder: string, wanted: readonly Format[]): Ours {
  // The program's own setting; see memoryFlags in src/cli/commands/build-command.ts.
  const flags = ['--max-semi-space-size=2'];
  const output = execFileSync(process.execPath, [...flags, 'bench/convert-disk.ts', raw, folder, ...wanted], {
    encoding: 'utf8',
  });
  empty(folder);
  return JSON.parse(output) as Ours;
}

function empty(folder: string): void {
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
}
