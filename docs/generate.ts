// Writes what the tables of the code say into the documentation and the action.yml files: npm run docs.
// A unit test compares the two.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { actionFile, actionNames, inputAndOutputTables } from './generate/actions.ts';
import { supportPage } from './generate/kickstart-support.ts';

export interface GeneratedFile {
  readonly file: string;
  readonly text: string;
}

/** Files that are written as a whole, or in the parts that the tables decide about. */
export function generatedFiles(): GeneratedFile[] {
  return [
    { file: 'docs/kickstart-support.md', text: supportPage() },
    ...actionNames.map((name) => {
      const file = name === 'root' ? 'action.yml' : `actions/${name}/action.yml`;
      return { file, text: actionFile(name, readFileSync(file, 'utf8')) };
    }),
    ...['README.md', 'docs/action.md'].map((file) => ({
      file,
      text: inputAndOutputTables(readFileSync(file, 'utf8')),
    })),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { file, text } of generatedFiles()) writeFileSync(file, text);
}
