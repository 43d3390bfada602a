import * as path from 'node:path';
import { ApplianceError, messageOf } from '../errors.ts';
import type { IncludeReader } from './include.ts';
import { type Reading, readKickstartText } from './parse.ts';
import type { PreOutcome, PreRunner } from './pre.ts';
import type { Syntax } from './versions/versions.ts';

/** What reading a kickstart may need from the world outside of its text. */
export interface Outside {
  /** Files of this machine. */
  readonly files: IncludeReader;
  /** @throws any error, whose message says why it can't be had */
  fetch(url: string): Promise<string>;
  /** A text instead of a runner says why there is none, such as: it needs root. */
  readonly pre: PreRunner | string;
}

/** What was taken from outside, so that the same kickstart can be read again to the same effect. */
export interface Gathered {
  /** By address; what could not be had has an error instead of a text. */
  readonly pages: ReadonlyMap<string, { readonly text: string } | { readonly error: string }>;
  readonly pre: PreOutcome | undefined;
}

export interface ReadOptions {
  /** Undefined: what `#version=` says, else lenient. */
  readonly syntax?: Syntax | undefined;
  /** Leaves %pre out: what its scripts would write is not there. */
  readonly skipPre?: boolean | undefined;
  readonly flatten?: boolean | undefined;
  /** Reads with what an earlier reading took from outside. */
  readonly gathered?: Gathered | undefined;
}

/**
 * Reads a kickstart with all that it includes: fetches addresses, runs %pre scripts, and then reads it with what they
 * wrote, as the installer does.
 *
 * @param text the file, decoded as UTF-8
 * @param file its name as positions show it
 */
export async function readKickstart(
  text: string,
  file: string,
  outside: Outside,
  options: ReadOptions = {},
): Promise<Reading & { readonly gathered: Gathered }> {
  const pages = new Map(options.gathered?.pages);
  const readWith = async (pre: PreOutcome | undefined): Promise<Reading> => {
    for (;;) {
      const missing = new Set<string>();
      const includes = layered(outside.files, pages, pre?.files, (url) => missing.add(url));
      const reading = readKickstartText(text, file, includes, options);
      if (missing.size === 0) return reading;
      await Promise.all([...missing].map(async (url) => pages.set(url, await fetched(outside, url))));
    }
  };
  const known = options.gathered?.pre;
  const first = await readWith(known);
  const scripts = first.document.scripts.filter(({ section }) => section === 'pre');
  if (known !== undefined) return { ...withOutcome(first, known), gathered: { pages, pre: known } };
  if (options.skipPre === true || scripts.length === 0) return { ...first, gathered: { pages, pre: undefined } };
  if (typeof outside.pre === 'string') {
    return { ...withoutPre(first, outside.pre), gathered: { pages, pre: undefined } };
  }
  const pre = await outside.pre.run(scripts);
  const reading = pre.files.size === 0 ? first : await readWith(pre);
  return { ...withOutcome(reading, pre), gathered: { pages, pre } };
}

const ADDRESS = /^https?:\/\//i;

function layered(
  files: IncludeReader,
  pages: Gathered['pages'],
  preFiles: PreOutcome['files'] | undefined,
  need: (url: string) => void,
): IncludeReader {
  return {
    read(included, fromFile) {
      const url = addressOf(included, fromFile);
      if (url !== undefined) {
        const page = pages.get(url);
        if (page === undefined) need(url);
        if (page !== undefined && 'error' in page) throw new Error(page.error);
        return { file: url, text: page?.text ?? '' };
      }
      const written = path.posix.resolve(preFiles?.has(fromFile) ? path.posix.dirname(fromFile) : '/', included);
      const text = included.startsWith('/') || preFiles?.has(fromFile) ? preFiles?.get(written) : undefined;
      return text === undefined ? files.read(included, fromFile) : { file: written, text };
    },
  };
}

/** A file that was fetched names others relative to itself, as pages do. */
function addressOf(included: string, fromFile: string): string | undefined {
  if (ADDRESS.test(included)) return URL.canParse(included) ? new URL(included).href : included;
  const isRelative = ADDRESS.test(fromFile) && !included.startsWith('/');
  return isRelative && URL.canParse(included, fromFile) ? new URL(included, fromFile).href : undefined;
}

async function fetched(outside: Outside, url: string): Promise<{ text: string } | { error: string }> {
  try {
    return { text: await outside.fetch(url) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function withOutcome(reading: Reading, { warnings, errors }: PreOutcome): Reading {
  const { document } = reading;
  return {
    ...reading,
    document: { ...document, warnings: [...warnings, ...document.warnings] },
    errors: [...errors, ...reading.errors],
  };
}

/** Without %pre a kickstart that includes what it writes is not whole; any other reads as it would with it. */
function withoutPre(reading: Reading, why: string): Reading {
  const { document, errors } = reading;
  const position = document.scripts.find(({ section }) => section === 'pre')?.position;
  const hint = 'add --pre skip to read the kickstart without what %pre writes';
  if (!errors.some(({ code }) => code === 'unreadable-include')) {
    const warning = { code: 'pre-not-run', message: `the %pre script is not run: ${why}`, position, hint };
    return { ...reading, document: { ...document, warnings: [warning, ...document.warnings] } };
  }
  const message = `the %pre script, which may write what is included, is not run: ${why}`;
  const error = new ApplianceError({ kind: 'input', code: 'pre-not-run', message, position, hint });
  return { ...reading, errors: [error, ...errors] };
}
