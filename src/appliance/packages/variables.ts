import type { Appliance } from '../appliance.ts';

/** What the variables in the addresses of RPM repositories stand for: the target's values, never those of the host. */
export type Target = Pick<Appliance, 'arch' | 'releasever'>;

export interface Substituted {
  /** Variables without a value stay as they were written. */
  readonly text: string;
  /** Their names, without `$`. */
  readonly unset: readonly string[];
}

/** dnf.conf(5), "VARIABLES": `$NAME` and `${NAME}`; the parts of the release came with dnf 4.20 and dnf 5. */
const variable = /\$(?:\{(\w+)\}|(\w+))/g;

/** The release and what is derived from it; the rest of the variables belong to the host. */
export const releaseVariables: ReadonlySet<string> = new Set(['releasever', 'releasever_major', 'releasever_minor']);

/** `USER:PASSWORD@` of an address: a `$` in it is its own. */
const credentials = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]*@/i;

/** Puts the target's values in place of variables, as dnf does with those of its host. */
export function substituteVariables(text: string, { arch, releasever }: Target): Substituted {
  const [major, minor] = releasever?.split('.') ?? [];
  const values: Readonly<Record<string, string | undefined>> = {
    arch,
    basearch: arch,
    releasever,
    releasever_major: major,
    releasever_minor: minor,
  };
  const unset: string[] = [];
  const [own = ''] = credentials.exec(text) ?? [];
  const replaced = text.slice(own.length).replace(variable, (written, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) unset.push(name);
    return value ?? written;
  });
  return { text: own + replaced, unset };
}
