/**
 * What a serial console shows, as plain text: escape sequences and control characters are dropped, and every kind of
 * line end or cursor movement becomes one line feed. Works on a stream: where chunks are cut makes no difference.
 *
 * Sequences as in ECMA-48 §5.3 to §5.6: CSI `ESC [`, OSC `ESC ]`, DCS, SOS, PM, APC.
 */
export type Cleaner = (chunk: Uint8Array | string) => string;

type State = 'text' | 'escape' | 'escape-intermediate' | 'csi' | 'string' | 'string-escape';

/** Cursor movements to another line, and erasing the screen: what follows starts a line of its own. */
const movesToOtherLine = /[ABEFHJdf]/;

export function createCleaner(): Cleaner {
  const decoder = new TextDecoder('utf-8');
  let state: State = 'text';
  let carriageReturn = false;
  let atLineStart = true;

  return (chunk) => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let out = '';
    const lineFeed = (evenIfEmpty: boolean) => {
      if (evenIfEmpty || !atLineStart) out += '\n';
      atLineStart = true;
      carriageReturn = false;
    };
    const print = (character: string) => {
      // A bare CR starts the line again. What stood there was seen, so it stays, as a line.
      if (carriageReturn) lineFeed(false);
      out += character;
      atLineStart = false;
    };
    const inText = (character: string, code: number) => {
      if (character === '\n') lineFeed(true);
      else if (character === '\r') carriageReturn = true;
      else if (character === '\x1b') state = 'escape';
      else if (character === '\t') print(' ');
      else if (code >= 0x20 && !(code >= 0x7f && code <= 0x9f)) print(character);
    };
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      switch (state) {
        case 'text':
          inText(character, code);
          break;
        case 'escape':
          if (character === '[') state = 'csi';
          else if (/[\]PX^_]/.test(character)) state = 'string';
          else if (code >= 0x20 && code <= 0x2f) state = 'escape-intermediate';
          else {
            state = 'text';
            if (code < 0x20) inText(character, code);
          }
          break;
        case 'escape-intermediate':
          if (code >= 0x20 && code <= 0x2f) break;
          state = 'text';
          if (code < 0x20) inText(character, code);
          break;
        case 'csi':
          if (code >= 0x20 && code <= 0x3f) break;
          state = 'text';
          if (movesToOtherLine.test(character)) lineFeed(false);
          else if (code < 0x20) inText(character, code);
          break;
        case 'string':
        case 'string-escape':
          // A string that is never closed ends with its line, so that it cannot hide what comes after.
          if (character === '\n' || character === '\r') {
            state = 'text';
            inText(character, code);
          } else if (character === '\x07' || (state === 'string-escape' && character === '\\')) state = 'text';
          else state = character === '\x1b' ? 'string-escape' : 'string';
          break;
      }
    }
    return out;
  };
}

/** The line that is being written, after more of it came. */
export interface LinePiece {
  readonly line: string;
  /** Whether its line end came, too. */
  readonly complete: boolean;
  /**
   * Whether it is time to look for patterns in it. A long line is due only now and then while it grows, so that one that comes
   * in a thousand pieces is not searched a thousand times; who waits for a prompt looks again when nothing more comes.
   */
  readonly due: boolean;
}

/** A "line" that is longer is cut: a guest that writes garbage must not cost memory. In UTF-16 code units. */
const longestLine = 4096;
/** Up to this length a line is always due, and then each time that so much was added. Prompts are shorter. */
const charactersBetweenLooks = 512;

/** Cuts a console's stream into lines. The unfinished last line is given too, because a prompt has no line end. */
export function createLineReader(): (chunk: Uint8Array | string) => LinePiece[] {
  const clean = createCleaner();
  let current = '';
  let lengthWhenDue = 0;
  const isDue = () => {
    const due = current.length <= charactersBetweenLooks || current.length - lengthWhenDue >= charactersBetweenLooks;
    if (due) lengthWhenDue = current.length;
    return due;
  };
  return (chunk) => {
    const pieces: LinePiece[] = [];
    const lines = clean(chunk).split('\n');
    for (const [index, part] of lines.entries()) {
      current += part;
      while (current.length > longestLine) {
        pieces.push({ line: current.slice(0, longestLine), complete: true, due: true });
        current = current.slice(longestLine);
        lengthWhenDue = 0;
      }
      const complete = index < lines.length - 1;
      if (complete || part !== '') pieces.push({ line: current, complete, due: complete || isDue() });
      if (!complete) continue;
      current = '';
      lengthWhenDue = 0;
    }
    return pieces;
  };
}

const consoleColumns = 80;

/** Whether a line was probably broken by the terminal's width rather than by its writer: GRUB breaks at 80 columns. */
export function isWrapped(line: string): boolean {
  return line.length > 0 && line.length % consoleColumns === 0;
}
