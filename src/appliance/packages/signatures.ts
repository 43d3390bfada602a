import * as path from 'node:path';
import type { Position } from '../../errors.ts';
import type { Word } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { closest } from '../../suggest.ts';
import type { Backend, RepositorySpec } from '../appliance.ts';
import { inputError } from './problems.ts';

/** A line `repo NAME --gpgkey=URL --gpgcheck --priority=10` of %addon org_appliance_build. */
export interface AddonRepository {
  readonly name: Word;
  /** As written: URLs, or paths that count from the folder of the kickstart. */
  readonly keys: readonly string[];
  readonly keysPosition: Position;
  readonly check: boolean;
  readonly priority: number | undefined;
}

export interface AddonLines {
  readonly addon: readonly AddonRepository[];
  readonly backend: Backend;
  /** The kickstart. */
  readonly file: string;
}

/** Gives each repository what the addon's lines say about it; a key means that signatures are checked. */
export function withAddonLines(
  repositories: readonly RepositorySpec[],
  { addon, backend, file }: AddonLines,
  report: Report,
): RepositorySpec[] {
  for (const line of addon) {
    if (backend === 'apt') {
      const message = `repo ${line.name.text} of %addon org_appliance_build is refused: apt checks signatures in any case, by keys of the host, and has no such priorities`;
      const hint = 'install the keyring of the repository on the host';
      report(inputError('refused', message, line.name.position, hint));
    } else if (!repositories.some(({ name }) => name === line.name.text))
      reportUnknown(line.name, repositories, report);
    for (const key of backend === 'apt' ? [] : line.keys) checkKey(key, line.keysPosition, report);
  }
  return repositories.map((repository) => {
    const lines = addon.filter(({ name }) => name.text === repository.name);
    const keys = lines.flatMap((line) => line.keys.map((key) => addressOfKey(key, file)));
    const checks = keys.length > 0 || lines.some(({ check }) => check);
    const priority = lines.findLast((line) => line.priority !== undefined)?.priority;
    return {
      ...repository,
      ...(keys.length > 0 ? { keys: [...new Set(keys)] } : {}),
      ...(checks ? { checkSignatures: true as const } : {}),
      ...(priority === undefined ? {} : { priority }),
    };
  });
}

function reportUnknown({ text, position }: Word, repositories: readonly RepositorySpec[], report: Report): void {
  const names = repositories.map(({ name }) => name);
  const near = closest(text, names);
  const known = names.length === 0 ? 'there is none at all' : `there are ${names.join(', ')}`;
  const hint = near === undefined ? `${known}; the url line's is called url` : `did you mean ${near}?`;
  report(inputError('unknown-repository', `there is no repository ${text}`, position, hint));
}

const isUrl = (key: string) => /^[a-z][a-z0-9+.-]*:/i.test(key);

function checkKey(key: string, position: Position, report: Report): void {
  if (!isUrl(key) || /^(?:https?|file):\/\/\S+$/i.test(key)) return;
  const message = '--gpgkey is no http, https or file URL, and no path';
  report(inputError('bad-value', message, position, 'write https://HOST/KEY, file:///PATH or a path'));
}

/** dnf wants an absolute one: a path counts from the folder of the kickstart. */
const addressOfKey = (key: string, file: string) => (isUrl(key) ? key : path.resolve(path.dirname(file), key));
