import type { Warning } from '../../errors.ts';
import { formatPosition } from '../../errors.ts';
import type { BuildLog } from '../build-log.ts';
import { formatSeconds } from '../format.ts';
import type { BuildFact } from './events.ts';

export interface StepTiming {
  readonly name: string;
  readonly seconds: number;
  /** What the step had to say, such as `142 packages, all from the cache`. */
  readonly detail: string | undefined;
}

/** Shows a build's progress; the only one who writes to the terminal, or to whoever reads in its place, while it runs. */
export interface Reporter {
  /**
   * Runs one step, showing its name while it runs and its time when it is done.
   *
   * @param work gets a function that sets the detail shown at the end
   */
  step<T>(name: string, description: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T>;
  warn(warning: Warning): void;
  note(text: string): void;
  /** What programs that read along want to know. */
  tell(fact: BuildFact): void;
  readonly timings: readonly StepTiming[];
}

/** How progress is shown; what all ways have in common is the reporter's. */
export interface Display {
  /** @returns called when the step ends */
  stepStarts(name: string, description: string): (end: StepEnd) => void;
  warn(warning: Warning): void;
  note(text: string): void;
  tell(fact: BuildFact): void;
}

export interface StepEnd {
  readonly ok: boolean;
  readonly seconds: number;
  readonly detail: string | undefined;
}

/** Keeps the times of the steps and writes everything to the log besides showing it. */
export function createReporter(display: Display, log: Pick<BuildLog, 'line'>): Reporter {
  const timings: StepTiming[] = [];
  return {
    timings,
    async step(name, description, work) {
      const start = performance.now();
      let detail: string | undefined;
      log.line(`== ${name}: ${description}`);
      const ends = display.stepStarts(name, description);
      const finish = (ok: boolean) => {
        const seconds = (performance.now() - start) / 1000;
        log.line(`== ${name}: ${ok ? (detail ?? description) : description} (${formatSeconds(seconds)})`);
        if (ok) timings.push({ name, seconds, detail });
        ends({ ok, seconds, detail });
      };
      try {
        const result = await work((text) => {
          detail = text;
        });
        finish(true);
        return result;
      } catch (error) {
        finish(false);
        throw error;
      }
    },
    warn(warning) {
      const where = warning.position === undefined ? '' : `${formatPosition(warning.position)}: `;
      log.line(`${warning.severity ?? 'warning'}: ${where}${warning.message}`);
      display.warn(warning);
    },
    note(text) {
      log.line(`note: ${text}`);
      display.note(text);
    },
    tell: display.tell,
  };
}
