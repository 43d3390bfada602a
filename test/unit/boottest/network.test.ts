import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { portOf } from '../../../src/boottest/network/forward.ts';
import { reachInside } from '../../../src/boottest/network/inside-guest.ts';
import { answererOf, leaseOf } from '../../../src/boottest/network/namespace-network.ts';
import { reachEndpoint } from '../../../src/boottest/network/reach.ts';
import { stepOfText, textOfStep } from '../../../src/boottest/network/written-step.ts';
import type { HttpStep, TcpStep } from '../../../src/boottest/scenario/scenario.ts';

const http = (changes: Partial<HttpStep> = {}): HttpStep => ({
  ...{ kind: 'http', port: 80, path: '/', families: ['ipv4'], status: 200, body: undefined, seconds: 5 },
  ...changes,
});
const tcp = (changes: Partial<TcpStep> = {}): TcpStep => ({
  ...{ kind: 'tcp', port: 22, families: ['ipv4'], banner: undefined, seconds: 5 },
  ...changes,
});

async function listening(server: Server, host: string) {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    host,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

const web = () =>
  createWebServer((request, response) =>
    request.url === "/it's?x=1" ? response.end('hello from it') : response.writeHead(404).end(),
  );
const banner = () => createServer((socket) => void socket.end('SSH-2.0-test\r\n'));

const never = new AbortController().signal;

test('a web server is reached with its status and body, or says what is wrong', async () => {
  await using server = await listening(web(), '127.0.0.1');
  const at = { host: server.host, port: server.port };
  const good = http({ path: "/it's?x=1", body: /from it/ });
  assert.equal(await reachEndpoint(good, at, 1000, never), 'status 200');
  assert.equal(await reachEndpoint(http({ status: 404 }), at, 1000, never), 'status 404');
  await assert.rejects(reachEndpoint(http(), at, 500, never), /status 404 instead of 200/);
  await assert.rejects(reachEndpoint({ ...good, body: /other/ }, at, 500, never), /the body lacks \/other\//);
});

test('a port is reached with its banner; one where nobody listens is not', async () => {
  const closed = await listening(banner(), '127.0.0.1');
  const at = { host: closed.host, port: closed.port };
  assert.equal(await reachEndpoint(tcp({ banner: /^SSH-2/ }), at, 1000, never), 'port 22 is open');
  await assert.rejects(reachEndpoint(tcp({ banner: /^FTP/ }), at, 500, never), /the connection was closed/);
  await closed[Symbol.asyncDispose]();
  await assert.rejects(reachEndpoint(tcp(), at, 500, never), /ECONNREFUSED/);
});

test('an interruption ends a try that waits', async () => {
  const silent = createServer(() => {});
  const mute = createWebServer(() => {});
  for (const [server, step] of [
    [silent, tcp({ banner: /x/ })],
    [mute, http()],
  ] as const) {
    const { host, port } = await listening(server, '127.0.0.1');
    const interrupted = new AbortController();
    server.once('connection', () => interrupted.abort('SIGINT'));
    await assert.rejects(
      reachEndpoint(step, { host, port }, 60_000, interrupted.signal),
      (reason) => reason === 'SIGINT',
    );
    server.close();
  }
});

test('tries go on until the service is there', async () => {
  let asked = 0;
  const slow = createWebServer((_request, response) => {
    asked += 1;
    response.writeHead(asked < 3 ? 503 : 200).end();
  });
  await using server = await listening(slow, '127.0.0.1');
  assert.equal(await reachEndpoint(http(), { host: server.host, port: server.port }, 10_000, never), 'status 200');
  assert.equal(asked, 3);
});

test('from inside the guest, with the means of its shell', async () => {
  const run = async (command: string) =>
    await promisify(execFile)('sh', ['-c', command]).then(
      ({ stdout }) => ({ exitCode: 0, output: stdout.replaceAll('\r', '').trim() }),
      (error) => ({ exitCode: Number(error.code), output: String(error.stderr) }),
    );
  const shell = { run };
  await using server = await listening(web(), '::1');
  await using other = await listening(banner(), '::1');
  const good = http({ port: server.port, path: "/it's?x=1", body: /from it/ });
  assert.match(await reachInside(shell, good, 1000), /^status 200 over ipv6, asserted inside the guest$/);
  await assert.rejects(reachInside(shell, http({ port: server.port }), 1000), /status 404 instead of 200/);
  assert.match(await reachInside(shell, tcp({ port: other.port, banner: /^SSH-2/ }), 1000), /is open over ipv6/);
  await assert.rejects(reachInside(shell, tcp({ port: 1 }), 1000), /cannot connect to ::1/);
  await assert.rejects(reachInside(undefined, tcp(), 1000), /put a `login` before it/);
});

test('a step survives its way as text', () => {
  for (const step of [http({ body: /a|b$/m }), http(), tcp({ banner: /^x/m }), tcp()])
    assert.deepEqual(stepOfText(JSON.parse(JSON.stringify(textOfStep(step)))), step);
});

test('addresses are read from what router, ping and QEMU say', () => {
  const leases = '1795000000 52:54:00:12:34:56 10.0.2.15 hello ff:56\n';
  assert.equal(leaseOf(leases, '52:54:00:12:34:56'), '10.0.2.15');
  assert.equal(leaseOf(leases, '52:54:00:00:00:00'), undefined);
  const prefix = 'fd61:6262:6f6f:7401:';
  const said = `64 bytes from ${prefix}:1: icmp_seq=1 ttl=64\n64 bytes from fe80::1%guest0: icmp_seq=1\n64 bytes from ${prefix}5054:ff:fe12:3456: icmp_seq=1 ttl=64`;
  assert.equal(answererOf(said), `${prefix}5054:ff:fe12:3456`);
  assert.equal(answererOf('PING ff02::1%guest0: 56 data bytes'), undefined);
  const usernet = `Hub -1 (net0):
  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ
  TCP[HOST_FORWARD]  14       127.0.0.1 40001       10.0.2.15    22     0     0
  TCP[HOST_FORWARD]  15       127.0.0.1 40002       10.0.2.15    80     0     0`;
  assert.equal(portOf(usernet, 80), 40002);
  assert.equal(portOf(usernet, 443), undefined);
});
