// The guest's end of a vsock is played by this test: no host without /dev/vhost-vsock lends guests one.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { test } from 'node:test';
import { openNotifySocket } from '../../../src/boottest/notify/notify-socket.ts';
import { createReadiness } from '../../../src/boottest/notify/readiness.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const runner = createRunner({ signal: new AbortController().signal, log: () => {}, env: {} });

function say(file: string, ...pieces: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const peer = net.connect(file, () => {
      for (const piece of pieces) peer.write(piece);
      peer.end();
    });
    peer.resume();
    peer.once('close', () => resolve());
    peer.once('error', reject);
  });
}

/** The door is socat's own, which may leave it. */
function assertNothingLeft(folder: string): void {
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('ab-boot-')),
    [],
  );
}

test('each connection is a message, and nothing is left', async (t) => {
  const folder = temporaryDirectory(t);
  const door = path.join(folder, 'door');
  const readiness = createReadiness();
  const messages: string[] = [];
  {
    await using socket = await openNotifySocket({
      runner,
      socketDir: folder,
      device: '/dev/null',
      listenAddress: () => `UNIX-LISTEN:${door}`,
    });
    socket.listener = (message) => {
      messages.push(message);
      readiness.take(message);
    };
    const { cid, port } = socket.address;
    assert.ok(cid > 2 && cid < 2 ** 32 - 1 && port >= 1024 && port < 2 ** 32, `${cid}:${port}`);
    await say(door, 'X_SYSTEMD_HOSTNAME=box');
    await say(door, 'READY=1\nSTATUS=', 'Startup finished in 3s.');
    assert.equal(await readiness.wait(60_000, 1), 'ready');
  }
  assert.deepEqual(messages.toSorted(), ['READY=1\nSTATUS=Startup finished in 3s.', 'X_SYSTEMD_HOSTNAME=box']);
  await assert.rejects(say(door, 'READY=1'));
  assertNothingLeft(folder);
});

test('it ends although a peer stays', async (t) => {
  const folder = temporaryDirectory(t);
  const door = path.join(folder, 'door');
  const peer = new net.Socket();
  t.after(() => peer.destroy());
  peer.on('error', () => {});
  {
    const listenAddress = () => `UNIX-LISTEN:${door}`;
    let settle = () => {};
    const handedOn = new Promise<void>((resolve) => {
      settle = resolve;
    });
    // Connected is also one that socat has not taken yet, and which would not stay.
    const log = (line: string) => line.includes(' starting data transfer loop ') && settle();
    await using _socket = await openNotifySocket({
      runner: { ...runner, log },
      socketDir: folder,
      device: '/dev/null',
      listenAddress,
    });
    peer.connect(door);
    await once(peer, 'connect');
    peer.resume();
    await handedOn;
  }
  assertNothingLeft(folder);
});

test('a host without the device, or that cannot listen, is told', async (t) => {
  const socketDir = temporaryDirectory(t);
  const none = openNotifySocket({ runner, socketDir, device: path.join(socketDir, 'vhost-vsock') });
  await assert.rejects(none, { code: 'no-vsock', message: /lends guests no vsock: .*vhost-vsock is not there/ });
  const deaf = { runner, socketDir, device: '/dev/null', listenAddress: () => 'UNIX-LISTEN:/nowhere/door' };
  await assert.rejects(openNotifySocket(deaf), { code: 'no-vsock', message: /cannot listen/ });
  assert.deepEqual(readdirSync(socketDir), []);
});

test('socat listens on a real vsock', { skip: !existsSync('/dev/vsock') && 'the kernel has none' }, async (t) => {
  await using socket = await openNotifySocket({ runner, socketDir: temporaryDirectory(t), device: '/dev/vsock' });
  assert.ok(socket.address.port > 0);
});
