import * as fs from 'node:fs/promises';
import { ApplianceError } from '../../errors.ts';
import type { MachineType } from './machine-types.ts';
import type { FirmwareFiles } from './qemu.ts';

/** `uefi-secure`: with Secure Boot on, and the keys of Microsoft enrolled. */
export type Firmware = 'bios' | 'uefi' | 'uefi-secure';
export type UefiFirmware = Exclude<Firmware, 'bios'>;

/**
 * Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
 *
 * @throws ApplianceError kind `tool`, code `firmware-missing`
 */
export async function findFirmware(
  { locations, name, hint }: MachineType['firmware'],
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
