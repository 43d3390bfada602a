import { createReadStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { RepositorySpec } from '../../appliance/appliance.ts';
import type { Runner } from '../../host/program/run.ts';
import type { AptDirectories } from './config.ts';
import { sourceOf, withoutCredentials } from './sources.ts';

/**
 * Takes out of the package lists what --includepkgs and --excludepkgs of a repo line leave out. Lists are changed rather
 * than preferences set, because those go by the name of a host (apt_preferences(5), "origin"), and one host has many
 * repositories. apt checks lists against their signatures when it fetches them, which is over by now.
 */
export async function filterLists(
  runner: Runner,
  apt: AptDirectories,
  repositories: readonly RepositorySpec[],
  defaultSuite: string,
): Promise<void> {
  const choosy = repositories.filter(({ packages }) => packages !== undefined);
  if (choosy.length === 0) return;
  const { stdout } = await runner.run(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI) $(RELEASE) $(FILENAME)', 'Identifier: Packages'],
    { env: { APT_CONFIG: apt.configFile } },
  );
  const lists = stdout.split('\n').map((line) => line.split(' '));
  for (const repository of choosy) {
    const { address, suite } = sourceOf(repository, defaultSuite);
    const wanted = keeper(repository.packages ?? { included: [], excluded: [] });
    for (const [uri = '', release = '', file = ''] of lists) {
      if (plain(uri) === plain(address) && release === suite) await keepOnly(file, wanted);
    }
  }
}

const plain = (uri: string) => withoutCredentials(uri).replace(/\/+$/, '');

function keeper({ included, excluded }: NonNullable<RepositorySpec['packages']>): (name: string) => boolean {
  const [wanted, unwanted] = [included.map(globPattern), excluded.map(globPattern)];
  return (name) =>
    (wanted.length === 0 || wanted.some((pattern) => pattern.test(name))) &&
    !unwanted.some((pattern) => pattern.test(name));
}

/** A pattern of glob(7), as dnf takes it. */
export function globPattern(glob: string): RegExp {
  const source = glob.replaceAll(/\[!?[^\]]+\]|[.+^${}()|\\[\]*?]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length > 2) return part.replace(/^\[!/, '[^');
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

/** Lists are large: they are copied line by line. */
async function keepOnly(file: string, wanted: (name: string) => boolean): Promise<void> {
  const changed = `${file}.filtered`;
  await using target = await fs.open(changed, 'w', 0o644);
  let keep = true;
  let text: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.startsWith('Package: ')) keep = wanted(line.slice('Package: '.length).trim());
    if (keep) text.push(line);
    if (text.length < 10_000) continue;
    await target.write(`${text.join('\n')}\n`);
    text = [];
  }
  await target.write(`${text.join('\n')}\n`);
  await fs.rename(changed, file);
}
