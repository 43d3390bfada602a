import type { Change } from './change.ts';
import { baseChanges } from './changes-base.ts';
import { bootChanges, kernelChange } from './changes-boot.ts';
import { serviceChanges } from './changes-services.ts';
import { kernelVersionOf, trialName } from './debian-packages.ts';

const changes = { ...baseChanges, ...serviceChanges, ...bootChanges };

/** What changes in a package besides its form; nothing in most. @param debian Debian's name of it */
export function changeOf(debian: string): Change {
  const kernel = kernelVersionOf(debian);
  return kernel === undefined ? (changes[trialName(debian)] ?? {}) : kernelChange(kernel);
}
