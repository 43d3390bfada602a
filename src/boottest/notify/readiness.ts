import { createLineReader } from '../console/console.ts';

/** `silent`: the guest's systemd tells nothing, because it is too old for that, or has no way to. */
export type Readied = 'ready' | 'emergency' | 'late' | 'silent';

/** What systemd in the guest tells of itself during one boot: systemd(1), "Readiness Protocol". */
export interface Readiness {
  /** Takes a message: lines of `NAME=VALUE`. */
  take(message: string): void;
  /** Takes what the serial console prints: there systemd says its version. */
  hear(chunk: Uint8Array | string): void;
  /**
   * Waits until systemd has started everything that it was to start, whether all of it succeeded or not.
   *
   * @param patience milliseconds after which a guest that has told nothing so far counts as one that cannot
   * @throws what `fail` was called with
   */
  wait(milliseconds: number, patience: number): Promise<Readied>;
  /** Nothing more will come. */
  fail(error: Error): void;
}

/** Versions that take the address of a stream socket, and those that tell their names as soon as they run. */
const firstVersion = 254;
const firstTalkative = 256;
/** With longer numbers, a line of digits would take seconds. */
const banner = /systemd (\d{1,5})\S* running in system mode/;
/** Messages come on connections of their own, so that of emergency mode may be overtaken. */
const millisecondsToOvertake = 250;

export function createReadiness(): Readiness {
  const read = createLineReader();
  let version: number | undefined;
  let hasSpoken = false;
  let isReady = false;
  let isEmergency = false;
  let failure: Error | undefined;
  let wake: () => void = () => {};

  /** What is certain by now. */
  function settled(): Readied | undefined {
    if (isEmergency) return 'emergency';
    if (isReady) return 'ready';
    return !hasSpoken && version !== undefined && version < firstVersion ? 'silent' : undefined;
  }
  /** Versions in between say nothing before they are ready. */
  const mayStillSpeak = () =>
    hasSpoken || (version !== undefined && version >= firstVersion && version < firstTalkative);

  return {
    take(message) {
      hasSpoken = true;
      for (const line of message.split('\n')) {
        // In emergency mode systemd is ready, too: it has started what it could.
        if (/^X_SYSTEMD_UNIT_ACTIVE=(?:emergency|rescue)\.target$/.test(line)) isEmergency = true;
        if (line === 'READY=1') isReady = true;
      }
      wake();
    },
    hear(chunk) {
      if (version !== undefined) return;
      for (const { line } of read(chunk)) {
        const digits = banner.exec(line)?.[1];
        if (digits !== undefined) version = Number(digits);
      }
      if (version !== undefined) wake();
    },
    async wait(milliseconds, patience) {
      const began = performance.now();
      const untilAwake = (until: number) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(0, began + until - performance.now()));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      for (;;) {
        if (failure !== undefined) throw failure;
        const found = settled();
        if (found === 'ready') {
          const until = performance.now() - began + millisecondsToOvertake;
          while (!isEmergency && performance.now() - began < until) await untilAwake(until);
          return isEmergency ? 'emergency' : 'ready';
        }
        if (found !== undefined) return found;
        const until = mayStillSpeak() ? milliseconds : Math.min(milliseconds, patience);
        if (performance.now() - began >= until) return mayStillSpeak() ? 'late' : 'silent';
        await untilAwake(until);
      }
    },
    fail(error) {
      failure ??= error;
      wake();
    },
  };
}
