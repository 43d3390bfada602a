// A web server on the loopback interface that serves a folder, or answers with faults.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { pipeline } from 'node:stream';

/** `silence` never answers, `stall` sends half of the file and no more, `flip-bytes` others of the same number, `login` asks
 * for a name and a password as proxies do; a text is the file itself. */
export type Answer =
  | 'file'
  | 'login'
  | 'not-found'
  | 'garbage'
  | 'silence'
  | 'stall'
  | 'flip-bytes'
  | { readonly text: string };

export interface Server extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  /** Paths asked for so far. */
  readonly asked: readonly string[];
  /** What was said to it as to a proxy: `Basic …`. */
  readonly authorizations: ReadonlySet<string>;
}

/**
 * It is a proxy as well, of which every host has just these files.
 *
 * @param answer decides by the path that is asked for, which begins with a slash
 * @param tls keys of a server for https, whose name is localhost
 */
export async function serve(
  directory: string,
  answer: (file: string) => Answer = () => 'file',
  tls?: ServerOptions,
): Promise<Server> {
  const asked: string[] = [];
  const authorizations = new Set<string>();
  const take = (incoming: IncomingMessage, response: ServerResponse) => {
    const authorization = incoming.headers['proxy-authorization'];
    if (authorization !== undefined) authorizations.add(authorization);
    const file = path.posix.normalize(decodeURIComponent(new URL(incoming.url ?? '/', 'http://localhost').pathname));
    asked.push(file);
    const reply = answer(file);
    if (reply === 'login' && authorization === undefined) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="proxy"' }).end();
    } else if (typeof reply === 'object') response.end(reply.text);
    else answers[reply](path.join(directory, file), response);
  };
  const server = tls === undefined ? createServer(take) : createSecureServer(tls, take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    asked,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Reply = (file: string, response: ServerResponse) => void;

const answers: Readonly<Record<Exclude<Answer, object>, Reply>> = {
  file(file, response) {
    const bytes = sizeOf(file);
    if (bytes === undefined) return answers['not-found'](file, response);
    response.writeHead(200, { 'content-length': bytes });
    // Whoever asks may be killed meanwhile, and the file may go; the connection then breaks off.
    pipeline(createReadStream(file), response, () => undefined);
  },
  login: (file, response) => answers.file(file, response),
  'not-found': (_file, response) => response.writeHead(404).end('there is no such file\n'),
  garbage: (_file, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please log in to the hotel network</html>\n'),
  silence: () => undefined,
  stall(file, response) {
    const bytes = sizeOf(file);
    if (bytes === undefined) return answers['not-found'](file, response);
    response.writeHead(200, { 'content-length': bytes });
    response.write(readFileSync(file).subarray(0, bytes / 2));
  },
  'flip-bytes': (file, response) => response.end(readFileSync(file).map((byte) => byte ^ 0xff)),
};

function sizeOf(file: string): number | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  return status?.isFile() === true ? status.size : undefined;
}

export interface MetalinkOptions {
  /** What it says the checksum of repomd.xml is; default: what it is. */
  readonly sha256?: string;
  /** Seconds since 1970 that it says repomd.xml is from; default: its own. */
  readonly timestamp?: number;
}

/** A metalink file for a repository, as mirror managers write it: version 3.0 with the mm0 extension. */
export function metalink(repository: string, urls: readonly string[], options: MetalinkOptions = {}): string {
  const content = readFileSync(path.join(repository, 'repodata/repomd.xml'));
  const timestamp = options.timestamp ?? /<revision>(\d+)</.exec(content.toString())?.[1] ?? 0;
  const sha256 = options.sha256 ?? createHash('sha256').update(content).digest('hex');
  return `<?xml version="1.0" encoding="utf-8"?>
<metalink version="3.0" xmlns="http://www.metalinker.org/" type="dynamic"
  xmlns:mm0="http://fedorahosted.org/mirrormanager">
 <files>
  <file name="repomd.xml">
   <mm0:timestamp>${timestamp}</mm0:timestamp>
   <size>${content.length}</size>
   <verification>
    <hash type="sha256">${sha256}</hash>
   </verification>
   <resources maxconnections="1">
${urls.map((url) => `    <url protocol="http" type="http" location="US" preference="100">${url}/repodata/repomd.xml</url>`).join('\n')}
   </resources>
  </file>
 </files>
</metalink>
`;
}
