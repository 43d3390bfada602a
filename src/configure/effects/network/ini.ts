/** A section of a unit file or a keyfile: its name and its lines. */
export type Section = readonly [name: string, lines: readonly string[]];

/** Sections without lines are left out, but for those in `always`. */
export function iniText(sections: readonly Section[], always: readonly string[] = []): string {
  return sections
    .filter(([name, lines]) => lines.length > 0 || always.includes(name))
    .map(([name, lines]) => [`[${name}]`, ...lines, ''].join('\n'))
    .join('\n');
}

/** `KEY=VALUE`, or nothing where there is no value. */
export const setting = (key: string, value: string | number | boolean | undefined): readonly string[] =>
  value === undefined ? [] : [`${key}=${value}`];
