import { createWriteStream } from 'node:fs';
import { masker } from './mask.ts';

/** The full log of a build: what every tool and script printed, with times. */
export interface BuildLog {
  line(text: string): void;
  /** Resolves once everything is in the file. */
  close(): Promise<void>;
}

/** @param secrets texts that never reach the log, such as passwords of the kickstart */
export function openBuildLog(file: string, secrets: readonly string[]): BuildLog {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o644 });
  const start = performance.now();
  let failed = false;
  // A full disk must not bring the build down with an error about its log; the build's own writes will tell.
  stream.on('error', () => {
    failed = true;
  });
  const mask = masker(secrets);
  return {
    line(text) {
      if (failed || stream.writableEnded) return;
      stream.write(`${((performance.now() - start) / 1000).toFixed(2).padStart(8)}  ${mask(text)}\n`);
    },
    close: () =>
      new Promise((resolve) => {
        if (failed) resolve();
        else stream.end(resolve);
        stream.on('error', () => resolve());
      }),
  };
}
