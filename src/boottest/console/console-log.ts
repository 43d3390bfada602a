import * as fs from 'node:fs';

/** Every byte of the serial console. A disk that gets full ends the log, not the boot test. */
export interface ConsoleLog extends Disposable {
  write(chunk: Uint8Array): void;
}

/**
 * @param file overwritten
 * @throws Error of the system if the file cannot be opened
 */
export function openConsoleLog(file: string): ConsoleLog {
  const descriptor = fs.openSync(file, 'w');
  let failed = false;
  // It is fed where nobody catches: in the handler of a socket.
  const forgive = (work: () => void) => {
    try {
      work();
    } catch {
      failed = true;
    }
  };
  return {
    write(chunk) {
      if (!failed) forgive(() => fs.writeSync(descriptor, chunk));
    },
    [Symbol.dispose]: () => forgive(() => fs.closeSync(descriptor)),
  };
}
