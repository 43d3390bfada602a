// A package mirror on the loopback interface: passes requests on to the mirror of the host's own apt sources, or answers
// with faults.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions, request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';

export type Answer = 'forward' | 'not-found' | 'garbage' | 'silence' | 'flip-bytes' | 'break-off';

export interface Mirror extends AsyncDisposable {
  /** What goes into `url --url="…"`. */
  readonly url: string;
  readonly port: number;
  /** Suite and components, as they follow a URL. */
  readonly suite: string;
  /** Paths asked for so far. */
  readonly asked: readonly string[];
  /** What was said to it as to a proxy: `Basic …`. */
  readonly authorizations: ReadonlySet<string>;
}

/**
 * It is a proxy as well, which passes everything on to the same mirror.
 *
 * @param answer decides by the path that is asked for; a text is the file itself
 * @param tls keys of a server for https
 */
export async function startMirror(
  answer: (file: string) => Answer | { text: string },
  tls?: ServerOptions,
): Promise<Mirror> {
  const upstream = hostRepository();
  const asked: string[] = [];
  const authorizations = new Set<string>();
  const serve = (incoming: IncomingMessage, response: ServerResponse) => {
    const file = (incoming.url ?? '').replace(/^http:\/\/[^/]+/, '');
    asked.push(file);
    const authorization = incoming.headers['proxy-authorization'];
    if (authorization !== undefined) authorizations.add(authorization);
    const reply = answer(file);
    if (typeof reply === 'object') response.end(reply.text);
    else answers[reply](`${upstream.url}${file}`, incoming, response);
  };
  const server = tls === undefined ? createServer(serve) : createSecureServer(tls, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port} ${upstream.suite} ${upstream.components.join(' ')}`,
    port,
    suite: `${upstream.suite} ${upstream.components.join(' ')}`,
    asked,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Reply = (target: string, incoming: IncomingMessage, response: ServerResponse) => void;

const answers: Readonly<Record<Answer, Reply>> = {
  forward: (target, incoming, response) => pass(target, incoming, response, (chunk) => chunk),
  'not-found': (_target, _incoming, response) => response.writeHead(404).end('there is no such file\n'),
  garbage: (_target, _incoming, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please log in to the hotel network</html>\n'),
  silence: () => undefined,
  'flip-bytes': (target, incoming, response) =>
    pass(target, incoming, response, (chunk) => Buffer.from(chunk.map((byte) => byte ^ 0xff))),
  'break-off': (target, incoming, response) =>
    pass(target, incoming, response, (chunk) => {
      if (!incoming.socket.writableEnded) process.nextTick(() => incoming.socket.destroySoon());
      return chunk.subarray(0, chunk.length - 1);
    }),
};

function pass(
  target: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  change: (chunk: Buffer) => Buffer,
): void {
  const ask = target.startsWith('https:') ? secureRequest : request;
  const { host: _host, 'proxy-authorization': _proxy, ...headers } = incoming.headers;
  const outgoing = ask(target, { method: incoming.method, headers }, (reply) => {
    if (reply.statusCode !== undefined && [301, 302, 307, 308].includes(reply.statusCode) && reply.headers.location) {
      reply.resume();
      pass(new URL(reply.headers.location, target).href, incoming, response, change);
      return;
    }
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.on('data', (chunk: Buffer) => response.write(change(chunk)));
    reply.on('end', () => response.end());
    reply.on('error', () => response.destroy());
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  outgoing.end();
}

interface Repository {
  readonly url: string;
  readonly suite: string;
  readonly components: readonly string[];
}

/** The first repository among the host's apt sources that holds the release the host runs. */
function hostRepository(): Repository {
  const release = /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const found = [...deb822(), ...oneLine()].find(({ suite }) => suite === release);
  if (found === undefined) throw new Error('this machine has no apt sources for its own release');
  return found;
}

function deb822(): Repository[] {
  return sourceFiles('.sources').flatMap((text) =>
    text.split(/\n\s*\n/).flatMap((paragraph) => {
      const words = (name: string) =>
        (new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(paragraph)?.[1] ?? '').split(/\s+/).filter((word) => word !== '');
      const [url] = words('URIs');
      if (url === undefined || !words('Types').includes('deb')) return [];
      return words('Suites').map((suite) => ({ url: trim(url), suite, components: words('Components') }));
    }),
  );
}

function oneLine(): Repository[] {
  return sourceFiles('.list').flatMap((text) =>
    [...text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(http\S+)\s+(\S+)\s+(.+)$/gm)].map(
      ([, url = '', suite = '', components = '']) => ({
        url: trim(url),
        suite,
        components: components.trim().split(/\s+/),
      }),
    ),
  );
}

const trim = (url: string) => url.replace(/\/+$/, '');

function sourceFiles(ending: string): string[] {
  const folder = '/etc/apt/sources.list.d';
  const files = [...readdirSync(folder).map((name) => path.join(folder, name)), '/etc/apt/sources.list'];
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return '';
      }
    });
}
