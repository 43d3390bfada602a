/** The versions of the language that are known, oldest first in each family. */
export const VERSIONS = ['F40', 'F41', 'F42', 'F43', 'F44', 'F45', 'RHEL8', 'RHEL9', 'RHEL10'] as const;
export type Version = (typeof VERSIONS)[number];
/** `lenient`: whatever some version accepts; what not all accept gives a warning. */
export type Syntax = Version | 'lenient';
export const SYNTAXES: readonly Syntax[] = [...VERSIONS, 'lenient'];

export type Family = 'fedora' | 'rhel';

export function familyOf(version: Version): Family {
  return version.startsWith('F') ? 'fedora' : 'rhel';
}

/** `45` of F45, `9` of RHEL9. */
export function releaseOf(version: Version): number {
  return Number(version.replace(/^\D+/, ''));
}

const LONG_NAMES = /^(f|fedora|rhel|red hat enterprise linux|enterprise linux|centos stream)[\s-]*(\d+)$/i;

/** Reads `F45`, `rhel9`, `Fedora 40`, `Red Hat Enterprise Linux 9`; undefined for what is no version known here. */
export function parseVersion(text: string): Version | undefined {
  const [, family = '', release = ''] = LONG_NAMES.exec(text.trim()) ?? [];
  const name = `${family.toLowerCase().startsWith('f') ? 'F' : 'RHEL'}${Number(release)}`;
  return family === '' ? undefined : VERSIONS.find((version) => version === name);
}

/** Reads the value of --syntax. */
export function parseSyntax(text: string): Syntax | undefined {
  return text.trim().toLowerCase() === 'lenient' ? 'lenient' : parseVersion(text);
}
