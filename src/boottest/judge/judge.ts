import { createLineReader, isWrapped, type LinePiece } from '../console/console.ts';
import { createExpectations } from '../console/expectations.ts';
import type { Decision, Judge, LevelReached } from './decision.ts';
import { type Allowances, meaningOf, meanings, noAllowances } from './ledger.ts';
import { type Deadlines, firmwareLines, type Level, levelPatterns, type Rule, rules } from './verdicts.ts';

export interface JudgeSettings {
  /** All must be seen on the serial console, in any order, each within about 20 lines. */
  readonly expect: readonly RegExp[];
  readonly deadlines: Deadlines;
  /** What is expected to go wrong. */
  readonly allow?: Allowances;
}

/** The others never end a boot; the ledger keeps count of them. */
const decisive = rules.filter(({ severity }) => ['fatal', 'suspect', 'hint', 'clue'].includes(severity));

/** The initramfs is left: what it waited for has come. */
const rootIsThere = /Switch(?:ing)? [Rr]oot/;

/** A failing line may still be growing: wait so long for its end, for the sake of the rule and the evidence. */
const unfinishedLineMs = 500;
const keptLines = 60;

export function createJudge({ expect, deadlines, allow = noAllowances }: JudgeSettings): Judge {
  const readSerial = createLineReader();
  const readFirmware = createLineReader();
  const serialLines: string[] = [];
  const firmwareLog: string[] = [];
  let unfinished = '';
  const levels: LevelReached[] = [];
  const expectations = createExpectations(expect);
  let now = 0;
  let lastByteMs = 0;
  let imageSpoke = false;
  let suspicion: Suspicion | undefined;
  let clue: Decision | undefined;
  /** Set while the unfinished line matches a fatal rule; patterns that come later in it no longer count. */
  let failingLineSinceMs: number | undefined;
  let decided: Decision | undefined;

  const reached = (level: Level) => levels.some((entry) => entry.level === level);
  const reach = (level: Level) => {
    if (!reached(level)) levels.push({ level, seconds: now / 1000 });
  };
  const afterKernel = () => levels.some(({ level }) => level !== 'firmware');

  const unseenPatterns = () =>
    expectations
      .missing()
      .map((source) => `/${source}/`)
      .join(', ');

  /** The line, and the line with the one before it if that was wrapped. */
  function views(line: string, before: string | undefined): { text: string; offset: number }[] {
    const plain = { text: line, offset: 0 };
    return before !== undefined && isWrapped(before)
      ? [plain, { text: before + line, offset: before.length }]
      : [plain];
  }

  /** The first rule of the table that matches, and where in the line the earliest fatal one ended. */
  function findRule(source: Rule['source'], line: string, before: string | undefined): Finding | undefined {
    let finding: Finding | undefined;
    for (const rule of decisive.filter((candidate) => candidate.source === source)) {
      for (const { text, offset } of views(line, before)) {
        const match = rule.pattern.exec(text);
        if (match === null || allow.excusing(rule.id, text) !== undefined) continue;
        const endsAt = rule.severity === 'fatal' ? match.index + match[0].length - offset : Number.POSITIVE_INFINITY;
        finding = {
          ...(finding ?? { rule, text }),
          fatalEndsAt: Math.min(finding?.fatalEndsAt ?? endsAt, endsAt),
        };
      }
    }
    return finding;
  }

  function judgeSerial({ line, complete }: LinePiece): Decision | undefined {
    if (!firmwareLines.test(line)) imageSpoke = true;
    const found = findRule('serial', line, serialLines.at(-1));
    const passedAt = expectations.meet(serialLines, line);
    const counted = line.slice(0, passedAt);
    for (const { level, pattern } of levelPatterns) if (pattern.test(counted)) reach(level);
    if (rootIsThere.test(line)) clue = undefined;
    const fatal = found?.rule.severity === 'fatal';
    if (passedAt !== undefined && failingLineSinceMs === undefined && !(fatal && found.fatalEndsAt <= passedAt)) {
      return { verdict: 'passed', rule: 'expected', reason: 'every expected pattern was seen', line };
    }
    failingLineSinceMs = fatal && !complete ? now : undefined;
    return found !== undefined && complete ? weigh(found.rule, found.text) : undefined;
  }

  function judgeUnfinishedLine(): Decision | undefined {
    const found = findRule('serial', unfinished, serialLines.at(-1));
    failingLineSinceMs = undefined;
    return found === undefined ? undefined : weigh(found.rule, found.text);
  }

  function weigh(rule: Rule, line: string): Decision | undefined {
    const { id, verdict, severity, reason } = rule;
    const found: Decision = { verdict, rule: id, reason: meaningOf(rule), line };
    if (severity === 'fatal')
      return suspicion?.explains === true && suspicion.decision.verdict === verdict ? suspicion.decision : found;
    if (severity === 'clue') clue ??= found;
    if (severity === 'clue' || afterKernel()) return undefined;
    const [strong, explains] = [severity === 'suspect', reason !== undefined];
    if (suspicion === undefined || (!suspicion.strong && (strong || explains || !suspicion.explains))) {
      suspicion = { decision: found, strong, explains, sinceMs: now };
    }
    return undefined;
  }

  /** The verdict when no more is to be expected of the machine. */
  function giveUp(rule: string, what: string): Decision {
    const unseen = unseenPatterns();
    if (reached('login')) {
      return { verdict: 'expectation-failed', rule, reason: `${what}; not seen: ${unseen}`, line: undefined };
    }
    if (suspicion !== undefined && !afterKernel()) {
      return { ...suspicion.decision, reason: `${suspicion.decision.reason}, then ${what}` };
    }
    if (!afterKernel()) {
      const heard = imageSpoke
        ? 'only the boot loader spoke on the serial console'
        : 'the serial console stayed silent';
      return { verdict: 'silent', rule, reason: `${heard}: ${what}`, line: undefined };
    }
    if (clue !== undefined) return { ...clue, reason: `${clue.reason}, then ${what}` };
    return { verdict: 'timeout', rule, reason: `${what} before the login; not seen: ${unseen}`, line: undefined };
  }

  function waits(): { readonly atMs: number; readonly rule: string; readonly what: string }[] {
    const all = [
      { atMs: deadlines.total * 1000, rule: 'total', what: `${deadlines.total} s are over` },
      { atMs: lastByteMs + deadlines.stall * 1000, rule: 'stall', what: `nothing new came for ${deadlines.stall} s` },
    ];
    if (!imageSpoke) {
      const atMs = lastByteMs + deadlines.silence * 1000;
      all.push({ atMs, rule: 'silence', what: `nothing came for ${deadlines.silence} s` });
    }
    if (suspicion?.strong === true && !afterKernel()) {
      const atMs = suspicion.sinceMs + deadlines.suspect * 1000;
      all.push({ atMs, rule: 'suspect', what: `no kernel spoke for ${deadlines.suspect} s` });
    }
    return all.sort((a, b) => a.atMs - b.atMs);
  }

  function tick(nowMs: number): Decision | undefined {
    now = Math.max(now, nowMs);
    if (failingLineSinceMs !== undefined && now >= failingLineSinceMs + unfinishedLineMs) {
      decided ??= judgeUnfinishedLine();
    }
    const first = waits()[0];
    if (first !== undefined && now >= first.atMs) decided ??= giveUp(first.rule, first.what);
    return decided;
  }

  return {
    tick,
    feed(chunk, nowMs) {
      now = Math.max(now, nowMs);
      if (chunk.length > 0) {
        lastByteMs = now;
        reach('firmware');
      }
      for (const piece of readSerial(chunk)) {
        decided ??= judgeSerial(piece);
        unfinished = piece.complete ? '' : piece.line;
        if (piece.complete) keep(serialLines, piece.line);
      }
      return decided;
    },
    feedFirmware(chunk, nowMs) {
      now = Math.max(now, nowMs);
      if (chunk.length > 0) reach('firmware');
      for (const { line, complete } of readFirmware(chunk)) {
        const found = findRule('firmware', line, firmwareLog.at(-1));
        if (found !== undefined) decided ??= weigh(found.rule, found.text);
        if (complete) keep(firmwareLog, line);
      }
      return decided;
    },
    end(how) {
      if (failingLineSinceMs !== undefined) decided ??= judgeUnfinishedLine();
      if (how === 'panicked') {
        decided ??= { verdict: 'panic', rule: 'guest-panicked', reason: 'the guest reported a panic', line: undefined };
      }
      if (how === 'asked to reboot') {
        const reason = 'the machine rebooted by itself before every expected pattern was seen';
        decided ??= { verdict: 'reboot-loop', rule: 'rebooted', reason, line: undefined };
      }
      const reason = `the machine ${how} before every expected pattern was seen; not seen: ${unseenPatterns()}`;
      decided ??= { verdict: 'expectation-failed', rule: 'ended', reason, line: undefined };
      return decided;
    },
    nextDeadlineMs() {
      const deadline = waits()[0]?.atMs ?? deadlines.total * 1000;
      return failingLineSinceMs === undefined ? deadline : Math.min(deadline, failingLineSinceMs + unfinishedLineMs);
    },
    suspect(rule, line) {
      const decision: Decision = { verdict: 'boot-loader', rule, reason: meanings['boot-loader'], line };
      suspicion = { decision, strong: true, explains: false, sinceMs: now };
    },
    levels,
    get matched() {
      return expectations.matched();
    },
    get missing() {
      return expectations.missing();
    },
    get lastLines() {
      return unfinished === '' ? serialLines : [...serialLines, unfinished];
    },
    lastFirmwareLines: firmwareLog,
  };
}

interface Finding {
  readonly rule: Rule;
  readonly text: string;
  readonly fatalEndsAt: number;
}

interface Suspicion {
  readonly decision: Decision;
  /** Whether it ends the test soon, or only names the verdict when another deadline does. */
  readonly strong: boolean;
  /** Whether it is the reason of failures that follow. */
  readonly explains: boolean;
  readonly sinceMs: number;
}

function keep(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > keptLines) lines.shift();
}
