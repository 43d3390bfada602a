import type { BootRecord, DescriptorData } from '../../descriptor/data.ts';
import { lintDescriptor } from '../../descriptor/lint/lint.ts';
import { formatTable } from '../../report/format.ts';
import { jsonLine, printable } from '../../report/printable.ts';
import type { Environment } from '../host/environment.ts';
import { warningData, warningLines } from '../print-error.ts';
import { readDescriptorFile, readDescriptorText } from './descriptor-file.ts';

/** Shows what a descriptor says, as the program reads it. */
export async function descriptorShowCommand(
  file: string,
  { json }: { readonly json?: boolean },
  { stdout, stderr }: Environment,
): Promise<number> {
  const { data, warnings } = await readDescriptorFile(file);
  if (json === true) {
    stdout.write(`${jsonLine({ ...data, warnings: warnings.map(warningData) })}\n`);
    return 0;
  }
  for (const line of warnings.flatMap((warning) => warningLines(warning))) stderr.write(`${line}\n`);
  for (const line of describe(data)) stdout.write(`${printable(line)}\n`);
  return 0;
}

function describe(data: DescriptorData): string[] {
  const { name, version, release, label, description, vcpus, memoryKiB, interfaces, graphics, boots, disks } = data;
  const heading = [name === '' ? '(without a name)' : name, version, release].filter(Boolean).join(' ');
  const mebibytes = Math.floor(memoryKiB / 1024);
  const machine = `${vcpus} vcpu, ${mebibytes} MiB, network interfaces: ${interfaces}, ${graphics ? 'a screen' : 'no screen'}`;
  const rows = disks.map(({ id, file, use, format, sizeMiB, sha256, sha1 }) => [
    // A name may hold a line end, and a disk is one row.
    printable(id === file ? file : `${id} (${file})`),
    use,
    printable(format),
    sizeMiB === undefined ? '' : `${sizeMiB} MiB`,
    sha256 !== undefined ? 'sha256' : sha1 !== undefined ? 'sha1' : 'no checksum',
  ]);
  return [
    `${heading}: ${machine}`,
    ...[label, description].flatMap((text) => (text ? text.split('\n').map((line) => `  ${line.trim()}`) : [])),
    ...boots.map((boot, index) => `boot ${index}: ${bootLine(boot)}`),
    ...formatTable(rows)
      .split('\n')
      .map((line) => `disk ${line}`),
  ];
}

function bootLine({ type, arch, features, os, drives }: BootRecord): string {
  const source = 'loader' in os ? os.loader : `kernel ${os.kernel}`;
  const wanted = Object.entries(features).map(([feature, on]) => `${feature} ${on ? 'on' : 'off'}`);
  const places = drives.map(({ disk, target }) => (target === undefined ? disk : `${target}=${disk}`));
  return [`${type} ${arch}`, source, ...wanted, ...places].join(', ');
}

/**
 * Holds descriptors against the grammar: a line for each deviation.
 *
 * @returns 0, or 2 if there is any
 */
export async function descriptorLintCommand(
  files: readonly string[],
  { strict, json }: { readonly strict?: boolean; readonly json?: boolean },
  { stdout }: Environment,
): Promise<number> {
  let code = 0;
  for (const file of files) {
    const deviations = lintDescriptor(await readDescriptorText(file), { strict: strict === true });
    if (deviations.length > 0) code = 2;
    const lines =
      json === true
        ? [jsonLine({ file, ok: deviations.length === 0, deviations })]
        : deviations.map(({ line, message }) =>
            printable(`${file}:${line === undefined ? '' : `${line}:`} ${message}`),
          );
    for (const line of lines) stdout.write(`${line}\n`);
  }
  return code;
}
