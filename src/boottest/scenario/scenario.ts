import type { Allowance } from '../judge/ledger.ts';

/** How long a step may take, in seconds under KVM. Under emulation it may take `emulationFactor` times as long. */
interface Timed {
  readonly seconds: number;
}

const defaultSeconds = 60;
/** systemd itself gives a unit 90 s to start (systemd-system.conf(5), DefaultTimeoutStartSec=). */
const secondsToBeReady = 180;

/** How long a step may take if nothing is said. */
export const secondsOf = (kind: Step['kind']) => (kind === 'ready' ? secondsToBeReady : defaultSeconds);

export const emulationFactor = 5;

/** Waits until the serial console shows a pattern, after what the steps before have seen. */
export interface ExpectStep extends Timed {
  readonly kind: 'expect';
  readonly pattern: RegExp;
}

/** Types a line. It has to follow a step that has seen a prompt. */
export interface SendStep extends Timed {
  readonly kind: 'send';
  readonly text: string;
  /** Whether the text is a secret, which no report tells. */
  readonly secret: boolean;
}

/** Logs in on the serial console, and leaves a shell there. */
export interface LoginStep extends Timed {
  readonly kind: 'login';
  readonly user: string;
  readonly password: string;
}

/** Runs a command in the shell of the last login. */
export interface RunStep extends Timed {
  readonly kind: 'run';
  readonly command: string;
  readonly exit: number;
  /** What it has to print. */
  readonly output: RegExp | undefined;
}

export interface ScreenshotStep extends Timed {
  readonly kind: 'screenshot';
  /** Part of the file's name: letters, digits, `_` and `-`. */
  readonly name: string;
}

/** Has the guest reboot (the power button, and on again) and waits for what the boot has to show. */
export interface RebootStep extends Timed {
  readonly kind: 'reboot';
}

/** Presses the power button and waits until the machine is off; then its filesystems are checked. */
export interface ShutdownStep extends Timed {
  readonly kind: 'shutdown';
}

/** Waits until the guest's systemd tells that it has started everything, where guest and host have such a channel. */
export interface ReadyStep extends Timed {
  readonly kind: 'ready';
}

/** How the guest is reached from outside. */
export type Family = 'ipv4' | 'ipv6';

/** Connects to a port of the guest. */
export interface TcpStep extends Timed {
  readonly kind: 'tcp';
  readonly port: number;
  readonly families: readonly Family[];
  /** What the guest has to say after the connection is made; undefined: nothing. */
  readonly banner: RegExp | undefined;
}

/** Asks the guest over HTTP. */
export interface HttpStep extends Timed {
  readonly kind: 'http';
  readonly port: number;
  readonly path: string;
  readonly families: readonly Family[];
  readonly status: number;
  readonly body: RegExp | undefined;
}

export type Step =
  | ExpectStep
  | SendStep
  | LoginStep
  | RunStep
  | ScreenshotStep
  | RebootStep
  | ShutdownStep
  | ReadyStep
  | TcpStep
  | HttpStep;

/** What happens once the machine has booted, in order, and what may go wrong. */
export interface Scenario {
  readonly steps: readonly Step[];
  readonly allow: readonly Allowance[];
}

export const noScenario: Scenario = { steps: [], allow: [] };

/** Whether a step needs a network that is reached over IPv6. */
export const wantsIpv6 = (step: Step) => 'families' in step && step.families.includes('ipv6');

/** Whether a step needs a channel to the guest's systemd. */
export const wantsReady = ({ kind }: Step) => kind === 'ready';

/** One line that tells a step apart, without secrets. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'expect':
      return `expect /${step.pattern.source}/`;
    case 'send':
      return step.secret ? 'send a secret' : `send ${JSON.stringify(step.text)}`;
    case 'login':
      return `login as ${step.user}`;
    case 'run':
      return `run ${step.command}`;
    case 'screenshot':
      return `screenshot ${step.name}`;
    case 'tcp':
      return `tcp port ${step.port}`;
    case 'http':
      return `http port ${step.port}${step.path}`;
    default:
      return step.kind;
  }
}
