import * as fs from 'node:fs/promises';
import type { Firmware } from '../../appliance/appliance.ts';
import { ApplianceError } from '../../errors.ts';

export type UefiFirmware = Exclude<Firmware, 'bios'>;

export interface FirmwareFiles {
  /** Read only, shared by all machines. */
  readonly code: string;
  /** The machine's own copy of the variables. */
  readonly vars: string;
  /** Secure Boot is on, with keys enrolled. */
  readonly secureBoot: boolean;
}

/** Where distributions put the firmware of a machine. */
export interface FirmwarePlaces {
  /** That for Secure Boot has Microsoft's keys. */
  readonly locations: Readonly<Record<UefiFirmware, readonly Omit<FirmwareFiles, 'secureBoot'>[]>>;
  readonly name: string;
  /** How to get it. */
  readonly hint: string;
}

/**
 * Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
 *
 * @throws ApplianceError kind `tool`, code `firmware-missing`
 */
export async function findFirmware(
  { locations, name, hint }: FirmwarePlaces,
  firmware: UefiFirmware,
): Promise<FirmwareFiles> {
  const secureBoot = firmware === 'uefi-secure';
  for (const location of locations[firmware]) {
    if ((await isReadable(location.code)) && (await isReadable(location.vars))) return { ...location, secureBoot };
  }
  throw new ApplianceError({
    kind: 'tool',
    code: 'firmware-missing',
    message: secureBoot
      ? `the UEFI firmware ${name} with Secure Boot is not installed`
      : `the UEFI firmware ${name} is not installed`,
    hint,
    detail: locations[firmware].map(({ code }) => `looked for ${code}`),
  });
}

async function isReadable(file: string): Promise<boolean> {
  return await fs.access(file, fs.constants.R_OK).then(
    () => true,
    () => false,
  );
}
