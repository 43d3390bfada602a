import type { ServerResponse } from 'node:http';

/** Trouble that a server of the emulator makes, instead of or before its answer. */
export interface Fault {
  /** Name of a method of the service (`CreateCacheEntry`), or `GET` and `PUT` for blobs; without it, every request. */
  readonly method?: string;
  /** How many requests it meets; 1 if not given. */
  readonly times?: number;
  readonly delayMs?: number;
  /** Answers with this status instead. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text in the body of that answer. */
  readonly message?: string;
  /** Destroys the connection: at once, or, for blobs, when this many bytes of the body went through. */
  readonly cut?: boolean | number;
}

export interface Faults {
  inject(...faults: readonly Fault[]): void;
  /** The next fault for a request, which counts as met. */
  take(method: string): Fault | undefined;
}

export function faultList(): Faults {
  const list: { readonly fault: Fault; left: number }[] = [];
  return {
    inject(...faults) {
      list.push(...faults.map((fault) => ({ fault, left: fault.times ?? 1 })));
    },
    take(method) {
      const met = list.find(({ fault, left }) => left > 0 && (fault.method ?? method) === method);
      if (met === undefined) return undefined;
      met.left -= 1;
      return met.fault;
    },
  };
}

/** @returns whether the request is done with */
export async function makeTrouble(fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.delayMs !== undefined) await delay(fault.delayMs, response);
  if (fault.cut === true) response.destroy();
  else if (fault.status !== undefined) {
    const body = JSON.stringify({ code: 'fault', msg: fault.message ?? 'injected by the test' });
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(body);
  } else return response.destroyed;
  return true;
}

/** Ends early when the client gives up. */
async function delay(milliseconds: number, response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
