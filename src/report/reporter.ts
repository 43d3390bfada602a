import type { Warning } from '../errors.ts';
import { formatPosition } from '../errors.ts';
import type { BuildLog } from './build-log.ts';
import { formatSeconds } from './format.ts';
import { printable } from './printable.ts';

export interface StepTiming {
  readonly name: string;
  readonly seconds: number;
  /** What the step had to say, such as `142 packages, all from the cache`. */
  readonly detail: string | undefined;
}

/** Shows a build's progress to people; the only one who writes to the terminal while it runs. */
export interface Reporter {
  /**
   * Runs one step, showing its name while it runs and its time when it is done.
   *
   * @param work gets a function that sets the detail shown at the end
   */
  step<T>(name: string, description: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T>;
  warn(warning: Warning): void;
  note(text: string): void;
  readonly timings: readonly StepTiming[];
}

export interface ReporterSettings {
  /** Where progress goes; a terminal gets a live line, anything else plain lines. */
  readonly stream: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly log: BuildLog;
}

const redrawMilliseconds = 200;

export function createReporter({ stream, log }: ReporterSettings): Reporter {
  const timings: StepTiming[] = [];
  const live = stream.isTTY === true;
  const clearLine = live ? '\r\u001b[K' : '';
  let redraw: (() => void) | undefined;

  const print = (line: string) => {
    stream.write(`${clearLine}${printable(line)}\n`);
    redraw?.();
  };

  return {
    timings,
    async step(name, description, work) {
      const start = performance.now();
      const seconds = () => (performance.now() - start) / 1000;
      let detail: string | undefined;
      log.line(`== ${name}: ${description}`);
      if (!live) stream.write(`${name.padEnd(10)} ${description} …\n`);
      redraw = () => {
        if (live)
          stream.write(
            `${clearLine}${`${name.padEnd(10)} ${description}  ${formatSeconds(seconds())}`.slice(0, (stream.columns ?? 80) - 1)}`,
          );
      };
      redraw();
      const timer = live ? setInterval(redraw, redrawMilliseconds) : undefined;
      const finish = (mark: string, said: string) => {
        clearInterval(timer);
        redraw = undefined;
        log.line(`== ${name}: ${said} (${formatSeconds(seconds())})`);
        print(`${mark} ${name.padEnd(10)} ${formatSeconds(seconds()).padStart(8)}  ${said}`);
      };
      try {
        const result = await work((text) => {
          detail = text;
        });
        timings.push({ name, seconds: seconds(), detail });
        finish('✓', detail ?? description);
        return result;
      } catch (error) {
        finish('✗', description);
        throw error;
      }
    },
    warn(warning) {
      const where = warning.position === undefined ? '' : `${formatPosition(warning.position)}: `;
      const kind = warning.severity ?? 'warning';
      log.line(`${kind}: ${where}${warning.message}`);
      print(`${where}${kind}: ${warning.message}`);
      if (warning.hint !== undefined) print(`  hint: ${warning.hint}`);
    },
    note(text) {
      log.line(`note: ${text}`);
      print(`note: ${text}`);
    },
  };
}
