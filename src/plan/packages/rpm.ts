import type { Appliance } from '../../appliance/appliance.ts';
import { moduleOf } from '../../appliance/packages/rpm.ts';
import type { PackageEntry } from '../../kickstart/document.ts';
import type { PlannedGroup, PlannedModule, PlannedPackage } from '../plan.ts';
import { neededPackages } from './need.ts';
import type { Selection } from './packages.ts';
import { rpmNeedsOf } from './rpm-needs.ts';

/** Installs what an environment or %packages says, and the group core unless --nocore or `-@core`. */
export function selectRpm(appliance: Appliance): Selection {
  const { included, excluded, flags } = appliance.packages;
  const own = included.filter(isPackage).map(asPackage);
  const without = excluded.filter(isPackage).map(asPackage);
  const asked = new Set(own.flatMap(({ name }) => [name, name.replace(architecture, '')]));
  const added = neededPackages(
    rpmNeedsOf(appliance),
    appliance,
    asked,
    without.map(({ name }) => name.replace(architecture, '')),
  );
  const named = included.findLast(({ name }) => name.startsWith('@^'));
  const byDefault =
    flags?.defaultEnvironment === true ? { name: 'default', position: flags.options['--default'] } : undefined;
  return {
    requested: [...own, ...added],
    excluded: without,
    ...groupsOf(appliance),
    environment: named === undefined ? byDefault : { name: named.name.slice(2), position: named.position },
    modules: [
      ...appliance.modules.map(
        ({ module: name, stream, enable, position }): PlannedModule => ({
          name,
          stream,
          profile: undefined,
          disable: !enable,
          position,
        }),
      ),
      ...included.flatMap(({ name: entry, position }): PlannedModule[] => {
        const module = moduleOf(entry);
        return module === undefined
          ? []
          : [{ ...module, profile: module.profile ?? 'default', disable: false, position }];
      }),
    ],
  };
}

/** As dnf(8) lets an architecture follow the name. */
const architecture = /\.(?:x86_64(?:_v[234])?|i[3-6]86|aarch64|noarch)$/;
const core = 'core';

const isPackage = ({ name }: PackageEntry) => !name.startsWith('@');
const isGroup = ({ name }: PackageEntry) => /^@(?!\^)/.test(name) && moduleOf(name) === undefined;

const asPackage = ({ name, position }: PackageEntry): PlannedPackage => ({ name, reason: 'kickstart', position });

const asGroup = ({ name, position, members }: PackageEntry): PlannedGroup => ({
  name: name.slice(1),
  reason: 'kickstart',
  position,
  members: members ?? 'default',
});

/** A group that a later line names again is not excluded. --nocore keeps an environment from bringing core, too. */
function groupsOf({ packages }: Appliance): Pick<Selection, 'groups' | 'excludedGroups'> {
  const groups = packages.included.filter(isGroup).map(asGroup);
  const excluded = packages.excluded
    .filter(isGroup)
    .map(asGroup)
    .filter(({ name }) => !groups.some((group) => group.name === name));
  const own = (reason: string): PlannedGroup => ({ name: core, reason, position: undefined, members: 'default' });
  if ([...groups, ...excluded].some(({ name }) => name === core)) return { groups, excludedGroups: excluded };
  if (packages.noCore) return { groups, excludedGroups: [...excluded, own('--nocore')] };
  return { groups: [{ ...own('core'), optional: true }, ...groups], excludedGroups: excluded };
}
