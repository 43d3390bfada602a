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
