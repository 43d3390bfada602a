// Writes docs/kickstart-support.md from the tables of the code: npm run docs. A unit test compares the two.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { support } from '../src/appliance/support.ts';
import type { CommandDefinition } from '../src/kickstart/commands/definition.ts';
import { DEFINITIONS } from '../src/kickstart/commands/index.ts';
import { type Life, statusIn } from '../src/kickstart/versions/life.ts';
import { VERSIONS } from '../src/kickstart/versions/versions.ts';

const code = (text: string) => `\`${text}\``;

function honouredRow({ names: [name], grammar }: CommandDefinition): string {
  const means = support[name];
  if (means.is !== 'honoured') return '';
  const refused = new Set(means.notYet);
  const spelled = Object.values(grammar.options).map(({ names: [option] }) => option);
  const options = spelled.filter((option) => !refused.has(option)).map(code);
  return `| ${code(name)} | ${means.effect} | ${options.join(' ')} | ${[...refused].map(code).join(' ')} |`;
}

/** The names of the commands that mean the same for an appliance. */
function namesWith(is: 'no-effect' | 'not-yet'): string {
  const names = DEFINITIONS.filter(({ names: [name] }) => support[name].is === is).flatMap(
    (definition) => definition.names,
  );
  return names.toSorted().map(code).join(', ');
}

const marks = { works: '', deprecated: 'deprecated', removed: 'removed', absent: '–' } as const;

function versionRow(subject: string, life: Life): string {
  const cells = VERSIONS.map((version) => marks[statusIn(life, version)]);
  return `| ${code(subject)} | ${cells.join(' | ')} | ${life.instead ?? ''} |`;
}

/** What not every version accepts alike. */
function versionRows(): readonly string[] {
  return DEFINITIONS.flatMap(({ names, life, grammar }) => [
    ...(life === undefined ? [] : names.map((name) => versionRow(name, life))),
    ...Object.values(grammar.options).flatMap(({ names: [option], life: optionLife }) =>
      optionLife === undefined ? [] : [versionRow(`${names[0]} ${option}`, optionLife)],
    ),
  ]);
}

export function supportPage(): string {
  const rows = DEFINITIONS.map(honouredRow).filter((row) => row !== '');
  return `# Kickstart support

<!-- Written by docs/generate.ts (npm run docs). Do not edit. -->

The language is read whole: every command and section of ${VERSIONS[0]} to F45, RHEL8, RHEL9 and RHEL10
(\`check --language\`). What it means for a Debian appliance is on this page. What is not honoured is an error with its
file, line and column; nothing is passed over in silence.

## Honoured

| command | effect | options | not supported yet |
| --- | --- | --- | --- |
${rows.join('\n')}

## Sections

| section | effect |
| --- | --- |
| \`%packages\` | Names, \`name=version\`, patterns, \`-name\` to exclude, \`@core\`, \`--nocore\`. Debian has no other groups. |
| \`%post\` | Run in order, in a chroot, or on the host with \`--nochroot\` and \`$INSTALL_ROOT\`; \`--interpreter\`, \`--log\`, \`--erroronfail\`. |
| \`%pre\` | Run before the file is read, in a throwaway root without the host's disks and network; \`%include\` finds what it wrote. \`--pre skip\` leaves it out. |
| \`%pre-install\` | Read, not run; a warning says so. |
| \`%include\` | Files, from the working directory or else from the folder of the including file, and http(s) addresses. |
| \`%ksappend\` | Files and http(s) addresses, in the kickstart itself, before anything else is read. |
| \`%anaconda\` | Passed over: settings of the installer. |
| \`%onerror\`, \`%traceback\`, \`%certificate\` | Not supported yet. |
| \`%addon org_appliance_build\` | See [the README](../README.md#one-file-says-it-all). Other addons are passed over. |

## No effect in an image

They steer the installer's own run, and are listed once in the summary:
${namesWith('no-effect')}.

## Not supported yet

${namesWith('not-yet')}.

## Versions of the language

\`--syntax VERSION\` reads a kickstart as that version does. Without it \`#version=\` at the top of the file decides, and
else all versions count together: what one of them refuses is a warning. An empty cell: it works.

| command or option | ${VERSIONS.join(' | ')} | instead |
| --- |${VERSIONS.map(() => ' --- |').join('')} --- |
${versionRows().join('\n')}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync('docs/kickstart-support.md', supportPage());
