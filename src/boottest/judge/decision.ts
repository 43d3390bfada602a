import type { Level, Verdict } from './verdicts.ts';

export interface Decision {
  readonly verdict: Verdict;
  /** The rule that matched, or the deadline that passed. */
  readonly rule: string;
  /** One sentence without a period: what was seen, or what was missing. */
  readonly reason: string;
  /** The line that decided, if one did; the text is the guest's and not yet safe to print. */
  readonly line: string | undefined;
}

export interface LevelReached {
  readonly level: Level;
  readonly seconds: number;
}

/** How the machine ended by itself. */
export type MachineEnd = 'powered off' | 'asked to reboot' | 'panicked';

/** Times are milliseconds since the machine was switched on, and never go back. Once decided, it stays decided. */
export interface Judge {
  /** Takes what the serial console printed. */
  feed(chunk: Uint8Array | string, nowMs: number): Decision | undefined;
  /** Takes what the firmware printed on its debug port. */
  feedFirmware(chunk: Uint8Array | string, nowMs: number): Decision | undefined;
  tick(nowMs: number): Decision | undefined;
  /** Takes what is known of the disks beforehand: it ends the test if the kernel does not speak soon. */
  suspect(rule: string, line: string): void;
  /** The machine is gone. */
  end(how: MachineEnd): Decision;
  /** When `tick` can next change something. */
  nextDeadlineMs(): number;
  readonly levels: readonly LevelReached[];
  /** Sources of the expected patterns. */
  readonly matched: readonly string[];
  readonly missing: readonly string[];
  /** The last lines of the serial console and of the firmware, oldest first; not yet safe to print. */
  readonly lastLines: readonly string[];
  readonly lastFirmwareLines: readonly string[];
}
