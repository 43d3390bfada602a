// The steps of .github/workflows/release.yml, run by Node 24 as they stand:
//   node scripts/release/main.ts notes --tag v1.2.3           checks the files; prints the notes of the release
//   node scripts/release/main.ts refs --tag v1.2.3 --repository OWNER/NAME --before SHA --released FILE [--dry-run]
//                                                             moves v1, v1.2 and v1-ghes
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkRelease } from './check.ts';
import { commitOf, commitWithFile, pushTags, type Repository, readFileAt, readRemoteTags } from './git.ts';
import { planRefs } from './refs.ts';
import { ReleaseRefused } from './refused.ts';
import { rewriteSelfReferences } from './self-references.ts';

const options = {
  tag: { type: 'string' },
  repository: { type: 'string' },
  before: { type: 'string' },
  released: { type: 'string' },
  remote: { type: 'string', default: 'origin' },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArguments>['values'];

function readArguments() {
  return parseArgs({ options, allowPositionals: true });
}

function need(values: Values, name: 'tag' | 'repository' | 'before' | 'released'): string {
  const value = values[name];
  if (value === undefined || value === '') throw new ReleaseRefused(`--${name} is missing`);
  return value;
}

function notes(values: Values): void {
  const read = (file: string) => readFileSync(file, 'utf8');
  const text = checkRelease(need(values, 'tag'), {
    packageJson: read('package.json'),
    packageLock: read('package-lock.json'),
    changelog: read('CHANGELOG.md'),
  });
  process.stdout.write(`${text}\n`);
}

function refs(values: Values): void {
  const repository: Repository = { folder: process.cwd(), remote: values.remote };
  const tag = need(values, 'tag');
  const commit = commitOf(repository, `refs/tags/${tag}`);
  const plan = planRefs({
    tag,
    commit,
    before: need(values, 'before'),
    remoteTags: readRemoteTags(repository),
    releasedTags: readFileSync(need(values, 'released'), 'utf8').split('\n').filter(Boolean),
  });
  const targets = { release: () => commit, ghes: () => ghesCommit(repository, values, tag, commit) };
  const moves = plan.moves.map((move) => ({ ...move, commit: targets[move.to]() }));
  for (const { tag: name, from, commit: to } of moves) {
    process.stdout.write(`${name}: ${from ?? 'new'} -> ${to}\n`);
  }
  if (moves.length === 0) process.stdout.write('no tag moves\n');
  else if (!values['dry-run']) pushTags(repository, moves);
}

function ghesCommit(repository: Repository, values: Values, tag: string, commit: string): string {
  const file = 'action.yml';
  return commitWithFile(repository, {
    parent: commit,
    file,
    text: rewriteSelfReferences(readFileAt(repository, commit, file), need(values, 'repository'), tag),
    message: `${tag} for GitHub Enterprise Server and runners before 2.336.0`,
  });
}

const commands: Readonly<Record<string, (values: Values) => void>> = { notes, refs };

try {
  const { values, positionals } = readArguments();
  const command = commands[positionals[0] ?? ''];
  if (command === undefined) throw new ReleaseRefused(`the command is one of: ${Object.keys(commands).join(', ')}`);
  command(values);
} catch (error: unknown) {
  if (!(error instanceof ReleaseRefused)) throw error;
  process.stderr.write(`release: ${error.message}\n`);
  process.exitCode = 2;
}
