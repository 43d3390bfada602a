import type { SystemSpec } from '../../appliance/appliance.ts';
import type { XconfigCommand } from '../../kickstart/document.ts';
import { firstExisting, type Guest } from '../guest.ts';
import { setVariables } from '../shell-variables.ts';
import { findUnit } from './units.ts';

const displayManagers = ['gdm', 'gdm3', 'sddm', 'lightdm', 'lxdm', 'plasmalogin', 'slim', 'xdm'];
const desktopFile = '/etc/sysconfig/desktop';

async function hasDisplayManager(guest: Guest): Promise<boolean> {
  if (await guest.files.exists('/etc/systemd/system/display-manager.service')) return true;
  for (const name of displayManagers) if ((await findUnit(name, guest)) !== undefined) return true;
  return false;
}

/**
 * The unit that the guest boots into, always set as anaconda does: multi-user.target with skipx, graphical.target with
 * `xconfig --startxonboot`, and without both, graphical.target if a display manager is installed.
 */
export async function applyDefaultTarget(
  { xconfig, skipx }: Pick<SystemSpec, 'xconfig' | 'skipx'>,
  guest: Guest,
): Promise<void> {
  const { files, family, warn } = guest;
  const startX = skipx === undefined && xconfig?.startXOnBoot === true;
  const graphical = startX || (skipx === undefined && (await hasDisplayManager(guest)));
  const target = graphical ? 'graphical.target' : 'multi-user.target';
  const unit = await firstExisting(
    files,
    ['/usr/lib', '/lib'].map((folder) => `${folder}/systemd/system/${target}`),
  );
  if (unit !== undefined) await files.link('/etc/systemd/system/default.target', unit);
  if (startX && !(await hasDisplayManager(guest))) {
    warn({
      code: 'display-manager-missing',
      message: 'xconfig --startxonboot shows no display: the guest has no display manager',
      position: xconfig?.position,
      hint: `add one to %packages, such as ${family.packages.displayManager}`,
    });
  }
  if (xconfig?.defaultDesktop) await setDesktop(xconfig.defaultDesktop, xconfig, guest);
}

/** /etc/sysconfig/desktop: read by the scripts that start X in the guest's family. */
async function setDesktop(
  desktop: string,
  { position }: XconfigCommand,
  { files, family, warn }: Guest,
): Promise<void> {
  if (family.hasSysconfig) {
    await files.write(desktopFile, setVariables((await files.read(desktopFile)) ?? '', { DESKTOP: desktop }));
    return;
  }
  warn({
    code: 'default-desktop-unused',
    message: `xconfig --defaultdesktop=${desktop} has no effect: the guest's display manager picks the desktop`,
    position,
    hint: 'set it in %post: "update-alternatives --set x-session-manager PROGRAM"',
  });
}
