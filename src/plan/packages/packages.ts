import type { Appliance, Backend } from '../../appliance/appliance.ts';
import { installOptionsOf } from '../install-options.ts';
import type { PackagePlan } from '../plan.ts';
import { selectDebian } from './debian.ts';
import { selectRpm } from './rpm.ts';

export type Selection = Omit<PackagePlan, 'options'>;

const selections: Readonly<Record<Backend, (appliance: Appliance) => Selection>> = {
  apt: selectDebian,
  dnf: selectRpm,
};

/**
 * What to ask the backend for: the kickstart's own, the core, and what other lines need. What %packages excludes is never
 * added.
 */
export function planPackages(appliance: Appliance): PackagePlan {
  return { ...selections[appliance.backend](appliance), options: installOptionsOf(appliance.packages.flags) };
}
