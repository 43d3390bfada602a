import * as path from 'node:path';
import type { ApplianceError } from '../../errors.ts';
import type { ActionLog } from '../ports.ts';
import { type Subject, subjectsOf } from './checksums.ts';
import { collect } from './collect.ts';
import type { Contents } from './contents.ts';
import { type FailedFolder, findFile, findFiles, type OutputFolder, readOutputFolder } from './output-folder.ts';

export interface Sources {
  /** Output directories of builds, whether those succeeded or not. */
  readonly directories: readonly string[];
  /** Files and folders with further logs; what is missing is passed over. */
  readonly logs: readonly string[];
  /** Output directories whose boot test failed: of these only the logs are published. */
  readonly notBooted: readonly string[];
}

export interface Gathered extends Contents {
  readonly subjects: ReadonlyMap<OutputFolder, readonly Subject[]>;
}

/** Reads all output directories and sorts out what may be published; what is wrong with one is added to `errors`. */
export async function gather(sources: Sources, log: ActionLog, errors: ApplianceError[]): Promise<Gathered> {
  const subjects = new Map<OutputFolder, readonly Subject[]>();
  const onlyLogs: (OutputFolder | FailedFolder)[] = [];
  const notBooted = new Set(sources.notBooted.map((directory) => path.resolve(directory)));
  for (const directory of new Set(sources.directories.map((given) => path.resolve(given)))) {
    await collect(errors, async () => {
      const folder = await readOutputFolder(directory);
      const failure = whyNot(folder, notBooted);
      if (failure === undefined) subjects.set(folder as OutputFolder, await subjectsOf(folder as OutputFolder));
      else {
        log.line(`${directory}: ${failure} failed; only logs are published`);
        onlyLogs.push(folder);
      }
    });
  }
  return { publish: [...subjects.keys()], subjects, onlyLogs, logs: await findLogs(sources.logs) };
}

function whyNot(folder: OutputFolder | FailedFolder, notBooted: ReadonlySet<string>): string | undefined {
  if (!('manifest' in folder)) return 'the build';
  const booted = folder.manifest.boot.every(({ verdict }) => verdict === 'passed');
  return booted && !notBooted.has(folder.directory) ? undefined : 'the boot test';
}

/** Files go to the top of the archive, what is right in a folder into a folder of the same name. */
async function findLogs(paths: readonly string[]): Promise<Contents['logs']> {
  const found: Contents['logs'][number][] = [];
  for (const given of paths) {
    const name = path.basename(path.resolve(given));
    const file = await findFile(given);
    if (file !== undefined) found.push({ name, file });
    for (const [inside, of] of await findFiles(given, () => true)) found.push({ name: `${name}/${inside}`, file: of });
  }
  return found;
}
