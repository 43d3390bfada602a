// Ends files of tests that hang. The limit of node's runner is one of each test: it does not end a process that has something
// left to wait for, or that waits for a child without looking up.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { run } from 'node:test';
import { childrenOf, killTree } from './support/actions-runner/step-process.ts';

type Events = ReturnType<typeof run>;

/** From its beginning on, a file of the run has so long; then it fails, and all that it started is killed. */
export function limitFiles(events: Events, milliseconds: number): void {
  const timers = new Map<string, NodeJS.Timeout>();
  events.on('test:dequeue', ({ name }) => {
    // What is inside a file has no path for a name.
    if (!path.isAbsolute(name)) return;
    const timer = setTimeout(() => killFile(name), milliseconds);
    timers.set(name, timer);
  });
  events.on('test:complete', ({ name }) => clearTimeout(timers.get(name)));
}

function killFile(file: string): void {
  for (const pid of childrenOf(process.pid)) {
    if (!argumentsOf(pid).includes(file)) continue;
    console.error(`${file} has not ended in time and is killed`);
    killTree(undefined, pid);
  }
}

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
