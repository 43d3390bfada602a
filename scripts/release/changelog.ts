import { ReleaseRefused } from './refused.ts';

/**
 * What CHANGELOG.md (keepachangelog.com) says of one version: the text below `## 1.2.3 - 2026-11-24`, without the heading.
 *
 * @param version as in package.json
 * @throws ReleaseRefused if there is no such section, or it has no date, or nothing stands in it
 */
export function changelogSection(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## )/m).map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    const [, name, rest = ''] = /^## \[?([^\s\]]+)\]?(.*)$/.exec(heading) ?? [];
    return { name, rest, text: lines.join('\n').trim() };
  });
  const found = sections.filter(({ name }) => name === version);
  const [section] = found;
  if (section === undefined) throw new ReleaseRefused(`CHANGELOG.md has no section "## ${version} - YYYY-MM-DD"`);
  if (found.length > 1) throw new ReleaseRefused(`CHANGELOG.md has ${found.length} sections for ${version}`);
  if (!/^ - \d{4}-\d{2}-\d{2}$/.test(section.rest)) {
    throw new ReleaseRefused(`the heading of ${version} in CHANGELOG.md has no date: "## ${version} - YYYY-MM-DD"`);
  }
  if (section.text === '') throw new ReleaseRefused(`CHANGELOG.md says nothing about ${version}`);
  return section.text;
}
