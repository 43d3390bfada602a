import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Gathered } from '../../kickstart/read.ts';

const fileName = 'kickstart-inputs.json';

/** Leaves what a kickstart was read with in a folder, for the process that reads it next. */
export async function saveGathered(folder: string, { pages, pre }: Gathered): Promise<void> {
  const data = { pages: [...pages], pre: pre === undefined ? undefined : { ...pre, files: [...pre.files] } };
  await fs.writeFile(path.join(folder, fileName), JSON.stringify(data), { mode: 0o600 });
}

export async function loadGathered(folder: string): Promise<Gathered> {
  const data = JSON.parse(await fs.readFile(path.join(folder, fileName), 'utf8'));
  const { pages, pre } = data as Saved;
  return {
    pages: new Map(pages),
    pre:
      pre === undefined
        ? undefined
        : {
            files: new Map(pre.files),
            warnings: pre.warnings,
            log: pre.log ?? [],
            // With errors there is no next process.
            errors: [],
          },
  };
}

interface Saved {
  readonly pages: Iterable<[string, { readonly text: string } | { readonly error: string }]>;
  readonly pre:
    | {
        readonly files: Iterable<[string, string]>;
        readonly warnings: NonNullable<Gathered['pre']>['warnings'];
        readonly log?: readonly string[];
      }
    | undefined;
}
