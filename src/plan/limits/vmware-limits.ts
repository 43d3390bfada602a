import { ApplianceError } from '../../errors.ts';
import type { Plan } from '../plan.ts';

/** What a virtual machine of hardware version 13 has room for (VMware, "Configuration Maximums" of vSphere 6.5). */
const most = { vcpus: 128, interfaces: 10, disks: 60 } as const;
/** Names in a tar archive without extensions. */
const mostNameBytes = 100;

/** @returns an error for everything of the appliance that VMware's machines have no room for */
export function vmwareProblems(plan: Plan): ApplianceError[] {
  if (plan.bundles.length === 0) return [];
  const longest = Math.max(...plan.disks.map(({ stem }) => `${stem}.vmdk`.length));
  const problems: readonly (readonly [boolean, string])[] = [
    [plan.vcpus > most.vcpus, `${plan.vcpus} processors; it has ${most.vcpus} at most`],
    [plan.interfaces > most.interfaces, `${plan.interfaces} network cards; it has ${most.interfaces} at most`],
    [plan.disks.length > most.disks, `${plan.disks.length} disks; it has ${most.disks} at most`],
    [longest > mostNameBytes, `a disk with a name of ${longest} characters; it may have ${mostNameBytes}`],
  ];
  return problems
    .filter(([isProblem]) => isProblem)
    .map(
      ([, what]) =>
        new ApplianceError({
          kind: 'input',
          code: 'beyond-vmware',
          message: `the machine of ${plan.bundles.join(' and ')} would have ${what}`,
          hint: `change it, or leave out --format ${plan.bundles.join(',')}`,
        }),
    );
}
