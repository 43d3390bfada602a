import { formatPosition } from '../../errors.ts';
import { formatSeconds } from '../format.ts';
import { printable } from '../printable.ts';
import type { Display } from './reporter.ts';

/** Where progress goes; a terminal gets a live line, anything else plain lines. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const redrawMilliseconds = 200;

export function displayForPeople(stream: ProgressStream): Display {
  const live = stream.isTTY === true;
  const clearLine = live ? '\r\u001b[K' : '';
  let redraw: (() => void) | undefined;

  const print = (line: string) => {
    stream.write(`${clearLine}${printable(line)}\n`);
    redraw?.();
  };

  return {
    stepStarts(name, description) {
      const start = performance.now();
      if (!live) stream.write(`${name.padEnd(10)} ${description} …\n`);
      redraw = () => {
        if (!live) return;
        const line = `${name.padEnd(10)} ${description}  ${formatSeconds((performance.now() - start) / 1000)}`;
        stream.write(`${clearLine}${line.slice(0, (stream.columns ?? 80) - 1)}`);
      };
      redraw();
      const timer = live ? setInterval(redraw, redrawMilliseconds) : undefined;
      return ({ ok, seconds, detail }) => {
        clearInterval(timer);
        redraw = undefined;
        const said = ok ? (detail ?? description) : description;
        print(`${ok ? '✓' : '✗'} ${name.padEnd(10)} ${formatSeconds(seconds).padStart(8)}  ${said}`);
      };
    },
    warn({ message, position, hint, severity }) {
      const where = position === undefined ? '' : `${formatPosition(position)}: `;
      print(`${where}${severity ?? 'warning'}: ${message}`);
      if (hint !== undefined) print(`  hint: ${hint}`);
    },
    note: (text) => print(`note: ${text}`),
    tell: () => undefined,
  };
}
