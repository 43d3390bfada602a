// An output directory as a build leaves it, with bytes of our choice for disks.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

export interface DiskOfTest {
  readonly file: string;
  readonly format: 'raw' | 'qcow2' | 'vmdk';
  readonly content: Uint8Array;
}

export interface OutputOfTest {
  readonly name?: string;
  readonly disks?: readonly DiskOfTest[];
  /** Verdicts of the boot test. */
  readonly verdicts?: readonly string[];
  /** Laid over the manifest. */
  readonly manifest?: Readonly<Record<string, unknown>>;
}

/** Writes disks, NAME.xml, SHA256SUMS, sbom.cdx.json, manifest.json and logs. @returns the directory */
export async function writeOutputFolder(directory: string, output: OutputOfTest = {}): Promise<string> {
  const name = output.name ?? 'web';
  const disks = output.disks ?? [{ file: `${name}-os.qcow2`, format: 'qcow2', content: Buffer.from('QFI\xfb disk') }];
  const consoleLogs = (output.verdicts ?? []).map((_, index) => `boot-qcow2-${index === 0 ? 'bios' : 'uefi'}.log`);
  const descriptor = `${name}.xml`;
  const texts = {
    [descriptor]: '<image/>\n',
    SHA256SUMS: [...disks.map(({ file, content }) => ({ file, content })), { file: descriptor, content: '<image/>\n' }]
      .map(({ file, content }) => `${sha256(content)}  ${file}\n`)
      .join(''),
    'sbom.cdx.json': '{}\n',
    'build.log': 'built\n',
    ...Object.fromEntries(consoleLogs.map((file) => [file, 'login:\n'])),
  };
  const manifest = {
    schema: 1,
    name,
    arch: 'x86_64',
    backend: 'apt',
    builder: { program: 'appliance-build', version: '0.1.0', peakMemoryBytes: 1 },
    kickstart: { file: `${name}.ks`, sha256: sha256('') },
    packages: [],
    layer: { key: 'key', fromCache: false },
    noEffect: [],
    warnings: [],
    timings: [],
    descriptor,
    disks: disks.map(({ file, format, content }) => ({
      disk: 'os',
      format,
      file,
      virtualBytes: content.length,
      fileBytes: content.length,
      sha256: sha256(content),
    })),
    files: [...disks.map(({ file }) => file), ...Object.keys(texts).filter((file) => file !== 'build.log')],
    boot: (output.verdicts ?? []).map((verdict, index) => ({
      format: 'qcow2',
      firmware: index === 0 ? 'bios' : 'uefi',
      accelerator: 'tcg',
      verdict,
      reason: verdict,
      seconds: 20,
      consoleLog: consoleLogs[index],
    })),
    ...output.manifest,
  };
  await fs.mkdir(directory, { recursive: true });
  for (const { file, content } of disks) await fs.writeFile(path.join(directory, file), content);
  for (const [file, text] of Object.entries(texts)) await fs.writeFile(path.join(directory, file), text);
  await fs.writeFile(path.join(directory, 'manifest.json'), JSON.stringify(manifest));
  return directory;
}

/** An output whose only disk is a raw file of this size that takes no room: zeros, all of which are read. */
export async function writeSparseOutput(directory: string, bytes: number): Promise<string> {
  const file = 'web-os.raw';
  const disk = { disk: 'os', format: 'raw', file, virtualBytes: bytes, fileBytes: bytes, sha256: '0'.repeat(64) };
  await writeOutputFolder(directory, { disks: [], manifest: { disks: [disk] } });
  await fs.writeFile(path.join(directory, file), '');
  await fs.truncate(path.join(directory, file), bytes);
  return directory;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
