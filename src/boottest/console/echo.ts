/** Takes the echo of what was typed off the text that follows. */
export interface Echo {
  /** Whether a part of it has come. */
  isActive(): boolean;
  /** @param complete whether the line ends after the text */
  strip(text: string, complete: boolean): string;
}

/** White space that a terminal may add to the echo as it wraps it; more of it is text of the guest. */
const mostAdded = 4096;

/** A terminal may wrap the echo anywhere, so white space does not count. */
export function createEcho(typed: string): Echo {
  let expected = typed.replace(/\s/g, '');
  let held = '';
  return {
    isActive: () => held !== '' && expected !== '',
    strip(text, complete) {
      let out = '';
      for (const character of text) {
        if (expected === '') out += character;
        else if (expected.startsWith(character)) {
          expected = expected.slice(character.length);
          held += character;
        } else if (/\s/.test(character) && held.length < typed.length + mostAdded) held += character;
        else {
          // It was no echo: passwords have none.
          out += held + character;
          [expected, held] = ['', ''];
        }
      }
      if (expected === '') held = '';
      else if (complete && held.trim() === '') expected = '';
      return out;
    },
  };
}
