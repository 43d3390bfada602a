import { randomUUID } from 'node:crypto';
import { formatPosition } from '../../errors.ts';
import { clip } from '../../log-text.ts';
import { formatSeconds } from '../../report/format.ts';
import { printable } from '../../report/printable.ts';
import type { ActionLog, Place } from '../ports.ts';
import { formatCommand } from './command.ts';
import { foreignLine, ownLine, plainLines } from './foreign.ts';
import { createSecretHider } from './secrets.ts';

/** What the entries use: the port, and what only its owner needs. */
export interface JobLog extends ActionLog {
  /** @param said printed behind the group, where it stays seen when the group is folded; default: its title and time */
  endGroup(said?: string): void;
  /** Prints text of tools, scripts or guests: each line marked; many lines with workflow commands switched off. */
  foreign(text: string): void;
  /** Runs work that prints much foreign text, with workflow commands switched off but for our own. */
  guarded<T>(work: () => Promise<T>): Promise<T>;
  /** The text without the secrets that were masked so far. */
  hide(text: string): string;
  /** Ends what is open, and says how many annotations the platform would not have kept. To be called last. */
  close(): void;
}

export interface LogSettings {
  readonly stream: { write(text: string): unknown };
  /** Milliseconds. Default: the process's clock. */
  readonly now?: () => number;
  /** A word that nobody can guess. Default: a random UUID. */
  readonly token?: () => string;
}

type Kind = Parameters<ActionLog['annotate']>[0];

/**
 * What GitHub keeps of a step: so many annotations of each kind, messages of so many UTF-16 code units (the runner's
 * ExecutionContext.cs), titles of so many (the Checks API). One notice is spared for `close`.
 */
const keptAnnotations: Readonly<Record<Kind, number>> = { error: 10, warning: 10, notice: 9 };
const longestMessage = 4096;
const longestTitle = 255;
/** Fewer lines of foreign text are safe by their marks alone; switching commands off costs two lines of log. */
const manyLines = 8;

/** A log that the runner reads. Whatever is passed in, no line of it is a workflow command but those made here. */
export function createActionLog({ stream, now = () => performance.now(), token = randomUUID }: LogSettings): JobLog {
  const secrets = createSecretHider();
  const unkept: Record<Kind, number> = { error: 0, warning: 0, notice: 0 };
  const kept: Record<Kind, number> = { error: 0, warning: 0, notice: 0 };
  const said = new Set<string>();
  let group: { readonly title: string; readonly startMs: number } | undefined;
  /** Set while workflow commands are switched off. */
  let guard: string | undefined;

  /** Secrets go before and after escape sequences, which may stand inside one. */
  const clean = (text: string) => plainLines(secrets.hide(text)).map((line) => secrets.hide(line));
  const write = (line: string) => stream.write(`${line}\n`);

  function switchOff(): void {
    guard = token();
    write(`::stop-commands::${guard}`);
  }
  function switchOn(): void {
    if (guard !== undefined) write(`::${guard}::`);
    guard = undefined;
  }

  function command(name: string, properties: Parameters<typeof formatCommand>[1], data: string): void {
    const guarded = guard !== undefined;
    if (guarded) switchOn();
    write(formatCommand(name, properties, data));
    if (guarded) switchOff();
  }

  function line(text: string): void {
    for (const one of clean(text)) write(ownLine(one));
  }

  function endGroup(text?: string): void {
    if (group === undefined) {
      if (text !== undefined) line(text);
      return;
    }
    const { title, startMs } = group;
    group = undefined;
    command('endgroup', {}, '');
    line(text ?? `${title}: ${formatSeconds((now() - startMs) / 1000)}`);
  }

  function annotate(kind: Kind, message: string, place?: Place, title = ''): void {
    const lines = clean(message).map(printable);
    const where = place === undefined ? '' : `${formatPosition(place)}: `;
    const key = `${kind} ${where}${lines.join('\n')}`;
    const full = kept[kind] >= keptAnnotations[kind];
    if (full || said.has(key)) {
      line(`${where}${kind}: ${lines.join('\n')}`);
      if (!said.has(key)) unkept[kind] += 1;
      said.add(key);
      return;
    }
    said.add(key);
    kept[kind] += 1;
    const properties = {
      file: place === undefined ? undefined : printable(place.file),
      line: place?.line,
      col: place?.column,
      title: printable(clip(clean(title).join(' '), longestTitle)),
    };
    command(kind, properties, clip(lines.join('\n'), longestMessage));
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (guard !== undefined) return await work();
    switchOff();
    try {
      return await work();
    } finally {
      switchOn();
    }
  }

  return {
    line,
    endGroup,
    annotate,
    guarded,
    hide: secrets.hide,
    debug(text) {
      for (const one of clean(text)) command('debug', {}, ownLine(one));
    },
    startGroup(title) {
      endGroup();
      group = { title, startMs: now() };
      command('group', {}, ownLine(clean(title).join(' ')));
    },
    foreign(text) {
      const lines = clean(text.replace(/\r?\n$/, '')).map(foreignLine);
      const guards = guard === undefined && lines.length >= manyLines;
      if (guards) switchOff();
      try {
        for (const one of lines) write(one);
      } finally {
        if (guards) switchOn();
      }
    },
    mask(secret) {
      for (const one of secrets.add(secret)) command('add-mask', {}, one);
    },
    close() {
      endGroup();
      switchOn();
      const more = Object.entries(unkept)
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => `${count} more ${kind}${count === 1 ? '' : 's'}`);
      if (more.length > 0) command('notice', {}, `${more.join(', ')} in the log of this step`);
    },
  };
}
