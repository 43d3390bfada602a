import * as fs from 'node:fs';

/** A file that is written where nobody catches, in the handler of a socket. A disk that gets full ends it, not the boot test. */
export interface LogFile extends Disposable {
  write(data: string | Uint8Array): void;
}

/**
 * @param file overwritten
 * @throws Error of the system if the file cannot be opened
 */
export function openLogFile(file: string): LogFile {
  const descriptor = fs.openSync(file, 'w');
  let failed = false;
  const forgive = (work: () => void) => {
    try {
      work();
    } catch {
      failed = true;
    }
  };
  return {
    write(data) {
      if (!failed) forgive(() => fs.writeFileSync(descriptor, data));
    },
    [Symbol.dispose]: () => forgive(() => fs.closeSync(descriptor)),
  };
}
