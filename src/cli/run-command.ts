/** Wraps what a command does so that its exit code is that of the program; commander calls it with arguments, options and itself. */
export type RunCommand = <Arguments extends unknown[]>(
  command: (...args: Arguments) => number | Promise<number>,
) => (...args: [...Arguments, ...unknown[]]) => Promise<void>;
