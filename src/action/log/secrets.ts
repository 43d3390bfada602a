/** From here on, in UTF-16 code units, the runner can mask a text without blacking out every log. */
const shortestMask = 4;

export interface SecretHider {
  /** @returns the lines of the secret that the runner should mask, too */
  add(secret: string): string[];
  hide(text: string): string;
}

const shown = '***';

/**
 * Takes secrets out of what we print ourselves: the runner masks what it was told, but text that we escape, cut or break
 * for safety may no longer look as it was told. A secret of one to three characters is hidden only where it stands as a
 * word; masked everywhere, a password `a` would leave no log at all.
 */
export function createSecretHider(): SecretHider {
  const long = new Set<string>();
  const short = new Set<string>();
  let rules: readonly (readonly [RegExp, string])[] = [];
  return {
    add(secret) {
      const lines = secret.split(/[\r\n]+/).filter((line) => line.trim() !== '');
      const fresh = lines.filter((line) => line.length >= shortestMask && !long.has(line));
      for (const line of lines) (line.length >= shortestMask ? long : short).add(line);
      const longestFirst = [...long].sort((one, other) => other.length - one.length).map(quote);
      const words = [...short].map((word) => `(?<![\\p{L}\\p{N}_])${quote(word)}(?![\\p{L}\\p{N}_])`);
      rules = [longestFirst, words]
        .filter((list) => list.length > 0)
        .map((list) => [new RegExp(list.join('|'), 'gu'), shown]);
      return fresh;
    },
    hide: (text) => rules.reduce((clean, [pattern, replacement]) => clean.replaceAll(pattern, replacement), text),
  };
}

function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
