import { ApplianceError } from '../../errors.ts';
import { meanings } from '../judge/ledger.ts';
import { StepFailure } from '../scenario/play.ts';
import type { Readied } from './readiness.ts';

/** Of a host that hears nothing any more. */
export function deaf(): ApplianceError {
  const message = 'the boot test could not go on: socat, which listens for the guest, has ended';
  return new ApplianceError({ kind: 'build', code: 'no-vsock', message });
}

/** Of the time that a guest has to be ready: one that has told nothing by then cannot. */
export const shareOfPatience = 1 / 6;

/**
 * What is worth telling of a guest that was waited for.
 *
 * @throws StepFailure
 */
export function toldOf(readied: Readied): string {
  switch (readied) {
    case 'ready':
      return 'systemd told that it is ready';
    case 'silent':
      return 'not waited for: the systemd of the guest tells nothing (it has to be 254 or newer, and to have a vsock)';
    case 'emergency':
      throw new StepFailure('emergency', 'emergency-target', meanings.emergency);
    case 'late':
      throw new StepFailure('timeout', 'not-ready', 'systemd did not tell in time that it has started everything');
  }
}
