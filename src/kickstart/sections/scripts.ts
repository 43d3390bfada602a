import type { Position } from '../../errors.ts';
import type { Script, Word } from '../document.ts';
import { defineGrammar, type Interpreted, interpret, type OptionTable } from '../options/options.ts';
import { isBlankOrComment } from '../reading/lines.ts';
import type { Reader } from '../reading/reader.ts';
import { type Life, remarkOn, statusIn } from '../versions/life.ts';
import { readBody } from './sections.ts';

const DEFAULT_INTERPRETER = '/bin/sh';

const HEADER = {
  interpreter: { names: ['--interpreter'], kind: 'text' },
  log: { names: ['--log', '--logfile'], kind: 'text' },
  errorOnFail: { names: ['--erroronfail'], kind: 'flag' },
} as const satisfies OptionTable;

const OUTSIDE = defineGrammar({ options: HEADER });
const POST = defineGrammar({ options: { ...HEADER, noChroot: { names: ['--nochroot'], kind: 'flag' } } });

/** Sections that hold a script, without the `%`. */
const SCRIPT_SECTIONS = {
  '%pre': 'pre',
  '%pre-install': 'pre-install',
  '%post': 'post',
  '%onerror': 'onerror',
  '%traceback': 'traceback',
} as const;

const TRACEBACK: Life = { fedora: { deprecated: 34 }, rhel: { deprecated: 9 }, instead: '%onerror' };

export type ScriptSection = keyof typeof SCRIPT_SECTIONS;

export function isScriptSection(name: string): name is ScriptSection {
  return Object.hasOwn(SCRIPT_SECTIONS, name);
}

/**
 * Reads a script and its `%end`.
 *
 * @returns undefined after an error in the header, or when the body is blank: such a script is not run
 */
export function readScript(reader: Reader, words: readonly [Word, ...Word[]], name: ScriptSection): Script | undefined {
  const [header] = words;
  if (name === '%traceback') remarkTraceback(reader, header);
  const post = name === '%post' ? interpret(words, POST, reader.judge) : undefined;
  const line: Interpreted<typeof HEADER> | undefined =
    name === '%post' ? post : interpret(words, OUTSIDE, reader.judge);
  const { body, bodyPosition } = readTextBody(reader, header);
  if (line === undefined || bodyPosition === undefined || body.trim() === '') {
    return undefined;
  }
  const { values, positions } = line;
  return {
    section: SCRIPT_SECTIONS[name],
    position: header.position,
    bodyPosition,
    body,
    interpreter: values.interpreter || DEFAULT_INTERPRETER,
    interpreterPosition: positions.interpreter ?? header.position,
    chroot: post?.values.noChroot === false,
    errorOnFail: values.errorOnFail,
    log: values.log || undefined,
  };
}

function remarkTraceback({ judge }: Reader, { position }: Word): void {
  if (judge.syntax !== 'lenient' && statusIn(TRACEBACK, judge.syntax) === 'works') return;
  const remark = remarkOn('%traceback', TRACEBACK);
  if (remark !== undefined) judge.warn({ ...remark, position });
}

/**
 * The body is kept as it is, with two exceptions: CRLF becomes LF, and of an included file the leading blank lines and
 * comments are dropped, as the reference does.
 */
export function readTextBody(reader: Reader, header: Word): { body: string; bodyPosition: Position | undefined } {
  const parts: string[] = [];
  let bodyPosition: Position | undefined;
  let carriageReturnAt: Position | undefined;
  readBody(reader, header, (line) => {
    if (line.opensInclude && isBlankOrComment(line.text)) {
      return 'dropped';
    }
    if (line.opensInclude) {
      // Only for its errors: the reference cuts this one line into words.
      reader.checkWords(line);
    }
    bodyPosition ??= line.position;
    if (line.ending === '\r\n') {
      carriageReturnAt ??= line.position;
    }
    parts.push(line.text, line.ending === '\r\n' ? '\n' : line.ending);
    return 'kept';
  });
  if (carriageReturnAt !== undefined) {
    reader.diagnostics.warn({
      code: 'crlf-script',
      message: `lines of ${header.text} end in CR LF; they are read with LF`,
      position: carriageReturnAt,
      hint: 'save the file with Unix line ends',
    });
  }
  return { body: parts.join(''), bodyPosition };
}
