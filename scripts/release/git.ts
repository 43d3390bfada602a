// Nothing here comes from node_modules: this runs with a token that may write to the repository.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { RemoteTag } from './refs.ts';

export interface Repository {
  readonly folder: string;
  readonly remote: string;
}

interface GitOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function git({ folder }: Repository, args: readonly string[], { input, env }: GitOptions = {}): string {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } } as const;
  return execFileSync('git', args, input === undefined ? options : { ...options, input }).trimEnd();
}

/** The commit that a revision of the local repository names. */
export function commitOf(repository: Repository, revision: string): string {
  return git(repository, ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
}

/** The tags of the remote, as it has them now. */
export function readRemoteTags(repository: Repository): ReadonlyMap<string, RemoteTag> {
  const lines = git(repository, ['ls-remote', '--tags', repository.remote]).split('\n');
  const tags = new Map<string, RemoteTag>();
  for (const line of lines) {
    const [, object, name, peeled] = /^(\S+)\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? [];
    if (object === undefined || name === undefined) continue;
    // The line of the commit that an annotated tag names comes right after the line of the tag.
    tags.set(name, { object: peeled === undefined ? object : (tags.get(name)?.object ?? object), commit: object });
  }
  return tags;
}

export function readFileAt(repository: Repository, commit: string, file: string): string {
  return `${git(repository, ['show', `${commit}:${file}`])}\n`;
}

/**
 * A child of a commit in which one file has another text. Author, committer and times are the parent's, so the same
 * parent and the same text give the same commit.
 */
export function commitWithFile(
  repository: Repository,
  { parent, file, text, message }: { parent: string; file: string; text: string; message: string },
): string {
  const scratch = mkdtempSync(path.join(tmpdir(), 'release-index-'));
  try {
    const env = { GIT_INDEX_FILE: path.join(scratch, 'index') };
    const blob = git(repository, ['hash-object', '-w', '--stdin'], { input: text });
    git(repository, ['read-tree', parent], { env });
    git(repository, ['update-index', '--cacheinfo', `100644,${blob},${file}`], { env });
    const tree = git(repository, ['write-tree'], { env });
    const [name = '', email = '', date = ''] = git(repository, [
      'show',
      '--no-patch',
      '--format=%cn%n%ce%n%cI',
      parent,
    ]).split('\n');
    const people = {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: date,
    };
    return git(repository, ['commit-tree', tree, '-p', parent, '-m', message], { env: people });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/**
 * Points tags of the remote at commits, all or none, and only if each still holds what it held when it was read.
 *
 * @throws Error of git if the remote refuses, or another push came in between
 */
export function pushTags(
  repository: Repository,
  tags: readonly { readonly tag: string; readonly from: string | undefined; readonly commit: string }[],
): void {
  const leases = tags.map(({ tag, from }) => `--force-with-lease=refs/tags/${tag}:${from ?? ''}`);
  const refs = tags.map(({ tag, commit }) => `${commit}:refs/tags/${tag}`);
  git(repository, ['push', '--atomic', ...leases, repository.remote, ...refs]);
}
