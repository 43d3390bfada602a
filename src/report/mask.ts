/** Shorter texts are in too many words to be hidden, and give nothing away. */
const shortest = 4;

/** @returns a function that puts stars in the place of each secret in a text, the longest first */
export function masker(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter(({ length }) => length >= shortest).sort((one, other) => other.length - one.length);
  return (text) => hidden.reduce((line, secret) => line.replaceAll(secret, '***'), text);
}
