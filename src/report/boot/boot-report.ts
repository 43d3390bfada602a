import type { BootCombination } from '../manifest/manifest.ts';

/** One boot of an appliance, as reports tell it. All texts are safe to print. Times are seconds since power-on. */
export interface BootRecord extends BootCombination {
  readonly verdict: string;
  readonly exitCode: number;
  /** The rule that matched, or the deadline that passed. */
  readonly rule: string;
  readonly reason: string;
  readonly accelerator: 'kvm' | 'tcg';
  readonly seconds: number;
  readonly levels: readonly { readonly level: string; readonly seconds: number }[];
  readonly matched: readonly string[];
  readonly missing: readonly string[];
  readonly steps: readonly {
    readonly step: string;
    readonly outcome: 'passed' | 'failed' | 'not-run';
    readonly seconds: number;
    readonly detail?: string | undefined;
  }[];
  readonly counts: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly count: number;
    readonly allowed: number;
    readonly reasons: readonly string[];
  }[];
  readonly filesystems: readonly {
    readonly place: string;
    readonly type: string;
    readonly outcome: 'sound' | 'damaged' | 'unchecked';
  }[];
  /** The line that decided, last, and what came before it; empty when passed. */
  readonly evidence: readonly string[];
  readonly lastConsoleLines: readonly string[];
  /** Names of files beside the report. */
  readonly consoleLog: string;
  readonly timedLog?: string | undefined;
  readonly screenshots: readonly string[];
}

/** boot.json. */
export interface BootReport {
  readonly schema: 1;
  readonly name: string;
  /** Why the accelerator is that one. */
  readonly acceleratorReason: string;
  readonly passed: boolean;
  readonly results: readonly BootRecord[];
}

export function bootReport(name: string, acceleratorReason: string, results: readonly BootRecord[]): BootReport {
  const passed = results.every(({ verdict }) => verdict === 'passed');
  return { schema: 1, name, acceleratorReason, passed, results };
}
