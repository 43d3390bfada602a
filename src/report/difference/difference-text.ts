import { formatBytes, formatTable } from '../format.ts';
import type { DiskChange, ManifestDifference, PackageChange } from './difference.ts';

/** For people at a terminal. It holds text of the manifests: print it line by line through `printable`. */
export function differenceText(difference: ManifestDifference): string {
  if (!difference.different) return `${difference.newTitle}: no difference`;
  const { added, removed, changed } = difference;
  const packages = [
    ...removed.map(({ name, arch, version }) => ['-', `${name}.${arch}`, version]),
    ...added.map(({ name, arch, version }) => ['+', `${name}.${arch}`, version]),
    ...changed.map((change) => ['~', `${change.name}.${change.arch}`, versionsOf(change)]),
  ];
  return [
    `${difference.oldTitle} → ${difference.newTitle}`,
    ...(difference.kickstartChanged ? ['the kickstart changed'] : []),
    ...difference.disks.map((disk) => `disk ${disk.disk}: ${sizesOf(disk)}`),
    countsOf(difference),
    ...(packages.length === 0 ? [] : [formatTable(packages)]),
  ].join('\n');
}

/**
 * The same as a piece of GitHub's Markdown, for job summaries and release notes. Text of the manifests stands in code
 * spans, where it is neither markup nor mentions anybody.
 *
 * @param mostRows packages listed at most; the rest is counted
 */
export function differenceMarkdown(difference: ManifestDifference, mostRows = Number.POSITIVE_INFINITY): string {
  if (!difference.different) return 'Nothing changed: the same packages, disks and kickstart.\n';
  const { added, removed, changed } = difference;
  const packages = [
    ...added.map(({ name, arch, version }) => ['added', code(`${name}.${arch}`), '', code(version)]),
    ...removed.map(({ name, arch, version }) => ['removed', code(`${name}.${arch}`), code(version), '']),
    ...changed.map(({ name, arch, oldVersion, newVersion }) => [
      oldVersion === newVersion ? 'rebuilt' : 'changed',
      code(`${name}.${arch}`),
      code(oldVersion),
      code(newVersion),
    ]),
  ];
  const facts = [
    ...(difference.oldTitle === difference.newTitle
      ? []
      : [`${code(difference.oldTitle)} became ${code(difference.newTitle)}`]),
    ...(difference.kickstartChanged ? ['The kickstart changed'] : []),
    ...difference.disks.map((disk) => `Disk ${code(disk.disk)}: ${sizesOf(disk)}`),
    `Packages: ${countsOf(difference)}`,
  ];
  const left = packages.length - mostRows;
  return [
    ...facts.map((fact) => `- ${fact}`),
    ...(packages.length === 0 ? [] : ['', '| | package | before | now |', '| --- | --- | --- | --- |']),
    ...packages.slice(0, mostRows).map((cells) => `| ${cells.join(' | ')} |`),
    ...(left > 0 ? ['', `… and ${left} more.`] : []),
    '',
  ].join('\n');
}

function countsOf({ added, removed, changed }: ManifestDifference): string {
  if (added.length + removed.length + changed.length === 0) return 'the same packages';
  return `${added.length} added, ${removed.length} removed, ${changed.length} changed`;
}

function versionsOf({ oldVersion, newVersion }: PackageChange): string {
  return oldVersion === newVersion ? `${newVersion} (rebuilt)` : `${oldVersion} → ${newVersion}`;
}

function sizesOf({ oldBytes, newBytes }: DiskChange): string {
  if (newBytes === undefined) return 'removed';
  if (oldBytes === undefined) return `new, ${formatBytes(newBytes)}`;
  return `${formatBytes(oldBytes)} → ${formatBytes(newBytes)}`;
}

/** A code span that also holds in a table, where a bar ends the cell unless it is escaped. */
const code = (text: string) => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
