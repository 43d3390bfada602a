import { ApplianceError } from '../../errors.ts';

/** Runs work whose failure must not keep what follows from being done; errors of ours are kept for later. */
export async function collect(errors: ApplianceError[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error;
    errors.push(error);
  }
}
