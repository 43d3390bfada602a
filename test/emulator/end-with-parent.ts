// Preloaded into a helper program: its standard input is a pipe of the test's process, and ends when that does.
process.stdin.resume().once('close', () => process.exit());
