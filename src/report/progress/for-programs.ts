import { masker } from '../mask.ts';
import { jsonLine } from '../printable.ts';
import type { ProgressEvent } from './events.ts';
import type { Display } from './reporter.ts';

/** Takes events and writes each as a line of JSON. */
export interface EventStream {
  emit(event: ProgressEvent): void;
  /** From now on no text that people read shows these. */
  hide(secrets: readonly string[]): void;
}

/** Members that hold words for people, of tools and of the kickstart. The others are names, paths and numbers. */
const texts: ReadonlySet<string> = new Set(['message', 'hint', 'detail', 'text', 'description', 'reason', 'warnings']);

export function openEventStream(write: (line: string) => unknown): EventStream {
  let mask = masker([]);
  return {
    emit(event) {
      write(`${jsonLine('secrets' in event ? event : masked(event, mask, false))}\n`);
    },
    hide(secrets) {
      mask = masker(secrets);
    },
  };
}

function masked(value: unknown, mask: (text: string) => string, isText: boolean): unknown {
  if (typeof value === 'string') return isText ? mask(value) : value;
  if (Array.isArray(value)) return value.map((item) => masked(item, mask, isText));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, masked(member, mask, isText || texts.has(key))]),
  );
}

export function displayForPrograms({ emit }: EventStream): Display {
  return {
    stepStarts(name, description) {
      emit({ event: 'step-start', name, description });
      return (end) => emit({ event: 'step-end', name, ...end });
    },
    warn({ severity = 'warning', ...warning }) {
      emit({ event: 'warning', severity, ...warning });
    },
    note: (text) => emit({ event: 'note', text }),
    tell: emit,
  };
}
