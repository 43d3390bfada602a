import { throwIfInterrupted } from '../../host/program/run.ts';
import type { Decision, Judge } from './decision.ts';

/** Asks the judge whenever something was heard or a deadline passed; nothing is polled. */
export interface Watch extends Disposable {
  feedSerial(chunk: Buffer): void;
  feedFirmware(chunk: Buffer): void;
  /** Settles with the first decision; rejects when the signal is aborted. */
  readonly decision: Promise<Decision>;
  /** Since the watch began. */
  elapsedMs(): number;
}

export function watch(judge: Judge, signal: AbortSignal): Watch {
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  let timer: NodeJS.Timeout | undefined;
  let timerMs = Number.POSITIVE_INFINITY;
  let settle: { resolve(decision: Decision): void; reject(reason: unknown): void } | undefined;
  const decision = new Promise<Decision>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // It is rejected while nobody may be waiting yet.
  decision.catch(() => {});

  function note(found: Decision | undefined): void {
    if (found === undefined) setTimer();
    else {
      clearTimeout(timer);
      settle?.resolve(found);
    }
  }
  function setTimer(): void {
    const nextMs = judge.nextDeadlineMs();
    if (timer !== undefined && timerMs <= nextMs) return;
    clearTimeout(timer);
    timerMs = nextMs;
    timer = setTimeout(onTimer, Math.max(1, nextMs - elapsedMs()));
  }
  function onTimer(): void {
    timer = undefined;
    note(judge.tick(elapsedMs()));
  }
  function onAbort(): void {
    try {
      throwIfInterrupted(signal);
    } catch (error) {
      settle?.reject(error);
    }
  }
  signal.addEventListener('abort', onAbort);
  setTimer();
  return {
    feedSerial: (chunk) => note(judge.feed(chunk, elapsedMs())),
    feedFirmware: (chunk) => note(judge.feedFirmware(chunk, elapsedMs())),
    decision,
    elapsedMs,
    [Symbol.dispose]() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
