import type { Booted } from './boot-run.ts';
import { sanitiseForLog } from './console/sanitise.ts';
import type { Decision, Judge, LevelReached } from './judge/decision.ts';
import { type FirstFailure, type Ledger, meaningOf, meanings } from './judge/ledger.ts';
import { rules, type Verdict } from './judge/verdicts.ts';
import type { Played, StepOutcome } from './scenario/play.ts';

/** How a boot test ended. The evidence is safe to print, oldest line first; empty when passed. */
export interface Ending {
  readonly verdict: Verdict;
  readonly rule: string;
  readonly reason: string;
  readonly evidence: readonly string[];
}

const evidenceLines = 20;

export interface Afterwards extends Pick<Played, 'failure' | 'failedAt'> {
  /** The first fatal line while steps were played. */
  readonly fatal: FirstFailure | undefined;
  readonly ledger: Ledger;
}

/**
 * A boot that did not pass outweighs everything, then comes a guest that died as steps were played, whatever they made of it, then
 * a step that failed, and then what the guest only reported.
 */
export function endingOf({ decision, judge }: Booted, { failure, failedAt, fatal, ledger }: Afterwards): Ending {
  const { verdict, rule, reason } = decision;
  if (verdict !== 'passed') return { verdict, rule, reason, evidence: withFirst(ledger, evidenceOf(decision, judge)) };
  if (fatal !== undefined) {
    const { rule: found, line, before } = fatal;
    const during = failedAt === undefined ? 'it had booted, and then' : `${failedAt}:`;
    const evidence = excerpt([...before, line]);
    return { verdict: found.verdict, rule: found.id, reason: `${during} ${meaningOf(found)}`, evidence };
  }
  if (failure !== undefined) {
    const { detail, message } = failure;
    return { verdict: failure.verdict, rule: failure.rule, reason: message, evidence: excerpt(detail) };
  }
  const { firstHard } = ledger;
  if (firstHard === undefined) return { verdict, rule, reason, evidence: [] };
  const { rule: found, line, before, lapsed } = firstHard;
  const ended = lapsed === undefined ? '' : `, which was allowed until ${lapsed.until}: ${lapsed.reason}`;
  return {
    verdict: found.verdict,
    rule: found.id,
    reason: `every expected pattern was seen, but ${meanings[found.verdict]}${ended}`,
    evidence: excerpt([...before, line]),
  };
}

/** What the guest complained of first is why the rest went wrong; it may be further up than the evidence reaches. */
function withFirst({ firstHard }: Ledger, evidence: readonly string[]): readonly string[] {
  if (firstHard === undefined) return evidence;
  const first = sanitiseForLog(firstHard.line);
  return first.every((line) => evidence.includes(line)) ? evidence : [...first, ...evidence];
}

/** What the firmware said is shown only if it decided, or if nobody else spoke. */
function evidenceOf({ line, rule, verdict }: Decision, judge: Judge): string[] {
  const { lastLines, lastFirmwareLines } = judge;
  const fromFirmware = rules.find(({ id }) => id === rule)?.source === 'firmware';
  const said = fromFirmware || verdict === 'silent' ? [...lastFirmwareLines, ...lastLines] : lastLines;
  return excerpt(line === undefined || said.includes(line) ? said : [...said, line]);
}

/** The last lines, without empty ones, and repetitions in a row told as one; safe to print. */
export function excerpt(lines: readonly string[]): string[] {
  const runs: { readonly line: string; times: number }[] = [];
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const last = runs.at(-1);
    if (last?.line === line) last.times += 1;
    else runs.push({ line, times: 1 });
  }
  return runs
    .slice(-evidenceLines)
    .flatMap(({ line, times }) => sanitiseForLog(times === 1 ? line : `${line} (${times} times)`));
}

/** The last level: every step was done. */
export function assertionsAt(seconds: number, outcomes: readonly StepOutcome[]): LevelReached {
  return { level: 'assertions', seconds: outcomes.reduce((sum, outcome) => sum + outcome.seconds, seconds) };
}

/** What a command printed comes from the guest. */
export function printableOutcome(outcome: StepOutcome): StepOutcome {
  const { detail } = outcome;
  return detail === undefined ? outcome : { ...outcome, detail: sanitiseForLog(detail).join(' ').replace(/^│ /, '') };
}
