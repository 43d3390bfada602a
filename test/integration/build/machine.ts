// A virtual machine of the test's own, apart from src/boottest/: disks through overlays, a port of the guest on the host.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { tool } from '../../support/inspect-disk.ts';
import type { Console } from './shell.ts';

export interface MachineRecipe {
  /** qcow2 files in the order of the machine's disks. They are never written to. */
  readonly disks: readonly string[];
  readonly memoryMiB: number;
  /** The guest's TCP port, on its first network device, to be reached from here. */
  readonly guestPort: number;
  /** Network devices; default 1. All after the first lead nowhere but have a carrier. */
  readonly networkDevices?: number;
  /** For the overlays. */
  readonly directory: string;
}

export interface Machine extends AsyncDisposable {
  readonly overlays: readonly string[];
  /** Where the guest's port is found on 127.0.0.1. */
  readonly port: number;
  /** Resolves with the first line of the serial console that matches, rejects when the machine ends before. */
  console(pattern: RegExp): Promise<string>;
  /** The serial console to type on. */
  readonly serial: Console;
  /** Presses the power button and resolves when the machine is off. */
  powerDown(): Promise<void>;
}

export async function startMachine(recipe: MachineRecipe): Promise<Machine> {
  const { disks, memoryMiB, guestPort, networkDevices = 1, directory } = recipe;
  const overlays = disks.map((disk, index) => {
    const overlay = path.join(directory, `overlay${index}.qcow2`);
    tool('qemu-img', 'create', '-q', '-f', 'qcow2', '-b', path.resolve(disk), '-F', 'qcow2', overlay);
    return overlay;
  });
  const qmp = await listen();
  const child = spawn(
    'setpriv',
    [
      // It must not outlive a test that is killed.
      ['--pdeathsig', 'KILL', 'qemu-system-x86_64'],
      ['-machine', 'q35,accel=tcg', '-cpu', 'max', '-m', String(memoryMiB)],
      ['-nodefaults', '-display', 'none', '-serial', 'stdio'],
      ['-object', 'rng-random,id=rng0,filename=/dev/urandom', '-device', 'virtio-rng-pci,rng=rng0'],
      ['-chardev', `socket,id=qmp,path=${qmp.path},server=off`, '-mon', 'chardev=qmp,mode=control'],
      ['-netdev', `user,id=net0,hostfwd=tcp:127.0.0.1:0-:${guestPort}`, '-device', 'virtio-net-pci,netdev=net0'],
      ...Array.from({ length: networkDevices - 1 }, (_, index) => deadEnd(index + 1)),
      ...overlays.map((file) => ['-drive', `if=virtio,format=qcow2,file=${file},cache=unsafe`]),
    ].flat(),
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = endOf(child);
  const heard = listenToConsole(child);
  // What is typed when the machine has ended; `ended` tells that.
  child.stdin.on('error', () => {});
  const end = async () => {
    child.kill('SIGKILL');
    qmp.close();
    await ended;
  };
  const port = await Promise.race([qmp.forwardedPort(guestPort), ended.then(fail)]).catch(async (error) => {
    await end();
    throw error;
  });
  return {
    overlays,
    port,
    console: (pattern) => Promise.race([heard.waitFor(pattern), ended.then(fail)]),
    serial: {
      next: (pattern) => Promise.race([heard.next(pattern), ended.then(fail)]).then((lines) => lines.at(-1) ?? ''),
      until: (pattern) => Promise.race([heard.next(pattern), ended.then(fail)]),
      send: (text) => void child.stdin.write(text),
    },
    async powerDown() {
      await qmp.execute('system_powerdown');
      await ended;
    },
    [Symbol.asyncDispose]: end,
  };
}

function endOf(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(`QEMU ended with ${code ?? signal}: ${errors}`));
  });
}

function fail(why: string): never {
  throw new Error(why);
}

/** A network device with a carrier and nobody at the other end. */
const deadEnd = (number: number) => [
  ...['-netdev', `hubport,hubid=${number},id=net${number}`],
  ...['-device', `virtio-net-pci,netdev=net${number}`],
];

/** Escape sequences that colour text or ask the terminal something, and carriage returns. */
const controls = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])|\r/g;

const plain = (text: string) => text.replaceAll(controls, '');

function listenToConsole({ stdout }: ChildProcess) {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  // A login prompt has no line end, so what has come of a line counts as one.
  let unfinished = '';
  let read = 0;
  stdout?.on('data', (chunk) => {
    const parts = (unfinished + String(chunk)).split('\n');
    unfinished = parts.pop() ?? '';
    lines.push(...parts.map(plain));
    for (const look of waiting) look();
  });
  const all = () => [...lines, plain(unfinished)];
  const find = <T>(look: () => T | undefined) =>
    new Promise<T>((resolve) => {
      const again = () => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(again);
        resolve(found);
      };
      waiting.add(again);
      again();
    });
  return {
    waitFor: (pattern: RegExp) => find(() => all().find((line) => pattern.test(line))),
    /** The lines from where the last call ended to the first one that matches. */
    next: (pattern: RegExp) =>
      find(() => {
        const index = all().findIndex((line, at) => at >= read && pattern.test(line));
        if (index === -1) return undefined;
        const found = all().slice(read, index + 1);
        // The rest of a prompt's line may hold the answer, but never the next match: that begins with a line of its own.
        read = index + 1;
        return found;
      }),
  };
}

/** In a folder of its own: the path of a socket may have 107 bytes, and that of the tests' folder may be longer. */
async function listen() {
  const folder = mkdtempSync(path.join(tmpdir(), 'qmp-'));
  const file = path.join(folder, 'qmp');
  const server = createServer();
  let said = '';
  let heard = () => {};
  let peer: Socket | undefined;
  const connection = new Promise<Socket>((resolve) => {
    server.once('connection', (socket) => {
      peer = socket;
      // The end of the process tells what it means.
      socket.on('error', () => {});
      socket.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        heard();
      });
      socket.write('{"execute":"qmp_capabilities"}\n');
      resolve(socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
  const execute = async (command: string, options: object = {}) => {
    (await connection).write(`${JSON.stringify({ execute: command, arguments: options })}\n`);
  };
  return {
    path: file,
    execute,
    /** The port on 127.0.0.1 that QEMU has chosen, which only the monitor for people tells. */
    async forwardedPort(guestPort: number): Promise<number> {
      const line = new RegExp(`TCP\\[HOST_FORWARD\\] +\\d+ +127\\.0\\.0\\.1 +(\\d+) +\\S+ +${guestPort} `);
      const found = new Promise<number>((resolve) => {
        heard = () => {
          const port = line.exec(said)?.[1];
          if (port !== undefined) resolve(Number(port));
        };
      });
      await execute('human-monitor-command', { 'command-line': 'info usernet' });
      return await found;
    },
    close() {
      peer?.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly location: string | null;
}

/**
 * Asks until an answer comes: the guest's network comes up some seconds after its login. Whatever answers, counts.
 *
 * @throws what the last try ended with when the deadline has passed
 */
export async function get(url: string, deadlineSeconds: number): Promise<Answer> {
  const end = performance.now() + deadlineSeconds * 1000;
  for (;;) {
    try {
      return await request(url, {}, 10);
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 250);
      });
    }
  }
}

/** Asks once: what is posted twice may be there twice. */
export const post = (url: string, body: URLSearchParams, deadlineSeconds: number) =>
  request(url, { method: 'POST', body }, deadlineSeconds);

async function request(url: string, init: RequestInit, deadlineSeconds: number): Promise<Answer> {
  const signal = AbortSignal.timeout(deadlineSeconds * 1000);
  const response = await fetch(url, { ...init, redirect: 'manual', signal });
  return { status: response.status, body: await response.text(), location: response.headers.get('location') };
}
