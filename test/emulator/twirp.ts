import { once } from 'node:events';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Faults, makeTrouble } from './faults.ts';
import { type Claims, claimsOf } from './token.ts';

/** An answer that is an error of the protocol. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Field names are those of the proto files (`restore_keys`); 64-bit numbers are strings. */
export type Message = Readonly<Record<string, unknown>>;
export type Method = (request: Message, claims: Claims) => Message;

export interface Call {
  readonly method: string;
  readonly request: Message;
  /** 0 if the connection was cut. */
  readonly status: number;
}

export interface TwirpServer {
  readonly url: string;
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** Twirp over JSON on the loopback device: `POST /twirp/github.actions.results.api.v1.SERVICE/METHOD`. */
export async function startTwirpServer(
  methods: Readonly<Record<string, Method>>,
  faults: Faults,
): Promise<TwirpServer> {
  const calls: Call[] = [];
  const server = http.createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const name = /^\/twirp\/github\.actions\.results\.api\.v1\.\w+\/(\w+)$/.exec(request.url ?? '')?.[1] ?? '';
    const message = JSON.parse((await text(request)) || '{}') as Message;
    const fault = faults.take(name);
    if (fault !== undefined && (await makeTrouble(fault, response))) {
      calls.push({ method: name, request: message, status: fault.status ?? 0 });
      return;
    }
    const { status, body } = resultOf(name, message, request.headers.authorization);
    calls.push({ method: name, request: message, status });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  function resultOf(name: string, message: Message, authorization: string | undefined) {
    try {
      const method = methods[name];
      if (method === undefined) throw new Refusal(404, 'bad_route', `no method ${name}`);
      return { status: 200, body: method(message, claimsOf(authorization)) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: { code: error.code, msg: error.message } };
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
