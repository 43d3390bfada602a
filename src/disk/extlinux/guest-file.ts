import { ApplianceError } from '../../errors.ts';
import type { RootFiles } from '../../host/root/root-files.ts';

/** A file of the guest's syslinux. @returns path on the host. @throws ApplianceError code `boot-loader-missing` */
export async function firstExisting(guest: RootFiles, candidates: readonly string[]): Promise<string> {
  for (const candidate of candidates) if (await guest.exists(candidate)) return await guest.path(candidate);
  throw new ApplianceError({
    kind: 'build',
    code: 'boot-loader-missing',
    message: `bootloader --extlinux: the guest has no ${candidates[0]}`,
    hint: 'add extlinux and syslinux-common (Debian) or syslinux-extlinux (Fedora) to %packages',
  });
}
