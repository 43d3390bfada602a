import { escapeMacros } from './file-list.ts';
import type { RpmPackage, Scriptlets } from './package.ts';

/** A spec file that packages a filled build root as it is. @param fileLines lines of its %files section */
export function specText(rpm: RpmPackage, fileLines: readonly string[]): string {
  return [
    `Name: ${rpm.name}`,
    ...(rpm.epoch === undefined ? [] : [`Epoch: ${rpm.epoch}`]),
    `Version: ${rpm.version}`,
    `Release: ${rpm.release}`,
    `Summary: ${escapeMacros(rpm.summary)}`,
    'License: as in Debian',
    'Vendor: Trial Linux',
    'AutoReqProv: no',
    ...(rpm.architecture === 'noarch' ? ['BuildArch: noarch'] : []),
    ...Object.entries(rpm.dependencies).flatMap(([tag, words]) =>
      (words as readonly string[]).map((word) => `${tag}: ${escapeMacros(word)}`),
    ),
    '',
    '%description',
    `${escapeMacros(rpm.summary)}.`,
    ...scriptletSections(rpm.scriptlets),
    '',
    '%files',
    ...fileLines,
    '',
  ].join('\n');
}

/** Scripts that begin with `--` and LF are Lua, which runs before there is a shell. */
function scriptletSections({ triggers, ...scriptlets }: Scriptlets): string[] {
  const sections = Object.entries(scriptlets).flatMap(([kind, text]) => [
    '',
    `%${kind}${text.startsWith('--\n') ? ' -p <lua>' : ''}`,
    escapeMacros(text.trimEnd()),
  ]);
  return triggers === undefined ? sections : [...sections, '', triggers.trimEnd()];
}
