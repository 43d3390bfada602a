import { ApplianceError, type Position } from '../../../errors.ts';
import type { AutopartCommand, Document } from '../../../kickstart/document.ts';
import type { Report } from '../../../kickstart/options/options.ts';
import { commandsNamed, lastCommand, mergedCommand } from '../../../kickstart/select.ts';
import type { AddonDisk } from '../../addon-lines.ts';
import type { DiskSpec } from '../../appliance.ts';
import { namePattern } from '../../settings.ts';
import type { DiskUse } from '../../targets.ts';
import { autopartDiskBytes } from '../automatic/sizes.ts';
import { parseSizeBytes } from '../size.ts';
import { devicesOf, diskNamedBy } from './drives.ts';

interface NamedDisk {
  readonly name: string;
  readonly device: string | undefined;
  readonly size: string | undefined;
  readonly use: DiskUse;
  readonly position: Position | undefined;
  /** How messages call it: `--disk os=5G`. */
  readonly origin: string;
}

export interface DiskInputs {
  readonly document: Document;
  /** `NAME=SIZE` or `NAME`; they win over the addon's lines of the same place or name. */
  readonly options: readonly string[];
  readonly addon: readonly AddonDisk[];
}

/**
 * Names the disks: the names of --disk and of the addon's `disk` lines go, in order, to the devices in the order in which
 * `part --ondisk` mentions them; `--device` in a `disk` line says it outright. A device left over is a disk of its own name.
 *
 * @returns the disks in the order of their devices
 */
export function nameDisks({ document, ...inputs }: DiskInputs, report: Report): DiskSpec[] {
  const options = inputs.options.map(parseOption);
  const named = mergeNamed(options, inputs.addon.map(fromAddon));
  checkNames([...named, ...repeated(options).filter((option) => !named.includes(option))], report);
  const devices = devicesOf(
    document,
    named.map(({ device }) => device),
  );
  const byDevice = assign(named, devices, lastCommand(document, 'autopart')?.scheme, report);
  const table = mergedCommand(document, 'clearpart')?.diskLabel === 'msdos' ? 'msdos' : 'gpt';
  const isAutomatic = commandsNamed(document, 'autopart').length > 0;
  const taken = new Set(named.map(({ name }) => name));
  return devices.map((device): DiskSpec => {
    const disk = byDevice.get(device);
    if (disk === undefined) checkDeviceName(device, document, taken, report);
    const sizeBytes = sizeOf(disk, report) ?? (isAutomatic ? autopartDiskBytes : undefined);
    return { name: disk?.name ?? device, device, sizeBytes, table, use: disk?.use ?? 'system' };
  });
}

/** A device that nobody gave a name is one itself, and names become file names. */
function checkDeviceName(device: string, document: Document, taken: ReadonlySet<string>, report: Report): void {
  const isTaken = taken.has(device);
  if (namePattern.test(device) && !isTaken) return;
  const part = commandsNamed(document, 'part').find((line) => diskNamedBy(line) === device);
  const options = part === undefined ? undefined : document.written.get(part)?.options;
  report(
    inputError(
      isTaken ? 'duplicate-disk' : 'bad-disk-name',
      isTaken ? `two disks are named ${device}` : `"${device}" cannot be the name of a disk`,
      options?.['--ondisk'] ?? options?.['--onpart'] ?? part?.position,
      'name it: --disk NAME, or "disk NAME --device=…" in %addon org_appliance_build',
    ),
  );
}

function parseOption(text: string): NamedDisk {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  return {
    name: name.trim(),
    device: undefined,
    size: equals < 0 ? undefined : text.slice(equals + 1),
    use: 'system',
    position: undefined,
    origin: `--disk ${text}`,
  };
}

function fromAddon({ name, device, size, use }: AddonDisk): NamedDisk {
  return {
    name: name.text,
    device: device?.replace(/^\/dev\//, ''),
    size: size?.text,
    use: use?.text ?? 'system',
    position: size?.position ?? name.position,
    origin: `disk ${name.text}`,
  };
}

/** An option with the name of an addon line changes that line; other options come after, or replace them if no name agrees. */
function mergeNamed(options: readonly NamedDisk[], addon: readonly NamedDisk[]): NamedDisk[] {
  const agrees = options.some(({ name }) => addon.some((line) => line.name === name));
  if (options.length > 0 && !agrees) return [...options];
  const changed = addon.map((line) => {
    const option = options.find(({ name }) => name === line.name);
    return option === undefined
      ? line
      : { ...line, size: option.size ?? line.size, origin: option.origin, position: undefined };
  });
  return [...changed, ...options.filter(({ name }) => !addon.some((line) => line.name === name))];
}

const repeated = (disks: readonly NamedDisk[]) =>
  disks.filter(({ name }, index) => disks.findIndex((disk) => disk.name === name) < index);

function checkNames(named: readonly NamedDisk[], report: Report): void {
  const seen = new Set<string>();
  for (const { name, position, origin } of named) {
    if (!namePattern.test(name)) {
      report(
        inputError(
          'bad-disk-name',
          `${origin}: "${name}" cannot be the name of a disk`,
          position,
          'use letters, digits and . _ + -',
        ),
      );
    } else if (seen.has(name)) {
      report(inputError('duplicate-disk', `${origin}: two disks are named ${name}`, position));
    }
    seen.add(name);
  }
}

function assign(
  named: readonly NamedDisk[],
  devices: readonly string[],
  scheme: AutopartCommand['scheme'] | undefined,
  report: Report,
): Map<string, NamedDisk> {
  const byDevice = new Map<string, NamedDisk>();
  const known = devices.join(', ');
  const automatic = scheme === undefined ? undefined : noMoreDisks(scheme, known);
  const fail = ({ origin, position }: NamedDisk, why: string, hint: string) =>
    report(inputError('unused-disk', `${origin}: ${automatic?.why ?? why}`, position, automatic?.hint ?? hint));
  for (const disk of named.filter(({ device }) => device !== undefined)) {
    const device = disk.device ?? '';
    if (devices.includes(device)) byDevice.set(device, disk);
    else fail(disk, `no part line has --ondisk=${device}`, `the kickstart's disks are ${known}`);
  }
  const free = devices.filter((device) => !byDevice.has(device));
  const waiting = named.filter(({ device }) => device === undefined);
  waiting.forEach((disk, index) => {
    const device = free[index];
    if (device !== undefined) {
      byDevice.set(device, disk);
      return;
    }
    fail(
      disk,
      `the kickstart has parts on ${devices.length} disk${devices.length === 1 ? '' : 's'} only (${known})`,
      `put a part on a further disk, such as: part /srv/${disk.name} --size=1024 --ondisk=sd${'abcdefgh'[devices.length] ?? 'x'}`,
    );
  });
  return byDevice;
}

/** Why autopart does not lay out a further disk. */
function noMoreDisks(
  scheme: AutopartCommand['scheme'],
  known: string,
): { readonly why: string; readonly hint: string } {
  return scheme === 'lvm'
    ? {
        why: `autopart lays out ${known} and no other disk, as ignoredisk or clearpart says`,
        hint: 'name all disks in ignoredisk --only-use',
      }
    : {
        why: `autopart --type=${scheme} lays out one disk, ${known}`,
        hint: 'write autopart --type=lvm, which takes them all, or part lines',
      };
}

function sizeOf(disk: NamedDisk | undefined, report: Report): number | undefined {
  if (disk?.size === undefined) return undefined;
  try {
    return parseSizeBytes(disk.size, disk.origin, disk.position);
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error;
    report(error);
    return undefined;
  }
}

function inputError(code: string, message: string, position: Position | undefined, hint?: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code, message, position, hint });
}
