import * as fs from 'node:fs/promises';
import { ApplianceError } from '../errors.ts';
import type { FirmwareFiles } from './qemu.ts';

/** `uefi-secure`: with Secure Boot on, and the keys of Microsoft enrolled. */
export type Firmware = 'bios' | 'uefi' | 'uefi-secure';
export type UefiFirmware = Exclude<Firmware, 'bios'>;
type Location = Omit<FirmwareFiles, 'secureBoot'>;

const debian = '/usr/share/OVMF';
const fedora = '/usr/share/edk2/ovmf';

/** Where distributions put OVMF: Debian and Ubuntu (package ovmf), Fedora (edk2-ovmf). That for Secure Boot has Microsoft's keys. */
const firmwareLocations: Readonly<Record<UefiFirmware, readonly Location[]>> = {
  uefi: [
    { code: `${debian}/OVMF_CODE_4M.fd`, vars: `${debian}/OVMF_VARS_4M.fd` },
    { code: `${debian}/OVMF_CODE.fd`, vars: `${debian}/OVMF_VARS.fd` },
    { code: `${fedora}/OVMF_CODE_4M.fd`, vars: `${fedora}/OVMF_VARS_4M.fd` },
    { code: `${fedora}/OVMF_CODE.fd`, vars: `${fedora}/OVMF_VARS.fd` },
  ],
  'uefi-secure': [
    { code: `${debian}/OVMF_CODE_4M.secboot.fd`, vars: `${debian}/OVMF_VARS_4M.ms.fd` },
    { code: `${debian}/OVMF_CODE.secboot.fd`, vars: `${debian}/OVMF_VARS.ms.fd` },
    { code: `${fedora}/OVMF_CODE.secboot.fd`, vars: `${fedora}/OVMF_VARS.secboot.fd` },
  ],
};

/**
 * Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
 *
 * @throws ApplianceError kind `tool`, code `firmware-missing`
 */
export async function findFirmware(
  firmware: UefiFirmware,
  locations: readonly Location[] = firmwareLocations[firmware],
): Promise<FirmwareFiles> {
  const secureBoot = firmware === 'uefi-secure';
  for (const location of locations) {
    if ((await isReadable(location.code)) && (await isReadable(location.vars))) return { ...location, secureBoot };
  }
  throw new ApplianceError({
    kind: 'tool',
    code: 'firmware-missing',
    message: secureBoot
      ? 'the UEFI firmware OVMF with Secure Boot is not installed'
      : 'the UEFI firmware OVMF is not installed',
    hint: 'install the package ovmf (Debian, Ubuntu) or edk2-ovmf (Fedora), or boot with --firmware bios',
    detail: locations.map(({ code }) => `looked for ${code}`),
  });
}

async function isReadable(file: string): Promise<boolean> {
  return await fs.access(file, fs.constants.R_OK).then(
    () => true,
    () => false,
  );
}
