import { ApplianceError, type Position } from '../../errors.ts';
import type { ClearpartCommand, PartCommand } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { AddonDisk } from '../addon-lines.ts';
import type { DiskSpec } from '../appliance.ts';
import { namePattern } from '../settings.ts';
import { parseSizeBytes } from './size.ts';

interface NamedDisk {
  readonly name: string;
  readonly device: string | undefined;
  readonly size: string | undefined;
  readonly position: Position | undefined;
  /** How messages call it: `--disk os=5G`. */
  readonly origin: string;
}

export interface DiskInputs {
  readonly parts: readonly PartCommand[];
  readonly clearpart: ClearpartCommand | undefined;
  /** `NAME=SIZE` or `NAME`; they win over the addon's lines of the same place or name. */
  readonly options: readonly string[];
  readonly addon: readonly AddonDisk[];
}

/** The device of part lines without --ondisk when no line has one. */
const defaultDevice = 'sda';

/**
 * Names the disks: the names of --disk and of the addon's `disk` lines go, in order, to the devices in the order in which
 * `part --ondisk` mentions them; `--device` in a `disk` line says it outright. A device left over is a disk of its own name.
 *
 * @returns the disks in the order of their devices
 */
export function nameDisks(inputs: DiskInputs, report: Report): DiskSpec[] {
  const devices = devicesOf(inputs.parts);
  const options = inputs.options.map(parseOption);
  const named = mergeNamed(options, inputs.addon.map(fromAddon));
  checkNames([...named, ...repeated(options).filter((option) => !named.includes(option))], report);
  const byDevice = assign(named, devices, report);
  return devices.map((device): DiskSpec => {
    const disk = byDevice.get(device);
    return {
      name: disk?.name ?? device,
      device,
      sizeBytes: sizeOf(disk, report),
      table: inputs.clearpart?.diskLabel === 'msdos' ? 'msdos' : 'gpt',
    };
  });
}

/** Devices in the order of their first mention; a part without --ondisk lies on the first. */
function devicesOf(parts: readonly PartCommand[]): string[] {
  const mentioned = [...new Set(parts.flatMap(({ onDisk }) => onDisk ?? []))];
  return mentioned.length > 0 ? mentioned : [defaultDevice];
}

function parseOption(text: string): NamedDisk {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  return {
    name: name.trim(),
    device: undefined,
    size: equals < 0 ? undefined : text.slice(equals + 1),
    position: undefined,
    origin: `--disk ${text}`,
  };
}

function fromAddon({ name, device, size }: AddonDisk): NamedDisk {
  return {
    name: name.text,
    device: device?.replace(/^\/dev\//, ''),
    size: size?.text,
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

function assign(named: readonly NamedDisk[], devices: readonly string[], report: Report): Map<string, NamedDisk> {
  const byDevice = new Map<string, NamedDisk>();
  for (const disk of named.filter(({ device }) => device !== undefined)) {
    const device = disk.device ?? '';
    if (!devices.includes(device)) {
      report(
        inputError(
          'unused-disk',
          `disk ${disk.name}: no part line has --ondisk=${device}`,
          disk.position,
          `the kickstart's disks are ${devices.join(', ')}`,
        ),
      );
    } else {
      byDevice.set(device, disk);
    }
  }
  const free = devices.filter((device) => !byDevice.has(device));
  const waiting = named.filter(({ device }) => device === undefined);
  waiting.forEach((disk, index) => {
    const device = free[index];
    if (device !== undefined) {
      byDevice.set(device, disk);
      return;
    }
    const hint = `put a part on a further disk, such as: part /srv/${disk.name} --size=1024 --ondisk=sd${'abcdefgh'[devices.length] ?? 'x'}`;
    report(
      inputError(
        'unused-disk',
        `${disk.origin}: the kickstart has parts on ${devices.length} disk${devices.length === 1 ? '' : 's'} only (${devices.join(', ')})`,
        disk.position,
        hint,
      ),
    );
  });
  return byDevice;
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
