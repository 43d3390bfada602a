import { formatPosition, type Position } from '../../errors.ts';
import type { Document, RepoCommand, UrlCommand } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { Backend } from '../appliance.ts';
import { type BuildOptions, backends, oneOf } from '../settings.ts';
import {
  addressEvidence,
  nameEvidence,
  placeEvidence,
  releaseEvidence,
  rpmCommands,
  rpmHeaderOptions,
  scriptEvidence,
  type Telling,
} from './evidence.ts';

export interface BackendChoice {
  readonly backend: Backend;
  /** In words, with the line that told. */
  readonly reason: string;
}

type Witness = (document: Document, options: BuildOptions) => BackendChoice | undefined;

/**
 * What tells the backend, the strongest first; the first one that says anything wins, and nobody is asked after it. What
 * the command line says comes before the file, where packages come from before what they are called, and what they are
 * called before what the other lines are about.
 */
const witnesses: readonly Witness[] = [
  (_, { repos = [] }) => first(repos, (text) => tellOfAddress(text.slice(text.indexOf('=') + 1), '--repo')),
  (_, { releasever }) => tell(releaseEvidence, releasever ?? '', `--releasever ${releasever}`),
  ({ commands }) => first(commands.filter(isSource), tellOfSource),
  tellOfNames,
  ({ packages: { included, excluded, flags } }) =>
    first(rpmHeaderOptions, (option) => {
      const position = flags?.options[option];
      return position === undefined ? undefined : { backend: 'dnf', reason: at(`%packages ${option}`, position) };
    }) ??
    first([...included, ...excluded], ({ name, position }) =>
      name.startsWith('@') && name !== '@core' ? { backend: 'dnf', reason: at(name, position) } : undefined,
    ),
  ({ commands }) =>
    first(commands, ({ name, position }) =>
      (rpmCommands as readonly string[]).includes(name)
        ? { backend: 'dnf', reason: at(`the command ${name}`, position) }
        : undefined,
    ),
  tellOfScripts,
];

/**
 * Decides what `--backend auto` means for a kickstart. Other values of the option decide by themselves; an unknown one is
 * reported.
 */
export function chooseBackend(document: Document, options: BuildOptions, report: Report): BackendChoice {
  const asked = oneOf(backends, options.backend ?? 'auto', '--backend', report);
  if (asked === 'apt' || asked === 'dnf') return { backend: asked, reason: `--backend ${asked}` };
  return (
    first(witnesses, (witness) => witness(document, options)) ?? {
      backend: 'apt',
      reason: 'nothing says otherwise',
    }
  );
}

function first<Item>(items: readonly Item[], tells: (item: Item) => BackendChoice | undefined) {
  for (const item of items) {
    const choice = tells(item);
    if (choice !== undefined) return choice;
  }
  return undefined;
}

function tell(table: readonly Telling[], text: string, where: string): BackendChoice | undefined {
  const found = table.find(({ pattern }) => pattern.test(text));
  return found === undefined ? undefined : { backend: found.backend, reason: `${where}: ${found.what}` };
}

const at = (what: string, position: Position) => `${what} (${formatPosition(position)})`;

const isSource = (command: Document['commands'][number]): command is UrlCommand | RepoCommand =>
  command.name === 'url' || command.name === 'repo';

function tellOfSource(line: UrlCommand | RepoCommand): BackendChoice | undefined {
  const where = at(line.name === 'url' ? 'url' : `repo ${line.repo}`, line.position);
  if (line.metalink !== undefined) return { backend: 'dnf', reason: `${where}: a metalink, which only dnf reads` };
  const address = (line.name === 'url' ? line.url : line.baseUrl) ?? line.mirrorList;
  return address === undefined ? undefined : tellOfAddress(address, where);
}

function tellOfAddress(address: string, where: string): BackendChoice | undefined {
  const isLocal = /^(?:file:|\/)/.test(address.trim());
  return tell(addressEvidence, address.trim(), where) ?? (isLocal ? undefined : tell(placeEvidence, address, where));
}

/** The family that more of the names belong to; of as many, that of the first. */
function tellOfNames({ packages: { included, excluded } }: Document): BackendChoice | undefined {
  const told = [...included, ...excluded].flatMap(
    ({ name, position }) => tell(nameEvidence, name, at(`package ${name}`, position)) ?? [],
  );
  const ofDnf = told.filter(({ backend }) => backend === 'dnf').length;
  const ofApt = told.length - ofDnf;
  const most = ofDnf === ofApt ? told[0]?.backend : ofDnf > ofApt ? 'dnf' : 'apt';
  return told.find(({ backend }) => backend === most);
}

function tellOfScripts({ scripts }: Document): BackendChoice | undefined {
  const told = scripts
    .filter(({ section }) => section === 'post')
    .flatMap(({ body, position }) =>
      scriptEvidence
        .filter(({ pattern }) => pattern.test(body))
        .map(({ backend, what }) => ({ backend, reason: at(`a script calls the tools of ${what}`, position) })),
    );
  return new Set(told.map(({ backend }) => backend)).size === 1 ? told[0] : undefined;
}
