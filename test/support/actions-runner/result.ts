/** How a step went, and how it counts: they differ by `continue-on-error` only. */
export type Outcome = 'success' | 'failure' | 'cancelled' | 'skipped';
export type Stage = 'pre' | 'main' | 'post';
export type AnnotationKind = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly kind: AnnotationKind;
  readonly message: string;
  /** Relative to the workspace where it lies in there. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly title: string | undefined;
}

export interface StepResult {
  /** Undefined for steps without one, whose outputs go nowhere. */
  readonly id: string | undefined;
  readonly name: string;
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly conclusion: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** The lines of the step and of those in it, as the log shows them: secrets are masked, commands gone. */
  readonly log: readonly string[];
  /** All of this step alone, before the runner drops what is too many. */
  readonly annotations: readonly Annotation[];
  /** What the step wrote into GITHUB_STEP_SUMMARY, masked; undefined for nothing, or too much. */
  readonly summary: string | undefined;
  /** Names of the environment the process got; empty for steps without a process. */
  readonly environment: Readonly<Record<string, string>>;
  /** The steps of a composite action. */
  readonly steps: readonly StepResult[];
}

/** How a process that was told to stop ended. */
export interface Cancellation {
  /** Name of the step that was running. */
  readonly step: string;
  readonly stage: Stage;
  readonly signals: readonly NodeJS.Signals[];
  readonly seconds: number;
}

export interface JobResult {
  readonly conclusion: Outcome;
  /** Of the action under test. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The steps of the action under test; itself, if it is no composite one. */
  readonly steps: readonly StepResult[];
  readonly pre: readonly StepResult[];
  /** In the order in which they ran: last come, first cleaned up. */
  readonly post: readonly StepResult[];
  /** What the web page shows: of the whole action 10 of each kind for each of pre, main and post. */
  readonly annotations: readonly Annotation[];
  readonly summaries: readonly string[];
  readonly log: readonly string[];
  readonly cancellations: readonly Cancellation[];
  /** What the runner could not delete from RUNNER_TEMP when the job was over. */
  readonly leftovers: readonly string[];
  /** Processes that outlived the job, as `PID COMMAND LINE`; the runner kills them. */
  readonly orphans: readonly string[];
  /** Name to digest of what was written into GITHUB_ARTIFACTS. */
  readonly artifactSubjects: Readonly<Record<string, string>>;
}
