import * as fs from 'node:fs/promises';
import { ApplianceError } from '../errors.ts';
import type { MachineType } from './machine-types.ts';
import type { FirmwareFiles } from './qemu.ts';

/**
 * Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
 *
 * @throws ApplianceError kind `tool`, code `firmware-missing`
 */
export async function findFirmware({ locations, name, hint }: MachineType['firmware']): Promise<FirmwareFiles> {
  for (const location of locations) {
    if ((await isReadable(location.code)) && (await isReadable(location.vars))) return location;
  }
  throw new ApplianceError({
    kind: 'tool',
    code: 'firmware-missing',
    message: `the UEFI firmware ${name} is not installed`,
    hint,
    detail: locations.map(({ code }) => `looked for ${code}`),
  });
}

async function isReadable(file: string): Promise<boolean> {
  return await fs.access(file, fs.constants.R_OK).then(
    () => true,
    () => false,
  );
}
