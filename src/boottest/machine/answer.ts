import { unlessInterrupted, withDeadline } from '../../host/program/deadline.ts';

export interface Patience {
  /** Settles when the machine is gone. */
  readonly gone: Promise<unknown>;
  readonly signal: AbortSignal;
}

/** A screenshot takes 0.1 s, everything else less; a QEMU that hangs must not keep the verdict back. */
const mostMilliseconds = 10_000;

/**
 * Waits for what QEMU answers to QMP commands, which it never does once it has gone.
 *
 * @throws Error if it answers with an error, is gone, or hangs; ApplianceError kind `interrupted`
 */
export async function answered<Value>(asked: Promise<Value>, { gone, signal }: Patience): Promise<Value> {
  const answer = asked.then((value) => ({ value }));
  const nobody = gone.then(() => {
    throw new Error('the machine is gone');
  });
  const first = await withDeadline(unlessInterrupted(Promise.race([answer, nobody]), signal), mostMilliseconds);
  if (first === undefined) throw new Error('QEMU did not answer in time');
  return first.value;
}
