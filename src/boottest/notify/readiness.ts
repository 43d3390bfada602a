import { createLineReader } from '../console/console.ts';

/** `silent`: the guest's systemd tells nothing, because it is older than that, or cannot. */
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
   * @throws what `fail` was called with
   */
  wait(milliseconds: number): Promise<Readied>;
  /** Nothing more will come. */
  fail(error: Error): void;
}

/** The first version that takes the address of a stream socket. */
const firstVersion = 254;
/** One that says its version nowhere speaks early on, if ever: from version 256 on it tells its name first. */
const patienceMs = 10_000;
const banner = /systemd (\d+)\S* running in system mode/;

export function createReadiness(): Readiness {
  const read = createLineReader();
  let version: number | undefined;
  let hasSpoken = false;
  let outcome: 'ready' | 'emergency' | undefined;
  let failure: Error | undefined;
  let wake: () => void = () => {};

  return {
    take(message) {
      hasSpoken = true;
      for (const line of message.split('\n')) {
        // In emergency mode systemd is ready, too: it has started what it could.
        if (/^X_SYSTEMD_UNIT_ACTIVE=(?:emergency|rescue)\.target$/.test(line)) outcome = 'emergency';
        else if (line === 'READY=1') outcome ??= 'ready';
      }
      wake();
    },
    hear(chunk) {
      for (const { line } of read(chunk)) version ??= numberIn(banner.exec(line)?.[1]);
    },
    async wait(milliseconds) {
      const willSpeak = hasSpoken || (version ?? 0) >= firstVersion;
      if (outcome === undefined && failure === undefined && !willSpeak && version !== undefined) return 'silent';
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, willSpeak ? milliseconds : Math.min(milliseconds, patienceMs));
        wake = () => {
          if (outcome === undefined && failure === undefined) return;
          clearTimeout(timer);
          resolve();
        };
        wake();
      });
      wake = () => {};
      if (failure !== undefined) throw failure;
      return outcome ?? (hasSpoken || willSpeak ? 'late' : 'silent');
    },
    fail(error) {
      failure ??= error;
      wake();
    },
  };
}

const numberIn = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
