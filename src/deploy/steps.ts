import { ApplianceError, messageOf, type Warning } from '../errors.ts';

/** A step of a change that is made as a whole or not at all. */
export interface Step {
  /** What it does, for people: `import disk os`. */
  readonly name: string;
  run(): Promise<void>;
  /** Puts back what was before the step. It is also called for a step that failed half-way. Undefined: it changes nothing. */
  undo?(): Promise<void>;
}

/** Runs one step. Another one than the usual lets a test make a step fail. */
export type StepRunner = (step: Step) => Promise<void>;

export const runStep: StepRunner = (step) => step.run();

/** virsh says what failed, but not what it was for. */
function named({ name }: Step, error: unknown): unknown {
  if (!(error instanceof ApplianceError) || error.code !== 'tool-failed') return error;
  const { kind, code, message, detail, hint, log, cause } = error;
  return new ApplianceError({ kind, code, message: `cannot ${name}: ${message}`, detail, hint, log, cause });
}

/**
 * Runs steps in order. When one fails all are undone in reverse order, also if an undoing fails; then the failure is thrown.
 *
 * @param warn takes what could not be undone
 */
export async function runSteps(
  steps: readonly Step[],
  run: StepRunner,
  warn: (warning: Warning) => void,
): Promise<void> {
  const begun: Step[] = [];
  try {
    for (const step of steps) {
      begun.push(step);
      await run(step).catch((error: unknown) => {
        throw named(step, error);
      });
    }
  } catch (error) {
    for (const step of begun.reverse()) {
      await step
        .undo?.()
        .catch((failure: unknown) =>
          warn({ code: 'not-undone', message: `"${step.name}" could not be undone: ${messageOf(failure)}` }),
        );
    }
    throw error;
  }
}
