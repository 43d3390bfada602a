import { messageOf } from '../../errors.ts';
import { NotSeen } from '../console/transcript.ts';
import type { MachineEnd } from '../judge/decision.ts';
import type { Verdict } from '../judge/verdicts.ts';
import type { FilesystemCheck } from '../machine/check-disks.ts';
import { describeStep, emulationFactor, type HttpStep, type Step, type TcpStep } from './scenario.ts';
import { logIn, type Shell, type Typist } from './shell.ts';

/** Why a step ends the test. The detail is the guest's and not yet safe to print. */
export class StepFailure extends Error {
  readonly verdict: Verdict;
  readonly rule: string;
  readonly detail: readonly string[];

  constructor(verdict: Verdict, rule: string, reason: string, detail: readonly string[] = []) {
    super(reason);
    this.verdict = verdict;
    this.rule = rule;
    this.detail = detail;
  }
}

/** The machine as steps use it. Deadlines are milliseconds. */
export interface Stage {
  /** Of the present boot. */
  readonly typist: Typist;
  isOff(): boolean;
  pressPowerButton(): Promise<void>;
  /** @returns how the machine ended; undefined: it did not in time */
  waitForEnd(milliseconds: number): Promise<MachineEnd | undefined>;
  /**
   * Switches the machine on again and waits for what every boot has to show.
   *
   * @throws StepFailure
   */
  powerOn(): Promise<void>;
  /** @returns whether there is a picture now */
  takeScreenshot(name: string): Promise<boolean>;
  /** Of a machine that is off. */
  checkDisks(): Promise<readonly FilesystemCheck[]>;
  /**
   * Waits until the guest's systemd tells that it is ready.
   *
   * @returns what is worth telling
   * @throws StepFailure
   */
  awaitReady(milliseconds: number): Promise<string>;
  /** @throws Error with what went wrong the last time before the deadline */
  reach(step: TcpStep | HttpStep, milliseconds: number, shell: Shell | undefined): Promise<string>;
}

export interface StepOutcome {
  /** One line, without secrets. */
  readonly step: string;
  readonly outcome: 'passed' | 'failed' | 'not-run';
  readonly seconds: number;
  /** What is worth telling of it; not yet safe to print. */
  readonly detail: string | undefined;
}

export interface Played {
  readonly outcomes: readonly StepOutcome[];
  /** Of the first step that failed. */
  readonly failure: StepFailure | undefined;
  /** Which one that was: `step 2 (shutdown)`. */
  readonly failedAt: string | undefined;
}

/** What is left from one step to the next. */
interface Memory {
  shell: Shell | undefined;
}

type Player<Kind extends Step['kind']> = (
  step: Extract<Step, { kind: Kind }>,
  stage: Stage,
  milliseconds: number,
  memory: Memory,
) => Promise<string | undefined>;

const shownOutputLines = 20;

/** @returns what is worth telling; each throws NotSeen or StepFailure */
const players: { readonly [Kind in Step['kind']]: Player<Kind> } = {
  async expect({ pattern }, { typist }, milliseconds) {
    await typist.transcript.next(pattern, milliseconds);
    return undefined;
  },
  async send({ text }, { typist }) {
    typist.type(`${text}\n`);
    return undefined;
  },
  async login(step, { typist }, milliseconds, memory) {
    memory.shell = await logIn(typist, step, milliseconds);
    return undefined;
  },
  async run({ command, exit, output: expected }, _stage, milliseconds, memory) {
    if (memory.shell === undefined)
      throw new StepFailure('expectation-failed', 'no-shell', 'there is no shell to run it in');
    const { exitCode, output } = await memory.shell.run(command, milliseconds);
    const lines = output.split('\n').slice(-shownOutputLines);
    if (exitCode !== exit)
      throw new StepFailure('expectation-failed', 'exit-code', `it ended with ${exitCode} instead of ${exit}`, lines);
    if (expected !== undefined && !expected.test(output))
      throw new StepFailure('expectation-failed', 'output', `it did not print /${expected.source}/`, lines);
    return `exit code ${exitCode}${output === '' ? '' : `: ${lines[0]}${lines.length > 1 ? ' …' : ''}`}`;
  },
  async screenshot({ name }, stage) {
    return (await stage.takeScreenshot(name)) ? undefined : 'there is none: QEMU could not take it';
  },
  async reboot(_step, stage, milliseconds, memory) {
    memory.shell = undefined;
    const end = stage.isOff() ? undefined : await powerOff(stage, milliseconds);
    await stage.powerOn();
    return end;
  },
  async shutdown(_step, stage, milliseconds, memory) {
    memory.shell = undefined;
    const end = await powerOff(stage, milliseconds);
    const checks = await stage.checkDisks();
    const bad = checks.find(({ outcome }) => outcome === 'damaged');
    if (bad !== undefined) {
      const reason = `${bad.checker} finds the ${bad.type} filesystem of ${bad.place} damaged after the shutdown`;
      throw new StepFailure('filesystem-error', 'filesystem-check', reason, bad.said);
    }
    const sound = checks.filter(({ outcome }) => outcome === 'sound').length;
    return `${end}; ${sound} of ${checks.length} filesystems checked, none is damaged`;
  },
  ready: async (_step, stage, milliseconds) => await stage.awaitReady(milliseconds),
  tcp: reach,
  http: reach,
};

async function reach(step: TcpStep | HttpStep, stage: Stage, milliseconds: number, { shell }: Memory): Promise<string> {
  try {
    return await stage.reach(step, milliseconds, shell);
  } catch (error) {
    if (error instanceof StepFailure) throw error;
    throw new StepFailure('expectation-failed', 'network', messageOf(error));
  }
}

async function powerOff(stage: Stage, milliseconds: number): Promise<string> {
  await stage.pressPowerButton();
  const end = await stage.waitForEnd(milliseconds);
  if (end === undefined)
    throw new StepFailure('timeout', 'shutdown', 'the machine did not heed its power button in time');
  if (end === 'asked to reboot')
    throw new StepFailure('reboot-loop', 'rebooted', 'the machine rebooted instead of switching itself off');
  if (end === 'panicked') throw new StepFailure('panic', 'guest-panicked', 'the guest panicked as it shut down');
  return `the machine ${end}`;
}

/** Plays the steps in order; after one that fails the rest is not run. */
export async function playSteps(steps: readonly Step[], stage: Stage, accelerator: 'kvm' | 'tcg'): Promise<Played> {
  const memory: Memory = { shell: undefined };
  const outcomes: StepOutcome[] = [];
  let failure: StepFailure | undefined;
  let failedAt: string | undefined;
  for (const [index, step] of steps.entries()) {
    const name = describeStep(step);
    if (failure !== undefined) {
      outcomes.push({ step: name, outcome: 'not-run', seconds: 0, detail: undefined });
      continue;
    }
    const seconds = step.seconds * (accelerator === 'tcg' ? emulationFactor : 1);
    const began = performance.now();
    const since = () => (performance.now() - began) / 1000;
    try {
      const detail = await (players[step.kind] as Player<Step['kind']>)(step, stage, seconds * 1000, memory);
      outcomes.push({ step: name, outcome: 'passed', seconds: since(), detail });
    } catch (error) {
      failedAt = `step ${index + 1} (${name})`;
      failure = failureOf(error, failedAt, seconds);
      outcomes.push({ step: name, outcome: 'failed', seconds: since(), detail: failure.message });
    }
  }
  return { outcomes, failure, failedAt };
}

function failureOf(error: unknown, which: string, seconds: number): StepFailure {
  if (error instanceof NotSeen) {
    const reason = `${which}: ${error.message} within ${seconds} s`;
    return new StepFailure('expectation-failed', 'step', reason);
  }
  if (!(error instanceof StepFailure)) throw error;
  return new StepFailure(error.verdict, error.rule, `${which}: ${error.message}`, error.detail);
}
