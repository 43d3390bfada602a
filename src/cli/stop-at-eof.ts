/**
 * Sends this process SIGINT when its standard input ends: whoever started it holds the other end of a pipe, and may be gone
 * or, without the right to signal a process of root, close it. Call it in the outer process alone; the one in the namespace
 * has no standard input and gets the signal passed on.
 */
export function stopAtEndOfInput(): void {
  const { stdin } = process;
  let stopped = false;
  const stop = () => {
    if (!stopped) process.kill(process.pid, 'SIGINT');
    stopped = true;
  };
  for (const event of ['end', 'error', 'close'] as const) stdin.on(event, stop);
  stdin.resume();
  // A command that is done does not wait for its input; files have no unref.
  if ('unref' in stdin) stdin.unref();
}
