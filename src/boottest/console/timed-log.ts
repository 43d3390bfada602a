import * as fs from 'node:fs';
import { createLineReader } from './console.ts';
import { sanitiseForLog } from './sanitise.ts';

/**
 * The serial console as people read it: safe text, with the host's time before each line. A disk that gets full ends the log, not
 * the boot test.
 */
export interface TimedLog extends Disposable {
  feed(chunk: Uint8Array | string, nowMs: number): void;
  /** A line of our own. */
  note(text: string, nowMs: number): void;
}

const timeColumns = 9;

/**
 * @param file overwritten; undefined: nothing is written
 * @throws Error of the system if the file cannot be opened
 */
export function openTimedLog(file: string | undefined): TimedLog {
  const read = createLineReader();
  const descriptor = file === undefined ? undefined : fs.openSync(file, 'w');
  let unfinished = '';
  let unfinishedMs = 0;
  let lastMs = 0;
  let failed = false;
  // It is fed where nobody catches: in the handler of a socket.
  const forgive = (work: () => void) => {
    try {
      work();
    } catch {
      failed = true;
    }
  };
  const write = (text: string, ms: number) => {
    lastMs = ms;
    if (descriptor === undefined || failed) return;
    const time = (ms / 1000).toFixed(3).padStart(timeColumns);
    forgive(() => fs.writeSync(descriptor, `${time} ${text}\n`));
  };
  const writeLine = (line: string, ms: number) => {
    for (const safe of sanitiseForLog(line)) write(safe, ms);
  };
  return {
    feed(chunk, nowMs) {
      for (const { line, complete } of read(chunk)) {
        // A prompt is there when it appears, not when somebody ends its line.
        if (unfinished === '') unfinishedMs = nowMs;
        unfinished = line;
        if (!complete) continue;
        writeLine(line, unfinishedMs);
        unfinished = '';
      }
    },
    note(text, nowMs) {
      write(`── ${text}`, nowMs);
    },
    [Symbol.dispose]() {
      if (unfinished !== '') writeLine(unfinished, Math.max(unfinishedMs, lastMs));
      if (descriptor !== undefined) forgive(() => fs.closeSync(descriptor));
    },
  };
}
