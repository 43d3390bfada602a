import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { type ProcessEnd, startProcess } from '../../host/program/process.ts';
import { type Runner, throwIfInterrupted } from '../../host/program/run.ts';
import { Scope } from '../../host/scope.ts';
import type { MachineEnd } from '../judge/decision.ts';
import { forwardPort } from '../network/forward.ts';
import { answered } from './answer.ts';
import { listenOn, makeSocketDirectory } from './channel.ts';
import { machineTypes } from './machine-types.ts';
import { type Machine, qemuArguments } from './qemu.ts';
import { createQmpClient } from './qmp.ts';
import { takeScreenshot } from './screenshot.ts';

/** What a machine needs besides its sockets. */
export type MachineOnDisk = Omit<Machine, 'serialSocket' | 'firmwareSocket' | 'qmpSocket'>;

export interface Listeners {
  /** Every byte of the serial console, in chunks. */
  serial(chunk: Buffer): void;
  /** What the firmware says on its debug port. */
  firmware(chunk: Buffer): void;
}

/** A machine that is switched on, until its scope ends or it goes by itself. */
export interface RunningMachine extends AsyncDisposable {
  /**
   * Settles when the machine is gone and all that it said was taken.
   *
   * @throws ApplianceError code `qemu-failed` if QEMU itself failed
   */
  readonly ended: Promise<MachineEnd>;
  /** Types on the serial console. */
  type(text: string): void;
  /**
   * Presses the power button (ACPI). That QEMU is gone or hangs is told by `ended`.
   *
   * @throws ApplianceError kind `interrupted`
   */
  pressPowerButton(): Promise<void>;
  /**
   * Leads to a TCP port of the guest, by its first network interface and over IPv4.
   *
   * @returns the port on 127.0.0.1
   * @throws Error with QEMU's words, or if the machine is gone or QEMU hangs; ApplianceError kind `interrupted`
   */
  forward(guestPort: number): Promise<number>;
  /** @returns whether the file, a PNG, is there now */
  takeScreenshot(file: string): Promise<boolean>;
}

export interface MachineSettings {
  readonly runner: Runner;
  /** A folder with a short path for sockets, which are removed again. Default: /tmp. */
  readonly socketDir: string | undefined;
  /** Words before QEMU's own, which put it into a network namespace. */
  readonly enter: readonly string[];
}

/** @throws ApplianceError kind `tool` if QEMU is missing, `interrupted` */
export async function startMachine(
  { runner, socketDir, enter }: MachineSettings,
  machine: MachineOnDisk,
  listeners: Listeners,
): Promise<RunningMachine> {
  const scope = new Scope();
  try {
    const directory = await makeSocketDirectory(socketDir ?? '/tmp');
    scope.defer(() => fs.rm(directory, { recursive: true, force: true }));
    const listen = async (name: string, take: (chunk: Buffer) => void) =>
      scope.use(await listenOn(path.join(directory, `${name}.sock`), take));
    const serial = await listen('serial', listeners.serial);
    const firmware = await listen('firmware', listeners.firmware);
    const control = await listen('qmp', (chunk) => qmp.feed(chunk));
    const qmp = createQmpClient(control.write);
    const args = qemuArguments({
      ...machine,
      serialSocket: serial.path,
      firmwareSocket: firmware.path,
      qmpSocket: control.path,
    });
    throwIfInterrupted(runner.signal);
    const { program } = machineTypes[machine.arch];
    const [tool = program, ...words] = [...enter, program, ...args];
    const qemu = scope.use(await startProcess({ tool, args: words, log: runner.log }));
    // Without this negotiation QEMU neither sends events nor takes commands. A refusal would be told by its end.
    qmp.execute('qmp_capabilities').catch((error: Error) => runner.log(`QMP: ${error.message}`));
    const ended = qemu.ended.then(async (end) => {
      await Promise.all([serial.drain(), firmware.drain(), control.drain()]);
      return qmp.ending ?? raiseFailure(program, end, qemu.tail);
    });
    // Its rejection is taken where somebody waits for it.
    ended.catch(() => undefined);
    const patience = { gone: qemu.ended, signal: runner.signal };
    return {
      ended,
      type: (text) => serial.write(text),
      async pressPowerButton() {
        await answered(qmp.execute('system_powerdown'), patience).catch((error: Error) => {
          throwIfInterrupted(runner.signal);
          runner.log(`power button: ${error.message}`);
        });
      },
      forward: (guestPort) => answered(forwardPort(qmp, guestPort), patience),
      takeScreenshot: (file) => takeScreenshot(qmp, file, { ...patience, log: runner.log }),
      [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
    };
  } catch (error) {
    await scope.abandon();
    throw error;
  }
}

function raiseFailure(program: string, { exitCode, signal }: ProcessEnd, tail: readonly string[]): never {
  throw new ApplianceError({
    kind: 'build',
    code: 'qemu-failed',
    message: `the boot test could not run: ${program} ${signal === undefined ? `failed with exit code ${exitCode}` : `was killed by ${signal}`}`,
    detail: tail,
  });
}
