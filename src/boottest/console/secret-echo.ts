/**
 * Takes secrets that were typed out of what the console shows. A program that asks for one may turn the echo off only after it
 * has printed its prompt, so a guest that is busy echoes what is typed at once.
 */
export interface SecretEcho {
  /** From now on, until the line is over, the text is hidden. Call it before it is typed. */
  typed(secret: string): void;
  /** @returns what may be shown by now; the beginning of a secret waits for what follows */
  take(chunk: Uint8Array): Buffer;
  /** What still waits. */
  rest(): Buffer;
}

const stars = '***';
/** A shorter beginning gives nothing away, and is in too many words. */
const shortest = 4;
/** What the kernel says in between ends lines, too. */
const linesToWatch = 3;
const encoding = 'latin1';

export function createSecretEcho(): SecretEcho {
  let secret = '';
  let held = '';
  let linesLeft = 0;

  /** How much of the secret begins at a place. */
  const lengthAt = (text: string, from: number) => {
    let length = 0;
    while (length < secret.length && text[from + length] === secret[length]) length += 1;
    return length;
  };

  const masked = (beginning: string) => (beginning.length >= shortest ? stars : beginning);

  return {
    typed(text) {
      held = masked(held);
      secret = Buffer.from(text).toString(encoding);
      linesLeft = secret === '' ? 0 : linesToWatch;
    },
    take(chunk) {
      if (linesLeft === 0 && held === '') return Buffer.from(chunk);
      const text = held + Buffer.from(chunk).toString(encoding);
      held = '';
      let shown = '';
      let at = 0;
      while (at < text.length && linesLeft > 0) {
        const length = lengthAt(text, at);
        if (length > 0 && length < secret.length && at + length === text.length) {
          held = text.slice(at);
          return Buffer.from(shown, encoding);
        }
        const isHidden = length === secret.length || length >= shortest;
        if (!isHidden && text[at] === '\n') linesLeft -= 1;
        shown += isHidden ? stars : text[at];
        at += isHidden ? length : 1;
      }
      return Buffer.from(shown + text.slice(at), encoding);
    },
    rest() {
      const text = masked(held);
      held = '';
      return Buffer.from(text, encoding);
    },
  };
}
