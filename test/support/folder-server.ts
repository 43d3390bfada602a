// A web server on the loopback interface for the files of a folder, or that answers with faults.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';

/** What comes instead of the file; a text is the file itself. */
export type Fault = 'not-found' | 'garbage' | 'silence' | 'flip-bytes' | { readonly text: string };

export interface FolderServer extends AsyncDisposable {
  /** Of the folder, without a slash at the end. */
  readonly url: string;
  /** Paths below the folder that were asked for, in order. */
  readonly asked: string[];
  /** Decides by the path that is asked for, from now on; undefined: the file. */
  answer: (file: string) => Fault | undefined;
  /** Nobody listens any more. */
  stop(): Promise<void>;
}

export async function serveFolder(folder: string): Promise<FolderServer> {
  const server = createServer((request, response) => {
    const file = decodeURIComponent((request.url ?? '').replace(/\?.*$/, '')).replace(/^\//, '');
    self.asked.push(file);
    const fault = self.answer(file);
    if (fault === undefined) sendFile(path.join(folder, file), response);
    else if (typeof fault === 'object') response.end(fault.text);
    else faults[fault](path.join(folder, file), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const self: FolderServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: () => undefined,
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return self;
}

function sendFile(file: string, response: ServerResponse): void {
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end('there is no such file\n');
    return;
  }
  response.writeHead(200, { 'content-length': statSync(file).size });
  createReadStream(file).pipe(response);
}

const faults: Readonly<Record<Extract<Fault, string>, (file: string, response: ServerResponse) => void>> = {
  'not-found': (_file, response) => void response.writeHead(404).end('there is no such file\n'),
  garbage: (_file, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<html>Please log in to the hotel network</html>\n'),
  silence: () => undefined,
  'flip-bytes': (file, response) => void response.end(readFileSync(file).map((byte) => byte ^ 0xff)),
};
