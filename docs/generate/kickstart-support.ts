import { refusedHeaderOptions } from '../../src/appliance/packages/packages.ts';
import type { Refusal } from '../../src/appliance/support/means.ts';
import { support } from '../../src/appliance/support/support.ts';
import type { CommandDefinition } from '../../src/kickstart/commands/definition.ts';
import { DEFINITIONS } from '../../src/kickstart/commands/index.ts';
import { type Life, statusIn } from '../../src/kickstart/versions/life.ts';
import { VERSIONS } from '../../src/kickstart/versions/versions.ts';

const code = (text: string) => `\`${text}\``;

/** Options that a command honours, those that change nothing, and those that are refused, each with its reason. */
function optionsCell({ names: [name], grammar }: CommandDefinition): string {
  const means = support[name];
  if (means.is !== 'honoured') return '';
  const reasons: Readonly<Record<string, Refusal>> = means.refused ?? {};
  const idle: readonly string[] = means.withoutEffect ?? [];
  const spelled = Object.values(grammar.options).map(({ names: [option] }) => option);
  const honoured = spelled.filter(
    (option) => (reasons[option] === undefined || reasons[option].with !== undefined) && !idle.includes(option),
  );
  const byReason = new Map<string, string[]>();
  for (const [option, refusal] of Object.entries(reasons)) {
    byReason.set(reasonText(refusal), [...(byReason.get(reasonText(refusal)) ?? []), option]);
  }
  return [
    honoured.map(code).join(' '),
    ...(idle.length > 0 ? [`No effect: ${idle.map(code).join(' ')}`] : []),
    ...[...byReason].map(([reason, options]) => `${options.map(code).join(' ')} ${reason}`),
  ]
    .filter((part) => part !== '')
    .join('. ');
}

const guests = { apt: 'Debian', dnf: 'RPM guests' } as const;

function reasonText({ reason, with: backend }: Refusal): string {
  return `refused${backend === undefined ? '' : ` for ${guests[backend]}`}: ${reason}`;
}

function honouredRow(definition: CommandDefinition): string {
  const means = support[definition.names[0]];
  if (means.is !== 'honoured') return '';
  const { effect, notWith, rpm = '' } = means;
  const debian = notWith === undefined ? (means.debian ?? '') : reasonText(notWith);
  return `| ${definition.names.map(code).join(' ')} | ${effect} | ${debian} | ${rpm} | ${optionsCell(definition)} |`;
}

function rowsOf(is: 'no-effect' | 'refused'): string {
  const rows = DEFINITIONS.flatMap(({ names }) => {
    const means = support[names[0]];
    if (means.is === 'honoured' || means.is !== is) return [];
    const why = means.is === 'no-effect' ? means.why : reasonText(means);
    return [`| ${names.map(code).join(' ')} | ${why} |`];
  });
  return rows.toSorted().join('\n');
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

/** What the options of the %packages header do; where the code refuses one, its reason stands instead. */
const headerEffects: readonly (readonly [option: string, written: string, debian: string, rpm: string])[] = [
  [
    '--nocore',
    '`--nocore`',
    'Without `@core`: just what the archive calls essential or required, apt, and what other lines need.',
    'Without the group core, in the environment too.',
  ],
  [
    '--excludedocs',
    '`--excludedocs`',
    'Without manuals, info pages and /usr/share/doc; the copyright files stay. Holds for the installation: packages that the appliance installs later come whole.',
    "Without what packages mark as documentation (RPM's `%_excludedocs`); holds for the installation, too.",
  ],
  [
    '--inst-langs',
    '`--inst-langs=de:pt_BR`',
    'Translations (messages and manuals) of these languages alone; empty: none. Holds for the installation, too.',
    "Likewise, by RPM's `%_install_langs`.",
  ],
  [
    '--exclude-weakdeps',
    '`--exclude-weakdeps`',
    'As always: recommended packages are never installed.',
    'Recommended packages are not installed; without the option they are.',
  ],
  [
    '--ignoremissing',
    '`--ignoremissing`',
    'Names that no repository has are left out; a warning names the line.',
    'Likewise, groups and modules too.',
  ],
  ['--ignorebroken', '`--ignorebroken`', '', 'What cannot be installed is left out; a warning names it.'],
  ['--default', '`--default`', '', 'The first environment of the repositories, unless a line names another.'],
  ['--multilib', '`--multilib`', '', 'Packages come for every architecture that the guest runs.'],
  ['--retries', '`--retries=N` `--timeout=SECONDS`', 'How apt asks repositories.', 'How dnf asks repositories.'],
];

function headerRows(): string {
  return headerEffects
    .map(([option, written, ...effects]) => {
      const cells = (['apt', 'dnf'] as const).map((backend, index) => {
        const refusal = refusedHeaderOptions[backend][option];
        return refusal === undefined ? effects[index] : reasonText(refusal);
      });
      return `| ${written} | ${cells.join(' | ')} |`;
    })
    .join('\n');
}

/** @returns docs/kickstart-support.md */
export function supportPage(): string {
  const rows = DEFINITIONS.map(honouredRow).filter((row) => row !== '');
  return `# Kickstart support

<!-- Written by docs/generate.ts (npm run docs). Do not edit. -->

The language is read whole: every command and section of ${VERSIONS[0]} to F45, RHEL8, RHEL9 and RHEL10
(\`check --language\`). What it means for an appliance is on this page: for
Debian and its kin (\`--backend apt\`) and for RPM distributions (\`--backend dnf\`); see [Backends](#backends). What is not honoured is
an error with its file, line and column; nothing is passed over in silence.

## Backends

\`--backend apt\` and \`--backend dnf\` decide. Else (\`auto\`) the first of these decides that tells anything, and \`plan\`
says which: the addresses of \`--repo\`; \`--releasever\` (a number: dnf, a code name: apt); the addresses of \`url\` and
\`repo\` lines (a metalink, variables such as \`$releasever\`, folders and names of distributions; a suite after the URL:
apt); names of packages that only one family has, the greater number; groups other than \`@core\`, environments and
modules; the commands \`module\`, \`authselect\`, \`rhsm\` and \`syspurpose\`; the tools that %post scripts call. Folders of
the host tell nothing by themselves. Nothing at all: apt.

## Honoured

Where the cells of the families are empty, all guests are treated alike.

| command | effect | on Debian | on RPM guests | options |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## Sections

| section | effect |
| --- | --- |
| \`%packages\` | \`-name\` excludes. Debian: names, \`name=version\`, patterns, \`@core\`; there are no other groups. RPM guests: names, \`name.arch\`, versions, patterns, paths of files, \`@group\` with \`--nodefaults\` or \`--optional\`, \`@^environment\`, \`@module:stream/profile\`; \`-@group\` keeps an environment from bringing a group, \`-@^environment\` takes back a line before it. \`@core\` comes by itself where the repositories have it. Options: below. |
| \`%post\` | Run in order, in a chroot, or on the host with \`--nochroot\` and \`$INSTALL_ROOT\`; \`--interpreter\`, \`--erroronfail\`. \`--log\` is a file of the appliance; with \`--nochroot\` below \`/mnt/sysimage\`, else the output is in build.log alone. |
| \`%pre\` | Run before the file is read, in a throwaway root without the host's disks and network; \`%include\` finds what it wrote. Under \`--erroronfail\` a failure is an error, unless the script names disks, which are not there and need no preparing. Its last output is in build.log, whatever \`--log\` says. \`--pre skip\` leaves it out. |
| \`%pre-install\` | Read, not run; a warning says so: it prepares disks and an empty root for the installer, and an appliance has neither before its packages are installed. |
| \`%onerror\` | Run when the build fails, on the host as \`%post --nochroot\` is, with \`$INSTALL_ROOT\` if the packages are in the root already. Its own failure is a warning. What is found wrong before the build starts, an interruption, and the verdict of a boot test are no such failures. |
| \`%traceback\` | Run likewise when the program itself fails by a bug. |
| \`%include\` | Files, from the working directory or else from the folder of the including file, and http(s) addresses. |
| \`%ksappend\` | Files and http(s) addresses, in the kickstart itself, before anything else is read. |
| \`%anaconda\` | Passed over: settings of the installer. |
| \`%certificate\` | A file at \`--dir\`, readable by all; \`--type=anchor\`: among the authorities that the guest trusts (\`update-ca-certificates\`, \`update-ca-trust\`; the package \`ca-certificates\` is added). A private key in it is an error. |
| \`%addon com_redhat_kdump\` | \`--enable\`: the service and \`crashkernel=\`, as \`--reserve-mb=\` says (\`kdump-tools\`, for RPM guests \`kdump-utils\` or \`kexec-tools\`, is added); \`--disable\`: the service off. |
| \`%addon org_appliance_build\` | See [the README](../README.md#one-file-says-it-all). Other addons are passed over, and listed in the summary. |

A script with \`--interpreter=image-minimizer\` is refused: its body is a list for lorax, and no script.

### Options of %packages

| option | on Debian | on RPM guests |
| --- | --- | --- |
${headerRows()}

## No effect in an image

They steer the installer's own run, and are listed once in the summary.

| command | why |
| --- | --- |
${rowsOf('no-effect')}

## Refused

An error at the line, with the reason.

| command | why |
| --- | --- |
${rowsOf('refused')}

## Versions of the language

\`--syntax VERSION\` reads a kickstart as that version does. Without it \`#version=\` at the top of the file decides, and
else all versions count together: what one of them refuses is a warning. An empty cell: it works.

| command or option | ${VERSIONS.join(' | ')} | instead |
| --- |${VERSIONS.map(() => ' --- |').join('')} --- |
${versionRows().join('\n')}
`;
}
