import type { MachineEnd } from '../judge/decision.ts';

/** Reasons of the event SHUTDOWN that the guest itself gave (QEMU's QAPI schema, `ShutdownCause`). */
const endings: Readonly<Record<string, MachineEnd>> = {
  'guest-shutdown': 'powered off',
  'guest-reset': 'asked to reboot',
  'guest-panic': 'panicked',
};

/** Our side of a QMP connection (QEMU's docs/interop/qmp-spec): one JSON object a line, both ways. */
export interface QmpClient {
  /** Takes what QEMU sends. */
  feed(chunk: Buffer): void;
  /**
   * Settles with what QEMU returns; never, if QEMU goes away before that.
   *
   * @throws Error with QEMU's words
   */
  execute(command: string, options?: object): Promise<unknown>;
  /** Why the machine shut down, once QEMU has said so. */
  readonly ending: MachineEnd | undefined;
}

interface Message {
  readonly event?: unknown;
  readonly data?: { readonly reason?: unknown };
  readonly id?: unknown;
  readonly return?: unknown;
  readonly error?: { readonly desc?: unknown };
}

/** @param write sends text to QEMU, at the latest when it connects */
export function createQmpClient(write: (text: string) => void): QmpClient {
  const decoder = new TextDecoder('utf-8');
  const waiting = new Map<unknown, { resolve(value: unknown): void; reject(error: Error): void }>();
  let rest = '';
  let ending: MachineEnd | undefined;
  let lastId = 0;

  function take(message: Message): void {
    if (message.event !== undefined) ending ??= endingOf(message);
    const asked = waiting.get(message.id);
    if (asked === undefined) return;
    waiting.delete(message.id);
    if (message.error === undefined) asked.resolve(message.return);
    else asked.reject(new Error(String(message.error.desc)));
  }
  const client: QmpClient = {
    feed(chunk) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') take(JSON.parse(line));
    },
    execute(command, options) {
      lastId += 1;
      const id = lastId;
      write(`${JSON.stringify({ execute: command, arguments: options, id })}\n`);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
    },
    get ending() {
      return ending;
    },
  };
  return client;
}

function endingOf({ event, data }: Message): MachineEnd | undefined {
  if (event === 'GUEST_PANICKED') return 'panicked';
  return event === 'SHUTDOWN' ? endings[String(data?.reason)] : undefined;
}
