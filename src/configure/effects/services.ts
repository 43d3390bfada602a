import type { ServicesCommand } from '../../kickstart/document.ts';
import type { Guest } from '../guest.ts';
import { findUnit, switchUnit } from './units.ts';

/** Disables first, then enables, as anaconda does. A unit that can't be enabled is a warning. */
export async function applyServices({ enabled, disabled, position }: ServicesCommand, guest: Guest): Promise<void> {
  for (const name of disabled) {
    const unit = await findUnit(name, guest);
    const problem = unit === undefined ? undefined : await switchUnit('disable', unit, guest);
    if (problem === undefined) continue;
    guest.warn({ code: 'service-not-disabled', message: `can't disable ${name}: ${problem}`, position });
  }
  for (const name of enabled) {
    const unit = await findUnit(name, guest);
    const problem = unit === undefined ? 'no package brings such a unit' : await switchUnit('enable', unit, guest);
    if (problem === undefined) continue;
    guest.warn({
      code: 'service-not-enabled',
      message: `can't enable ${name}: ${problem}`,
      position,
      ...(unit === undefined ? { hint: 'add its package to %packages, or make the unit and enable it in %post' } : {}),
    });
  }
}
