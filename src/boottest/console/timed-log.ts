import { createLineReader } from './console.ts';
import { openLogFile } from './log-file.ts';
import { sanitiseForLog } from './sanitise.ts';

/** The serial console as people read it: safe text, with the host's time before each line. */
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
  const log = file === undefined ? undefined : openLogFile(file);
  let unfinished = '';
  let unfinishedMs = 0;
  let lastMs = 0;
  const write = (text: string, ms: number) => {
    lastMs = ms;
    const time = (ms / 1000).toFixed(3).padStart(timeColumns);
    log?.write(`${time} ${text}\n`);
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
      log?.[Symbol.dispose]();
    },
  };
}
