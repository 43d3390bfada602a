import { createLineReader, isWrapped } from '../console/console.ts';
import { type Rule, rules } from './verdicts.ts';

/** An entry of the allow list: what a rule finds is counted, but fails nothing. */
export interface Allowance {
  /** Id of the rule. */
  readonly rule: string;
  /** Only lines that match; undefined: all. */
  readonly match: RegExp | undefined;
  /** Why it is expected. */
  readonly reason: string;
  /** The last day that it holds, `2027-01-31`; undefined: for ever. */
  readonly until?: string | undefined;
}

export interface RuleCount {
  readonly rule: string;
  readonly severity: Rule['severity'];
  readonly count: number;
  /** How many of them the allow list excuses, and the reasons. */
  readonly allowed: number;
  readonly reasons: readonly string[];
}

/** The first line that fails the test, with what came before it. The text is the guest's and not yet safe to print. */
export interface FirstFailure {
  readonly rule: Rule;
  readonly line: string;
  /** At most 20, oldest first. */
  readonly before: readonly string[];
  readonly atMs: number;
  /** What excused it until its day. */
  readonly lapsed: Allowance | undefined;
}

/** Keeps count of what the rules find on the serial console, over all boots of a test. */
export interface Ledger {
  /** @returns the first line of the chunk that is fatal, if any */
  feed(chunk: Uint8Array | string, nowMs: number): FirstFailure | undefined;
  /** In the order of the table; only rules that found something. */
  readonly counts: readonly RuleCount[];
  readonly firstHard: FirstFailure | undefined;
}

const contextLines = 20;

/** An allow list of a day. */
export interface Allowances {
  /** @returns the entry that excuses a line, if any */
  excusing(rule: string, line: string): Allowance | undefined;
  /** @returns the entry that did so until its day, if any */
  lapsed(rule: string, line: string): Allowance | undefined;
}

/** @param today in UTC, `2027-01-31` */
export function allowancesOn(today: string, entries: readonly Allowance[]): Allowances {
  const isOver = ({ until }: Allowance) => until !== undefined && until < today;
  const find = (over: boolean) => (rule: string, line: string) =>
    entries.find((entry) => entry.rule === rule && isOver(entry) === over && (entry.match?.test(line) ?? true));
  return { excusing: find(false), lapsed: find(true) };
}

export const noAllowances = allowancesOn('', []);

export function createLedger(allowances: Allowances, accelerator: 'kvm' | 'tcg'): Ledger {
  const read = createLineReader();
  const before: string[] = [];
  const counted = new Map<Rule, { count: number; allowed: number; reasons: Set<string> }>();
  let firstHard: FirstFailure | undefined;

  /** @returns the failure if it is fatal */
  const note = (rule: Rule, line: string, atMs: number): FirstFailure | undefined => {
    const entry = counted.get(rule) ?? { count: 0, allowed: 0, reasons: new Set() };
    counted.set(rule, entry);
    entry.count += 1;
    const allowance = allowances.excusing(rule.id, line);
    if (allowance !== undefined) {
      entry.allowed += 1;
      entry.reasons.add(allowance.reason);
      return undefined;
    }
    const lapsed = allowances.lapsed(rule.id, line);
    const failure = { rule, line, before: before.slice(-contextLines), atMs, lapsed };
    if (rule.severity === 'hard' || (rule.severity === 'hard-on-kvm' && accelerator === 'kvm')) firstHard ??= failure;
    return rule.severity === 'fatal' ? failure : undefined;
  };

  return {
    feed(chunk, nowMs) {
      let fatal: FirstFailure | undefined;
      for (const { line, complete } of read(chunk)) {
        if (!complete) continue;
        const last = before.at(-1);
        const text = last !== undefined && isWrapped(last) ? last + line : line;
        const rule = rules.find(({ source, pattern }) => source === 'serial' && pattern.test(text));
        if (rule !== undefined && !(text !== line && rule.pattern.test(last ?? ''))) {
          const found = note(rule, text, nowMs);
          fatal ??= found;
        }
        before.push(line);
        if (before.length > contextLines) before.shift();
      }
      return fatal;
    },
    get counts() {
      return rules.flatMap((rule) => {
        const entry = counted.get(rule);
        if (entry === undefined) return [];
        const { count, allowed, reasons } = entry;
        return [{ rule: rule.id, severity: rule.severity, count, allowed, reasons: [...reasons] }];
      });
    },
    get firstHard() {
      return firstHard;
    },
  };
}

/** What each kind of failure means, in one sentence without a period. */
export const meanings: Readonly<Record<Rule['verdict'], string>> = {
  panic: 'the kernel panicked',
  emergency: 'the system ended in emergency mode or found no root filesystem',
  'boot-loader': 'the boot loader failed',
  oops: 'the kernel reported a fault of its own',
  hung: 'the kernel reported that it hung',
  'out-of-memory': 'the guest ran out of memory',
  'filesystem-error': 'the guest reported an error of a filesystem or disk',
  'failed-unit': 'a unit failed as the system started',
};

/** What it means that a rule found something, in one sentence without a period. */
export const meaningOf = ({ reason, verdict }: Pick<Rule, 'reason' | 'verdict'>): string => reason ?? meanings[verdict];
