import * as fs from 'node:fs/promises';
import { ApplianceError } from '../errors.ts';
import type { FirmwareFiles } from './qemu.ts';

/** Where distributions put OVMF without Secure Boot: Debian and Ubuntu (package ovmf), Fedora (edk2-ovmf). */
const firmwareLocations: readonly FirmwareFiles[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', vars: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.fd', vars: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE_4M.fd', vars: '/usr/share/edk2/ovmf/OVMF_VARS_4M.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.fd', vars: '/usr/share/edk2/ovmf/OVMF_VARS.fd' },
];

/**
 * Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
 *
 * @throws ApplianceError kind `tool`, code `firmware-missing`
 */
export async function findFirmware(locations: readonly FirmwareFiles[] = firmwareLocations): Promise<FirmwareFiles> {
  for (const location of locations) {
    if ((await isReadable(location.code)) && (await isReadable(location.vars))) return location;
  }
  throw new ApplianceError({
    kind: 'tool',
    code: 'firmware-missing',
    message: 'the UEFI firmware OVMF is not installed',
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
