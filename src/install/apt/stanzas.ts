/** Fields of one paragraph of a Packages index (deb-control(5)), with its whole text. */
export interface Stanza {
  readonly text: string;
  field(name: string): string | undefined;
}

/** Cuts a Packages index, or what `apt-cache show` prints, into its paragraphs. */
export function parseStanzas(text: string): Stanza[] {
  return text
    .split(/\n\n+/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const fields = new Map<string, string>();
      for (const line of paragraph.split('\n')) {
        const colon = line.indexOf(':');
        if (colon > 0 && !/^\s/.test(line))
          fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
      }
      return { text: paragraph, field: (name) => fields.get(name.toLowerCase()) };
    });
}

/** The same paragraph with another value for one field. */
export function withField(stanza: Stanza, name: string, value: string): string {
  const lines = stanza.text.trimEnd().split('\n');
  const kept = lines.filter((line) => !line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return [...kept, `${name}: ${value}`].join('\n');
}
