/** Hides secrets in what is written after it learned of them. */
export interface Masker {
  add(secret: string): void;
  apply(text: string): string;
}

export function makeMasker(): Masker {
  const secrets = new Set<string>();
  return {
    add(secret) {
      if (secret.trim() !== '') secrets.add(secret);
    },
    apply(text) {
      const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
      return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
    },
  };
}
