import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';

/** A unix socket on which we wait for QEMU: listening before QEMU starts leaves no race to connect. */
export interface Channel extends AsyncDisposable {
  readonly path: string;
  write(text: string): void;
  /** Call it when QEMU is gone: returns when everything it sent was taken. */
  drain(): Promise<void>;
}

/**
 * @param file at most 107 bytes
 * @param take gets what QEMU sends, in chunks
 */
export async function listenOn(file: string, take: (chunk: Buffer) => void): Promise<Channel> {
  const server = net.createServer();
  const unsent: string[] = [];
  let peer: net.Socket | undefined;
  let gone = Promise.resolve();
  server.once('connection', (connection) => {
    peer = connection;
    gone = new Promise((resolve) => {
      connection.once('close', () => resolve());
    });
    connection.on('data', take);
    // A connection that breaks is closed too; that the machine is gone is told by its process.
    connection.on('error', () => {});
    for (const text of unsent.splice(0)) connection.write(text);
    server.close();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
  return {
    path: file,
    write(text) {
      if (peer === undefined) unsent.push(text);
      else peer.write(text);
    },
    drain: () => gone,
    async [Symbol.asyncDispose]() {
      peer?.destroy();
      if (server.listening) server.close();
      await gone;
    },
  };
}

/** sun_path of Linux, unix(7): 108 bytes with the final zero. */
const longestSocketPath = 107;
const longestSocketName = 'firmware.sock';

/** Whether sockets in a folder made in this one have paths that the kernel takes. */
export function hasRoomForSockets(parent: string): boolean {
  return Buffer.byteLength(path.join(`${templateIn(parent)}XXXXXX`, longestSocketName)) <= longestSocketPath;
}

const templateIn = (parent: string) => path.join(parent, 'ab-boot-');

/**
 * Makes a folder for sockets, owned by the caller.
 *
 * @throws ApplianceError code `path-too-long` if sockets in it would have too long a path for the kernel
 */
export async function makeSocketDirectory(parent: string): Promise<string> {
  if (!hasRoomForSockets(parent)) {
    throw new ApplianceError({
      kind: 'input',
      code: 'path-too-long',
      message: `the folder ${parent} has too long a path for the sockets of the boot test`,
      hint: `unix sockets allow ${longestSocketPath} bytes: choose a shorter one, such as /tmp`,
    });
  }
  return await fs.mkdtemp(templateIn(parent));
}
