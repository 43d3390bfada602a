import { randomInt } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { type OwnedProcess, startUntil } from '../../host/program/process.ts';
import type { Runner } from '../../host/program/run.ts';
import { Scope } from '../../host/scope.ts';
import { makeSocketDirectory } from '../machine/channel.ts';

/** Where the guest's systemd reaches us: vsock(7). */
export interface NotifyAddress {
  /** Of the guest. */
  readonly cid: number;
  /** Of ours. */
  readonly port: number;
}

export interface NotifySocket extends AsyncDisposable {
  readonly address: NotifyAddress;
  /** Who takes the messages; each boot has its own. */
  listener: (message: string) => void;
  /** Settles when nothing can be heard any more. */
  readonly lost: Promise<void>;
}

export interface NotifySettings {
  readonly runner: Runner;
  /** A folder with a short path for a socket, which is removed again. Default: /tmp. */
  readonly socketDir: string | undefined;
  /** What gives guests the device. */
  readonly device?: string;
  /** How socat(1) listens on a port. */
  readonly listenAddress?: (port: number) => string;
}

/** The kernel's, which QEMU opens; the module vhost_vsock makes it. */
export const vsockDevice = '/dev/vhost-vsock';
/** 0 to 2 and the last one mean something (vsock(7)); a random one is not in use. */
const guestIds = { first: 3, beyond: 2 ** 32 - 1 };
const ports = { first: 1024, beyond: 2 ** 31 };
const largestMessageBytes = 64 * 1024;
const millisecondsToListen = 10_000;
const secondsOfSilence = 10;

/**
 * Listens for what the guest's systemd tells. Each message comes on a connection of its own. Node.js knows no vsock, so socat hands the
 * connections on.
 *
 * @throws ApplianceError codes `no-vsock`, `tool-missing`, `path-too-long`
 */
export async function openNotifySocket(settings: NotifySettings): Promise<NotifySocket> {
  const { runner, socketDir, device = vsockDevice, listenAddress = vsockAddress } = settings;
  await requireDevice(device);
  const scope = new Scope();
  try {
    const directory = await makeSocketDirectory(socketDir ?? '/tmp');
    scope.defer(() => fs.rm(directory, { recursive: true, force: true }));
    const file = path.join(directory, 'notify.sock');
    const socket: { listener: (message: string) => void } = { listener: () => {} };
    scope.use(await serve(file, (message) => socket.listener(message)));
    const port = randomInt(ports.first, ports.beyond);
    const forwarder = await startForwarder(runner, scope, [
      `${listenAddress(port)},fork,max-children=32`,
      `UNIX-CONNECT:${file}`,
    ]);
    return {
      lost: forwarder.ended.then(() => undefined),
      address: { cid: randomInt(guestIds.first, guestIds.beyond), port },
      get listener() {
        return socket.listener;
      },
      set listener(listener) {
        socket.listener = listener;
      },
      [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
    };
  } catch (error) {
    await scope.abandon();
    throw error;
  }
}

const vsockAddress = (port: number) => `VSOCK-LISTEN:${port}`;

async function requireDevice(device: string): Promise<void> {
  try {
    // A node without its module can be looked at, but not opened.
    await (await fs.open(device, 'r+')).close();
  } catch (error) {
    throw noDevice(device, error as NodeJS.ErrnoException);
  }
}

function noDevice(device: string, { code, message }: NodeJS.ErrnoException): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'no-vsock',
    message: `the host lends guests no vsock: ${device} ${code === 'ENOENT' ? 'is not there' : `cannot be opened (${code ?? message})`}`,
    hint: 'the kernel module vhost_vsock makes it',
  });
}

async function startForwarder(runner: Runner, scope: Scope, addresses: readonly string[]): Promise<OwnedProcess> {
  // Notices tell when it listens. A peer that says nothing is let go.
  const args = ['-d', '-d', '-T', `${secondsOfSilence}`, '-u', ...addresses];
  const settings = { tool: 'socat', args, log: runner.log };
  const { owned: socat, isReady } = await startUntil(settings, / listening on /, millisecondsToListen);
  scope.use(socat);
  if (isReady) return socat;
  throw new ApplianceError({
    kind: 'build',
    code: 'no-vsock',
    message: 'socat cannot listen on a vsock',
    detail: socat.tail,
  });
}

async function serve(file: string, take: (message: string) => void): Promise<AsyncDisposable> {
  const peers = new Set<net.Socket>();
  const server = net.createServer((peer) => {
    peers.add(peer);
    let message = '';
    peer.setEncoding('utf8');
    peer.on('data', (text: string) => {
      message += text;
      if (message.length > largestMessageBytes) peer.destroy();
    });
    peer.on('end', () => take(message));
    // A connection that breaks has told nothing.
    peer.on('error', () => {});
    peer.on('close', () => peers.delete(peer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
  return {
    async [Symbol.asyncDispose]() {
      for (const peer of peers) peer.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
