import type { MachineEnd } from './decision.ts';

/** Reasons of the event SHUTDOWN that the guest itself gave (QEMU's QAPI schema, `ShutdownCause`). */
const endings: Readonly<Record<string, MachineEnd>> = {
  'guest-shutdown': 'powered off',
  'guest-reset': 'asked to reboot',
  'guest-panic': 'panicked',
};

/** Ends the negotiation with which each QMP connection starts; without it QEMU sends no events. */
export const qmpHandshake = '{"execute":"qmp_capabilities"}\n';

/** Reads QMP messages, one JSON object a line, and remembers why the machine shut down. */
export function createQmpReader(): { feed(chunk: Buffer): void; readonly ending: MachineEnd | undefined } {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let ending: MachineEnd | undefined;
  return {
    feed(chunk) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) ending ??= endingIn(line);
    },
    get ending() {
      return ending;
    },
  };
}

function endingIn(line: string): MachineEnd | undefined {
  if (!line.includes('"event"')) return undefined;
  const message: { event?: unknown; data?: { reason?: unknown } } = JSON.parse(line);
  if (message.event === 'GUEST_PANICKED') return 'panicked';
  return message.event === 'SHUTDOWN' ? endings[String(message.data?.reason)] : undefined;
}
