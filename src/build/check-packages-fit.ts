import type { Appliance } from '../appliance/appliance.ts';
import { packagesFit } from '../disk/sizes/packages-fit.ts';
import type { Warning } from '../errors.ts';
import type { Resolution } from '../install/backend.ts';
import type { Plan } from '../plan/plan.ts';

/**
 * Compares what will be installed with the filesystems, before anything is fetched. Where files may be left out or removed that no
 * package tells of, only what is beyond doubt is an error.
 *
 * @returns a warning where the packages most likely do not fit
 * @throws ApplianceError code `packages-do-not-fit`
 */
export function checkPackagesFit(
  { appliance, plan }: { readonly appliance: Appliance; readonly plan: Plan },
  { packages }: Resolution,
): Warning[] {
  const { excludeDocs, languages } = plan.packages.options;
  const reductions = [
    ...(excludeDocs ? ['documentation is left out'] : []),
    ...(languages === undefined ? [] : ['translations are left out']),
    ...(appliance.scripts.some(({ section }) => section === 'post') ? ['%post scripts may remove files'] : []),
  ];
  const found = packagesFit(plan, packages, reductions.length === 0);
  if (found === undefined) return [];
  const { certain, error } = found;
  if (certain) throw error;
  const { code, message, position, hint } = error;
  return [{ code, message: `${message}, unless that suffices: ${reductions.join(', ')}`, position, hint }];
}
