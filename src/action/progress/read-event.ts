import type { ProgressEvent } from '../../report/progress/events.ts';

type Type = 'string' | 'number' | 'boolean' | 'list' | 'object';
/** What must be in an event for it to be followed; the rest of it may be missing. */
type Fields = Readonly<Record<string, Type>>;

const said: Fields = { code: 'string', message: 'string' };

const needed: { readonly [K in ProgressEvent['event']]: Fields } = {
  'step-start': { name: 'string', description: 'string' },
  'step-end': { name: 'string', ok: 'boolean', seconds: 'number' },
  warning: said,
  note: { text: 'string' },
  secrets: { secrets: 'list' },
  resolved: { packages: 'list', setSha256: 'string', layerKey: 'string', layerFromCache: 'boolean' },
  fetched: { downloaded: 'number', downloadedBytes: 'number', used: 'list' },
  'layer-kept': { layerKey: 'string', used: 'list' },
  'initramfs-kept': { used: 'list' },
  'layer-private': { layerKey: 'string', files: 'list' },
  error: { kind: 'string', errors: 'list' },
  built: { directory: 'string', manifest: 'object', exitCode: 'number' },
  booted: {
    name: 'string',
    firmware: 'string',
    format: 'string',
    accelerator: 'string',
    verdict: 'string',
    reason: 'string',
    seconds: 'number',
    evidence: 'list',
    lastConsoleLines: 'list',
    consoleLog: 'string',
    exitCode: 'number',
  },
};

/** @returns the event, if it is one that is known here and has what belongs to it */
export function readEvent(value: unknown): ProgressEvent | undefined {
  if (typeOf(value) !== 'object') return undefined;
  const event = value as Readonly<Record<string, unknown>>;
  const name = event['event'];
  if (typeof name !== 'string' || !Object.hasOwn(needed, name)) return undefined;
  const lists = name === 'error' ? (event['errors'] as unknown) : undefined;
  const whole =
    hasFields(event, needed[name as ProgressEvent['event']]) &&
    hasPosition(event) &&
    (!Array.isArray(lists) ||
      lists.every((one) => typeOf(one) === 'object' && hasFields(one, said) && hasPosition(one)));
  return whole ? (value as ProgressEvent) : undefined;
}

function hasFields(event: Readonly<Record<string, unknown>>, fields: Fields): boolean {
  return Object.entries(fields).every(([name, type]) => typeOf(event[name]) === type);
}

function hasPosition({ position }: Readonly<Record<string, unknown>>): boolean {
  if (position === undefined) return true;
  return (
    typeOf(position) === 'object' &&
    hasFields(position as Readonly<Record<string, unknown>>, { file: 'string', line: 'number', column: 'number' })
  );
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return value === null ? 'null' : typeof value;
}
