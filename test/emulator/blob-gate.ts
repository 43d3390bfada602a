import { once } from 'node:events';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Faults, makeTrouble } from './faults.ts';

export interface BlobGate {
  readonly port: number;
  close(): Promise<void>;
}

/** Stands between the clients and Azurite, and makes trouble there. */
export async function startBlobGate(azuritePort: number, faults: Faults): Promise<BlobGate> {
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const method = request.method ?? '';
    const fault = faults.take(method);
    if (fault !== undefined && (await makeTrouble(fault, response))) return;
    const limit = typeof fault?.cut === 'number' ? fault.cut : Number.POSITIVE_INFINITY;
    const upstream = http.request({
      agent,
      host: '127.0.0.1',
      port: azuritePort,
      method,
      path: request.url,
      headers: request.headers,
    });
    const answered = once(upstream, 'response') as Promise<[http.IncomingMessage]>;
    const [, [answer]] = await Promise.all([pipeline(request, cutAfter(limit), upstream), answered]);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    await pipeline(answer, cutAfter(limit), response);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

/** Lets this many bytes through, then fails, which takes the connections at both ends with it. */
function cutAfter(limit: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      passed += chunk.length;
      if (passed > limit) done(new Error('cut by the test'));
      else done(null, chunk);
    },
  });
}
