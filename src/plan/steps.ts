import type { Appliance } from '../appliance/appliance.ts';
import type { PlannedStep } from './plan.ts';

interface StepRule extends PlannedStep {
  readonly when: (appliance: Appliance) => boolean;
}

const always = () => true;

/** The steps of a build in order; the build runs those that apply, under these names. */
const rules: readonly StepRule[] = [
  { name: 'resolve', description: 'ask the repositories which packages are needed', when: always },
  { name: 'fetch', description: 'fetch the package files, or take them from the cache', when: always },
  { name: 'install', description: 'install the packages into the root, or take the cached layer', when: always },
  { name: 'configure', description: 'apply the kickstart commands to the root', when: always },
  {
    name: 'scripts',
    description: 'run the %post scripts',
    when: ({ scripts }) => scripts.some(({ section }) => section === 'post'),
  },
  { name: 'initramfs', description: 'make the initramfs and the boot configuration', when: always },
  { name: 'disk', description: 'assemble the raw disks', when: always },
  { name: 'convert', description: 'convert the disks', when: always },
  {
    name: 'bundle',
    description: 'write what holds the whole appliance: OVA, vmx',
    when: ({ bundles }) => bundles.length > 0,
  },
  { name: 'describe', description: 'write checksums, descriptor and manifest', when: always },
  {
    name: 'package',
    description: 'put everything into an archive',
    when: ({ archive }) => archive !== undefined,
  },
];

export function planSteps(appliance: Appliance): PlannedStep[] {
  return rules.filter(({ when }) => when(appliance)).map(({ name, description }) => ({ name, description }));
}
