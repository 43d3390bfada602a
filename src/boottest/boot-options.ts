import type { Firmware } from '../appliance/appliance.ts';
import type { Architecture } from '../architecture.ts';
import type { Runner } from '../host/program/run.ts';
import type { Deadlines } from './judge/verdicts.ts';
import type { MachineDisk } from './machine/overlays.ts';
import type { Scenario } from './scenario/scenario.ts';

export interface BootOptions {
  readonly runner: Runner;
  readonly arch: Architecture;
  /** In the order in which the firmware tries them; the first is not blank. */
  readonly disks: readonly MachineDisk[];
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Number of network interfaces. */
  readonly interfaces: number;
  readonly firmware: Firmware;
  /** Patterns that must all be seen on the serial console. Default: `login:`. */
  readonly expect?: readonly RegExp[];
  /** What happens once all of that was seen, and what may go wrong. Default: nothing. */
  readonly scenario?: Scenario;
  /** Replaces the deadline of the whole boot. */
  readonly timeoutSeconds?: number | undefined;
  /** Replaces single deadlines, as a long menu of the boot loader needs it. */
  readonly deadlines?: Partial<Deadlines>;
  readonly accelerator: { readonly accelerator: 'kvm' | 'tcg'; readonly cpu: string };
  /** Gets every byte of the serial console. Overwritten. */
  readonly logFile: string;
  /** Gets the console as people read it, with the time of each line. Overwritten. */
  readonly timedLogFile?: string;
  /** Gets a picture (PNG) of the screen at the end, if the machine is still there; those of steps lie beside it. Overwritten. */
  readonly screenshotFile?: string;
  /** An existing folder for overlays, which are removed again. */
  readonly workDir: string;
  /** A folder with a short path for sockets, which are removed again. Default: /tmp. */
  readonly socketDir?: string;
}
