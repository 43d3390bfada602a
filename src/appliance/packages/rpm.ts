import { formatPosition } from '../../errors.ts';
import type { Document, PackageEntry } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed } from '../../kickstart/select.ts';
import { inputError } from './problems.ts';

/**
 * What dnf can look up (dnf(8), "Specifying Packages", "Specifying Provides", "Specifying File Provides"): names with an
 * epoch, version, release or architecture, patterns, paths, and capabilities such as `perl(Foo::Bar)`.
 */
const specPattern =
  /^(?:\/[^\s"'`;|&<>$\\]+|[A-Za-z0-9_*?[{][A-Za-z0-9_.+:~^*?[\]{},!()/\\-]*)(?: *(?:=|[<>]=?) *\S+)?$/;
const groupPattern = /^[\p{L}\p{N}_][^@"`;|$\\\p{Cc}]*$/u;
/** dnf(8), "Specifying Modules": `NAME:STREAM/PROFILE`; a version and a context may follow the stream. */
const modulePattern = /^@([A-Za-z0-9_.+-]+)(?::([A-Za-z0-9_.+:-]+))?(?:\/([A-Za-z0-9_.+-]+))?$/;

export interface ModuleSpec {
  readonly name: string;
  readonly stream: string | undefined;
  /** Undefined: the default profile. */
  readonly profile: string | undefined;
}

/** @returns undefined for what is no `@module:stream/profile`, with at least one of stream and profile */
export function moduleOf(entry: string): ModuleSpec | undefined {
  const [, name, stream, profile] = modulePattern.exec(entry) ?? [];
  return name === undefined || (stream === undefined && profile === undefined) ? undefined : { name, stream, profile };
}

/** Reports the lines that dnf can make nothing of. */
export function checkRpmEntries(document: Document, report: Report): void {
  const { included, excluded } = document.packages;
  for (const entry of included) checkEntry(entry, report);
  for (const entry of excluded) {
    if (moduleOf(entry.name) === undefined) checkEntry(entry, report);
    else {
      const message = `-${entry.name} is refused: a module that nothing enables cannot be excluded`;
      report(inputError('refused', message, entry.position, 'write "module --name=NAME --disable"'));
    }
  }
  checkStreams(document, report);
}

function checkEntry({ name, position, members }: PackageEntry, report: Report): void {
  if (moduleOf(name) !== undefined) {
    const message = `${name}: a module has profiles and no optional packages`;
    if (members !== undefined) report(inputError('refused', message, position, 'write @NAME:STREAM/PROFILE'));
  } else if (name.startsWith('@')) {
    const group = name.replace(/^@\^?/, '');
    const what = name.startsWith('@^') ? 'an environment' : 'a group of packages';
    if (!groupPattern.test(group)) report(inputError('bad-package-name', `"${name}" cannot be ${what}`, position));
  } else if (!specPattern.test(name)) {
    report(inputError('bad-package-name', `"${name}" cannot be the name of an RPM package`, position));
  }
}

/** Of one module one stream at most can be enabled (dnf(8), "Module Command"). */
function checkStreams(document: Document, report: Report): void {
  const asked = [
    ...commandsNamed(document, 'module').map(({ module: name, stream, enable, position }) => ({
      name,
      state: enable ? stream : 'disabled',
      position,
    })),
    ...document.packages.included.flatMap(({ name: entry, position }) => {
      const module = moduleOf(entry);
      return module === undefined ? [] : [{ name: module.name, state: module.stream, position }];
    }),
  ];
  const first = new Map<string, (typeof asked)[number]>();
  for (const one of asked) {
    if (one.state === undefined) continue;
    const other = first.get(one.name);
    if (other === undefined) first.set(one.name, one);
    else if (other.state !== one.state) {
      const message = `the module ${one.name} cannot be both ${other.state} (${formatPosition(other.position)}) and ${one.state}`;
      report(inputError('conflicting-options', message, one.position, 'of one module only one stream is enabled'));
    }
  }
}
