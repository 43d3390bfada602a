import { groupName, ownerName } from '../content/accounts.ts';

/** What a package says of a file besides its content. */
export interface FileAttributes {
  /** Octal, as chmod takes it. */
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
  /** In the words of cap_from_text(3). */
  readonly capabilities?: string;
  /** The file belongs to the package, but is not in it. */
  readonly ghost?: boolean;
  readonly directory?: boolean;
}

/** A file as it lies in the tree. */
export interface TreeFile {
  /** In the guest. */
  readonly path: string;
  readonly directory: boolean;
  readonly uid: number;
  readonly gid: number;
}

/** The line of a file in the %files section. */
export function fileLine(file: TreeFile, attributes: FileAttributes = {}, isConfiguration = false): string {
  const { mode = '-', owner = ownerName(file.uid), group = groupName(file.gid), capabilities, ghost } = attributes;
  const words = [
    ...(ghost === true ? ['%ghost'] : []),
    ...(file.directory || attributes.directory === true ? ['%dir'] : []),
    ...(isConfiguration ? ['%config(noreplace)'] : []),
    ...(file.directory ? [] : kindOf(file.path)),
    ...(mode === '-' && owner === 'root' && group === 'root' ? [] : [`%attr(${mode}, ${owner}, ${group})`]),
    ...(capabilities === undefined ? [] : [`%caps(${capabilities})`]),
    `"${escapeMacros(file.path)}"`,
  ];
  return words.join(' ');
}

/** Licences, documentation and translations, each of which an installation may leave out. */
const kinds: readonly { readonly pattern: RegExp; readonly words: (match: RegExpExecArray) => string[] }[] = [
  { pattern: /^\/usr\/share\/doc\/[^/]+\/copyright$/, words: () => ['%license'] },
  { pattern: /^\/usr\/share\/man\/man\d/, words: () => ['%doc'] },
  { pattern: /^\/usr\/share\/man\/([\w@.]+)\//, words: ([, language]) => ['%doc', `%lang(${language})`] },
  { pattern: /^\/usr\/share\/(?:doc|info)\//, words: () => ['%doc'] },
  { pattern: /^\/usr\/share\/locale\/([\w@.]+)\//, words: ([, language]) => [`%lang(${language})`] },
];

function kindOf(file: string): string[] {
  for (const { pattern, words } of kinds) {
    const match = pattern.exec(file);
    if (match !== null) return words(match);
  }
  return [];
}

/** In spec files % begins a macro. */
export const escapeMacros = (text: string) => text.replaceAll('%', '%%');
