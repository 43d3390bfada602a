import type { Remark } from '../progress/record.ts';
import type { CuttableList } from './limit.ts';
import { code, count, details, escapeText, fence, shownLines, table } from './markdown.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
}

/** What `ManifestDifference` (src/report) says of packages. */
export interface PackageDifference {
  readonly added: readonly Package[];
  readonly removed: readonly Package[];
  readonly changed: readonly {
    readonly name: string;
    readonly arch: string;
    readonly oldVersion: string;
    readonly newVersion: string;
  }[];
}

/** More lines are no excerpt any more; the whole log is among the artifacts. */
const mostLines = 500;

/** The last lines of a console or a log; what came last matters most. */
export function lastLines(title: string, lines: readonly string[], { open = false } = {}): CuttableList {
  return {
    kind: 'console',
    items: shownLines(lines.slice(-mostLines)).slice(-mostLines),
    keep: 'last',
    render: (shown, cut) => {
      const said = cut === 0 ? '' : `_${count(cut, 'line')} before these had no room._`;
      if (shown.length === 0) return said === '' ? '' : details(title, said);
      return details(title, said === '' ? fence(shown) : `${said}\n\n${fence(shown)}`, { open });
    },
  };
}

export function differenceCounts({ added, removed, changed }: PackageDifference): string {
  if (added.length + removed.length + changed.length === 0) return 'the same as before';
  return `${added.length} added, ${removed.length} removed, ${changed.length} changed since the previous build`;
}

export function packageChanges({ added, removed, changed }: PackageDifference): CuttableList {
  const row = (how: string, name: string, arch: string, before: string, now: string) =>
    `| ${how} | ${code(`${name}.${arch}`)} | ${escapeText(before)} | ${escapeText(now)} |`;
  return {
    kind: 'packages',
    items: [
      ...changed.map(({ name, arch, oldVersion, newVersion }) =>
        row(oldVersion === newVersion ? 'rebuilt' : 'changed', name, arch, oldVersion, newVersion),
      ),
      ...added.map(({ name, version, arch }) => row('added', name, arch, '', version)),
      ...removed.map(({ name, version, arch }) => row('removed', name, arch, version, '')),
    ],
    keep: 'first',
    render: (rows, cut) => {
      if (rows.length + cut === 0) return '';
      const said = cut === 0 ? '' : `\n\n_${count(cut, 'more package')} had no room; manifest.json names them all._`;
      const list = rows.length === 0 ? '' : `${table(['', 'Package', 'Before', 'Now'], [])}\n${rows.join('\n')}`;
      return details('Changes of packages', `${list}${said}`.trim());
    },
  };
}

/** @param title `3 warnings` */
export function remarkList(
  title: string,
  remarks: readonly Pick<Remark, 'message' | 'where' | 'hint'>[],
): CuttableList {
  return {
    kind: 'remarks',
    items: remarks.map(({ message, where, hint }) => {
      const place = where === undefined ? '' : `${code(where)} `;
      return `- ${place}${escapeText(message)}${hint === undefined ? '' : `<br>${escapeText(hint)}`}`;
    }),
    keep: 'first',
    render: (items, cut) => {
      if (items.length + cut === 0) return '';
      const said = cut === 0 ? [] : [`- _${cut} more had no room_`];
      return details(title, [...items, ...said].join('\n'));
    },
  };
}
