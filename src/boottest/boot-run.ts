import * as path from 'node:path';
import { unlessAborted, withDeadline } from '../host/program/deadline.ts';
import { interruptionBy } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import type { BootOptions } from './boot-options.ts';
import type { LogFile } from './console/log-file.ts';
import { createSecretEcho } from './console/secret-echo.ts';
import type { TimedLog } from './console/timed-log.ts';
import { createTranscript, type Transcript } from './console/transcript.ts';
import type { Decision, Judge, MachineEnd } from './judge/decision.ts';
import { createJudge } from './judge/judge.ts';
import { type Allowances, type FirstFailure, type Ledger, meaningOf } from './judge/ledger.ts';
import type { Deadlines } from './judge/verdicts.ts';
import { watch } from './judge/watch.ts';
import { checkDisk, type FilesystemCheck } from './machine/check-disks.ts';
import { type MachineOnDisk, type RunningMachine, startMachine } from './machine/running-machine.ts';
import { reachInside } from './network/inside-guest.ts';
import type { NamespaceNetwork } from './network/namespace-network.ts';
import { reachEndpoint } from './network/reach.ts';
import type { NotifySocket } from './notify/notify-socket.ts';
import { createReadiness, type Readiness } from './notify/readiness.ts';
import { deaf, shareOfPatience, toldOf } from './notify/told.ts';
import { type Stage, StepFailure } from './scenario/play.ts';
import { secretsOfScenario } from './scenario/secrets.ts';

/** What one boot said, from power-on to its decision. */
export interface Booted {
  readonly decision: Decision;
  /** From power-on to the decision. */
  readonly seconds: number;
  readonly judge: Judge;
}

/** The boots of one test: the machine may be switched off and on again. */
export interface BootRun extends AsyncDisposable {
  /** Switches the machine on and judges what it says. */
  powerOn(prepare?: (judge: Judge) => void): Promise<Booted>;
  /** How steps use the machine, after a boot that passed. */
  readonly stage: Stage;
  /** @returns whether there is a picture now */
  takeScreenshot(file: string): Promise<boolean>;
  /** The first fatal line that came after the boot had passed. */
  readonly fatal: FirstFailure | undefined;
  readonly filesystems: readonly FilesystemCheck[];
  /** Pictures that steps took. */
  readonly screenshots: readonly string[];
}

export interface BootRunSettings {
  readonly options: BootOptions;
  readonly deadlines: Deadlines;
  readonly expect: readonly RegExp[];
  readonly machine: MachineOnDisk;
  readonly ledger: Ledger;
  readonly allow: Allowances;
  readonly consoleLog: LogFile;
  readonly timedLog: TimedLog;
  /** Undefined: QEMU's user network, which is not reached over IPv6. */
  readonly network: NamespaceNetwork | undefined;
  /** Why there is none, if a step wants one. */
  readonly noNetwork: string | undefined;
  /** Undefined: the guest's systemd cannot tell us anything. */
  readonly notify: NotifySocket | undefined;
  /** Why not, if a step wants to know. */
  readonly noNotify: string | undefined;
  /** For what is made of the overlays. */
  readonly scratch: string;
}

/** The machine of the present boot, and what is heard of it. */
interface Present {
  readonly running: RunningMachine;
  readonly transcript: Transcript;
  readonly readiness: Readiness;
  /** Aborted with what ends the steps that look elsewhere than at the console. */
  readonly doom: AbortController;
}

export function createBootRun(settings: BootRunSettings): BootRun {
  const { options, machine, ledger, consoleLog, timedLog, network, notify } = settings;
  const { runner } = options;
  const scope = new Scope();
  const began = performance.now();
  let present: Present | undefined;
  let firstFatal: FirstFailure | undefined;
  const secrets = secretsOfScenario(options.scenario);
  const echo = createSecretEcho();
  scope.defer(() => consoleLog.write(echo.rest()));
  let filesystems: readonly FilesystemCheck[] = [];
  const screenshots: string[] = [];

  const machineNow = (): Present => {
    if (present === undefined) throw new StepFailure('expectation-failed', 'off', 'the machine is off');
    return present;
  };

  async function powerOn(prepare?: (judge: Judge) => void): Promise<Booted> {
    const judge = createJudge({
      expect: settings.expect,
      deadlines: settings.deadlines,
      allow: settings.allow,
    });
    prepare?.(judge);
    const transcript = createTranscript();
    const readiness = createReadiness();
    if (notify !== undefined) {
      notify.listener = readiness.take;
      void notify.lost.then(() => readiness.fail(deaf()));
    }
    const doom = new AbortController();
    const fail = (error: Error) => {
      transcript.fail(error);
      readiness.fail(error);
    };
    const failAtOnce = (error: Error) => {
      fail(error);
      doom.abort(error);
    };
    let hasBooted = false;
    using watching = watch(judge, runner.signal);
    const nowMs = () => performance.now() - began;
    const running = scope.use(
      await startMachine({ runner, socketDir: options.socketDir, enter: network?.enter ?? [] }, machine, {
        serial(chunk) {
          const shown = echo.take(chunk);
          consoleLog.write(shown);
          timedLog.feed(shown, nowMs());
          const fatal = ledger.feed(shown, nowMs());
          watching.feedSerial(shown);
          transcript.feed(chunk);
          readiness.hear(chunk);
          // Before that it is for the judge to say: it may be what is expected.
          if (fatal === undefined || !hasBooted) return;
          firstFatal ??= fatal;
          failAtOnce(failureBy(fatal));
        },
        firmware: watching.feedFirmware,
      }),
    );
    present = { running, transcript, readiness, doom };
    const ended = running.ended.then((how) => {
      fail(endedTooSoon(how));
      return judge.end(how);
    });
    ended.catch(fail);
    const onAbort = () => failAtOnce(interruptionBy(runner.signal));
    runner.signal.addEventListener('abort', onAbort, { once: true });
    scope.defer(() => runner.signal.removeEventListener('abort', onAbort));
    const decision = await Promise.race([watching.decision, ended]);
    hasBooted = true;
    return { decision, seconds: watching.elapsedMs() / 1000, judge };
  }

  const takeScreenshot = async (file: string) => (await present?.running.takeScreenshot(file)) ?? false;

  return {
    powerOn,
    takeScreenshot,
    get fatal() {
      return firstFatal;
    },
    get filesystems() {
      return filesystems;
    },
    screenshots,
    stage: {
      get typist() {
        const { running, transcript } = machineNow();
        return {
          transcript,
          type(text: string) {
            transcript.typed(text);
            echo.typed(secrets.find((secret) => text === `${secret}\n`) ?? '');
            running.type(text);
          },
        };
      },
      isOff: () => present === undefined,
      pressPowerButton: async () => await machineNow().running.pressPowerButton(),
      async waitForEnd(milliseconds) {
        const { running, doom } = machineNow();
        const end = await withDeadline(unlessAborted(running.ended, doom.signal), milliseconds);
        if (end !== undefined) present = undefined;
        return end;
      },
      async powerOn() {
        const { decision } = await powerOn();
        if (decision.verdict === 'passed') return;
        const { verdict, rule, reason, line } = decision;
        throw new StepFailure(verdict, rule, `the machine booted again: ${reason}`, line === undefined ? [] : [line]);
      },
      async takeScreenshot(name) {
        if (options.screenshotFile === undefined) return false;
        const { dir, name: stem } = path.parse(path.resolve(options.screenshotFile));
        const file = path.join(dir, `${stem}-${name}.png`);
        const taken = await takeScreenshot(file);
        if (taken) screenshots.push(file);
        return taken;
      },
      async awaitReady(milliseconds) {
        const { readiness } = machineNow();
        if (notify === undefined) return `not waited for: ${settings.noNotify}`;
        return toldOf(await readiness.wait(milliseconds, milliseconds * shareOfPatience));
      },
      async reach(step, milliseconds, shell) {
        const { running, doom } = machineNow();
        const { signal } = doom;
        const said: string[] = [];
        for (const family of step.families) {
          if (network !== undefined) said.push(await network.reach(family, step, { milliseconds, signal }));
          else if (family === 'ipv6')
            said.push(`${await reachInside(shell, step, milliseconds)} (not from outside: ${settings.noNetwork})`);
          else {
            const port = await running.forward(step.port);
            said.push(await reachEndpoint(step, { host: '127.0.0.1', port }, milliseconds, signal));
          }
        }
        return said.join('; ');
      },
      async checkDisks() {
        const checks = [];
        for (const { name, overlayPath } of machine.disks)
          checks.push(...(await checkDisk(runner, { name, overlay: overlayPath, scratch: settings.scratch })));
        filesystems = checks;
        return checks;
      },
    },
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  };
}

/** What a machine that ends by itself, while steps are played, means. */
function endedTooSoon(how: MachineEnd): StepFailure {
  const message = `the machine ${how}`;
  if (how === 'panicked') return new StepFailure('panic', 'guest-panicked', message);
  if (how === 'asked to reboot') return new StepFailure('reboot-loop', 'rebooted', message);
  return new StepFailure('expectation-failed', 'ended', message);
}

function failureBy({ rule, line, before }: FirstFailure): StepFailure {
  return new StepFailure(rule.verdict, rule.id, meaningOf(rule), [...before, line]);
}
