import type { FirstbootCommand } from '../../kickstart/document.ts';
import type { Guest } from '../guest.ts';
import { findUnit, switchUnit } from './units.ts';

/** Read by initial-setup and gnome-initial-setup (anaconda's documentation, "User interaction config file"). */
const interactionFile = '/etc/sysconfig/anaconda';
const noTools = '# From the firstboot line of the kickstart.\n[General]\npost_install_tools_disabled = 1\n';

/**
 * Enables what asks the user at the first boot, or disables it: unless the line asks for it, nothing asks, as in
 * anaconda. A guest whose family has no such program is warned of.
 */
export async function applyFirstBoot(line: FirstbootCommand | undefined, guest: Guest): Promise<void> {
  const { files, family, warn } = guest;
  const units: string[] = [];
  for (const name of family.firstBootUnits) {
    const unit = await findUnit(name, guest);
    if (unit !== undefined) units.push(unit);
  }
  const { mode, position } = line ?? {};
  if (mode === undefined || mode === 'disable') {
    for (const unit of units) await switchOrWarn('disable', unit);
    if (mode === 'disable' && family.firstBootUnits.length > 0) await files.write(interactionFile, noTools);
    return;
  }
  const [first] = units;
  if (first !== undefined) {
    await switchOrWarn('enable', first);
    if (mode === 'reconfig') await files.write('/etc/reconfigSys', '');
    return;
  }
  const never = family.firstBootUnits.length === 0;
  warn({
    code: 'first-boot-missing',
    message: `firstboot --${mode} has no effect: nothing in the guest asks the user at the first boot`,
    position,
    hint: never
      ? 'let cloud-init, or a unit made in %post, set the machine up when it starts'
      : 'add initial-setup to %packages',
  });

  async function switchOrWarn(action: 'enable' | 'disable', unit: string): Promise<void> {
    const problem = await switchUnit(action, unit, guest);
    if (problem === undefined) return;
    warn({ code: `service-not-${action}d`, message: `can't ${action} ${unit}: ${problem}`, position });
  }
}
