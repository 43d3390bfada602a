import { archiveKinds, bundles } from '../../appliance/bundles.ts';
import { formats } from '../../appliance/formats.ts';
import { formatNames } from '../../appliance/outputs.ts';
import { backends, defaults, firmwares } from '../../appliance/settings.ts';
import { architectureNames } from '../../architecture.ts';
import type { ActionName, InputRow } from './row.ts';

const text = { kind: 'text' } as const;
const path = { kind: 'path' } as const;
const onOff = { kind: 'switch' } as const;
const json = { kind: 'json' } as const;
const lines = { kind: 'list', commas: false } as const;
const builds = ['root', 'build'] as const;
const boots = ['root', 'build', 'boot-test'] as const;
const publishes = ['root', 'publish'] as const;

/**
 * Every input of every action, once: what reads them, action.yml and the tables of the documentation all come from here
 * (`npm run docs`).
 */
export const inputTable = {
  kickstart: {
    reads: lines,
    help: 'Kickstart files below the workspace: a file, a glob, or several of them, one to a line; `!glob` takes files away',
    actions: ['root', 'build', 'plan'],
  },
  name: {
    reads: text,
    help: 'Name of the appliance (default: the kickstart without its ending)',
    actions: builds,
    flag: '--name',
  },
  version: {
    reads: text,
    help: 'Version of the appliance, for the descriptor',
    actions: builds,
    flag: '--image-version',
  },
  disks: {
    reads: { kind: 'list', commas: true, form: /^[^=]+(=[^=]+)?$/ },
    help: 'Names and sizes of the disks, `NAME=SIZE`, in the order of `--ondisk`',
    actions: builds,
    flag: '--disk',
  },
  formats: {
    reads: { kind: 'list', commas: true, choices: formatNames },
    help: `Formats of the disks: ${formats.join(', ')}; and of the whole appliance: ${bundles.join(', ')} (default: the kickstart, else ${defaults.formats.join(' and ')})`,
    actions: builds,
    flag: '--format',
  },
  package: {
    reads: { kind: 'choice', choices: archiveKinds },
    help: `Put everything into an archive, too: ${archiveKinds.join(', ')}; the artifact then has the archive in place of the disks`,
    actions: builds,
    flag: '--package',
  },
  backend: {
    reads: { kind: 'choice', choices: backends },
    default: 'auto',
    help: 'Package manager: `auto` (as the kickstart reads), `apt` or `dnf`',
    actions: builds,
    flag: '--backend',
  },
  releasever: {
    reads: text,
    help: 'Release of repositories that name none: `bookworm`, or `42` for `$releasever`',
    actions: builds,
    flag: '--releasever',
  },
  arch: {
    reads: { kind: 'choice', choices: architectureNames },
    help: 'Architecture',
    actions: builds,
    flag: '--arch',
  },
  repos: {
    reads: { ...lines, form: /^[^=\s]+=\S+$/ },
    help: 'Package repositories, `NAME=URL`, one to a line; they replace those of the same name and add others',
    actions: builds,
    flag: '--repo',
  },
  memory: {
    reads: { kind: 'number', least: 64 },
    help: 'Memory of the machine in MiB',
    actions: builds,
    flag: '--memory',
  },
  vcpus: { reads: { kind: 'number', least: 1 }, help: 'Processors of the machine', actions: builds, flag: '--vcpus' },
  reproducible: {
    reads: onOff,
    default: 'false',
    help: 'The same bytes each time: no time is later than that of the newest package; with `SOURCE_DATE_EPOCH` in the environment, than that',
    actions: builds,
    flag: '--reproducible',
  },
  'verify-reproducible': {
    reads: onOff,
    default: 'false',
    help: 'Build twice, the second time without a cached root, and fail if a byte differs',
    actions: builds,
    flag: '--verify-reproducible',
  },
  'boot-test': {
    reads: { kind: 'choice', choices: ['auto', 'always', 'never'] },
    default: 'auto',
    help: 'Boot what was built: `always` every format under every firmware; `auto` likewise with KVM, and just the first of them where QEMU must emulate; `never`',
    actions: boots,
  },
  'boot-expect': {
    reads: lines,
    help: 'Regular expressions that the serial console must show, one to a line (default: the kickstart, else `login:`)',
    actions: boots,
    flag: '--expect',
  },
  'boot-timeout': {
    reads: { kind: 'number', least: 1 },
    help: 'Deadline of one boot in seconds (default: the kickstart, else what suits the accelerator)',
    actions: boots,
  },
  'boot-firmware': {
    reads: { kind: 'list', commas: true, choices: firmwares },
    help: `Firmware of the boot test: ${firmwares.join(', ')} (default: the kickstart, else all that the disks boot with)`,
    actions: boots,
    flag: '--firmware',
  },
  'boot-scenario': {
    reads: path,
    help: 'YAML below the workspace with what to do and to see once it has booted (docs/boot-test.md); its `password-env` finds variables that begin with `BOOT_SECRET_`',
    actions: ['root', 'boot-test'],
  },
  'boot-twice': {
    reads: onOff,
    default: 'false',
    help: 'Boot a second time from the same disks, shut down, and check the filesystems',
    actions: ['root', 'boot-test'],
  },
  'boot-ready': {
    reads: onOff,
    default: 'false',
    help: 'Also wait until systemd tells over vsock that all has started, where guest and runner can',
    actions: ['root', 'boot-test'],
  },
  cache: {
    reads: { kind: 'choice', choices: ['true', 'false', 'read-only'] },
    default: 'true',
    help: 'Keep packages and layers between runs: `true`, `false`, or `read-only`: take, but save nothing',
    actions: builds,
  },
  'cache-prefix': {
    reads: { kind: 'text' },
    default: 'appliance-build',
    help: 'What the keys of the cache begin with; another one starts afresh',
    actions: builds,
  },
  'layer-cache': {
    reads: onOff,
    default: 'true',
    help: 'Keep the installed root, too, not just the packages; never on pull requests from forks',
    actions: builds,
  },
  upload: { reads: onOff, default: 'true', help: 'Upload artifacts', actions: publishes },
  'artifact-name': {
    reads: text,
    help: 'Name of the artifact (default: `appliance-NAME`); with several appliances what it begins with',
    actions: publishes,
  },
  'retention-days': {
    reads: { kind: 'number', least: 1, most: 400 },
    help: 'Days that artifacts are kept (default: as the repository is set)',
    actions: publishes,
  },
  compression: {
    reads: { kind: 'choice', choices: ['auto', 'unzipped', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    default: 'auto',
    help: 'How artifacts are packed: `auto` (a zip that compresses only what is not compressed), `unzipped` (each disk as one plain file), or the zip level 0–9',
    actions: publishes,
  },
  sandbox: {
    reads: { kind: 'choice', choices: ['namespaces'] },
    default: 'namespaces',
    help: 'Confinement profile of package scripts and `%post`; `namespaces` is the only one yet: private mounts and processes',
    actions: builds,
  },
  'allow-untrusted': {
    reads: onOff,
    default: 'false',
    help: 'On a self-hosted runner: build what people without write access ask for, as root. Only for runners that are thrown away after the job',
    actions: boots,
  },
  'working-directory': {
    reads: path,
    default: '.',
    help: 'Folder below the workspace that paths are relative to, and that `appliance/` is written in',
    actions: ['root', 'build', 'boot-test', 'publish', 'plan'],
  },
  'extra-args': {
    reads: { kind: 'words' },
    help: 'Further options for `appliance-build build`, such as `--require-signatures`',
    actions: builds,
  },
  'previous-manifest': {
    reads: path,
    help: 'manifest.json that changes are told against (default: the one of the previous run, from the cache)',
    actions: builds,
  },
  descriptor: {
    reads: { kind: 'list', commas: false },
    help: 'Descriptors (`NAME.xml`) of appliances to boot, one to a line, as the output of the same name of `build`',
    actions: ['boot-test'],
  },
  directory: {
    reads: { kind: 'list', commas: false },
    help: 'Output directories of builds, one to a line, as the output of the same name of `build`',
    actions: ['publish'],
  },
  logs: {
    reads: { kind: 'list', commas: false },
    help: 'Further logs for the artifact with the logs, one to a line; those of builds that failed',
    actions: ['publish'],
  },
  'build-json': { reads: json, help: 'The output `json` of `build`', actions: ['publish'] },
  'boot-test-json': { reads: json, help: 'The output `json` of `boot-test`', actions: ['publish'] },
  matrix: {
    reads: json,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression that the runner evaluates
    default: '${{ toJSON(matrix) }}',
    help: 'Values of the matrix of this job: they tell the names of its artifacts from those of its sisters. Leave it as it is',
    actions: ['publish'],
  },
} as const satisfies Readonly<Record<string, InputRow>>;

export type InputName = keyof typeof inputTable;

/** The names of an action's inputs. */
export type InputOf<Action extends ActionName> = {
  [Name in InputName]: Action extends (typeof inputTable)[Name]['actions'][number] ? Name : never;
}[InputName];

/** The inputs of an action, in the order of the table. */
export function inputsOf<Action extends ActionName>(action: Action): InputOf<Action>[] {
  return (Object.keys(inputTable) as InputName[]).filter((name): name is InputOf<Action> =>
    (inputTable[name].actions as readonly ActionName[]).includes(action),
  );
}
