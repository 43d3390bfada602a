// A repository with a bare remote, both thrown away: what the release does to it is git's own doing.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pushTags, readRemoteTags } from '../../../scripts/release/git.ts';

const main = path.resolve('scripts/release/main.ts');
const nothing = '0'.repeat(40);
const identity = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
const actionFile = 'runs:\n  using: composite\n  steps:\n    - uses: $/actions/build\n';

interface Sandbox {
  readonly work: string;
  readonly remote: string;
  git(...args: readonly string[]): string;
  /** What a ref of the remote is, peeled to its commit. */
  at(tag: string): string;
  /** A commit with that version in its files, tagged and pushed. */
  tagVersion(version: string): string;
  release(tag: string, released: readonly string[], ...options: readonly string[]): { code: number; text: string };
}

function sandbox(t: TestContext): Sandbox {
  const folder = mkdtempSync(path.join(tmpdir(), 'release-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const work = path.join(folder, 'work');
  const remote = path.join(folder, 'remote.git');
  mkdirSync(work);
  const run = (cwd: string, args: readonly string[]) =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...identity } }).trim();
  const git = (...args: readonly string[]) => run(work, args);
  run(folder, ['init', '--quiet', '--bare', remote]);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'A Releaser');
  git('config', 'user.email', 'releaser@example.org');
  git('remote', 'add', 'origin', remote);
  return {
    work,
    remote,
    git,
    at: (tag) => run(remote, ['rev-parse', `refs/tags/${tag}^{commit}`]),
    tagVersion(version) {
      writeFileSync(path.join(work, 'action.yml'), `# ${version}\n${actionFile}`);
      writeFileSync(path.join(work, 'other.txt'), version);
      git('add', '.');
      git('commit', '--quiet', '-m', `Release ${version}`);
      git('tag', '-a', `v${version}`, '-m', version);
      git('push', '--quiet', 'origin', 'main', `v${version}`);
      return git('rev-parse', 'HEAD');
    },
    release(tag, released, ...options) {
      const list = path.join(folder, 'released');
      writeFileSync(list, released.map((name) => `${name}\n`).join(''));
      const fixed = ['--tag', tag, '--repository', 'some-org/appliance-build', '--released', list];
      const before = options.includes('--before') ? [] : ['--before', nothing];
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'refs', ...fixed, ...before, ...options], {
        cwd: work,
        encoding: 'utf8',
        env: { ...process.env, ...identity },
      });
      return { code: status ?? -1, text: `${stdout}${stderr}` };
    },
  };
}

test('a first release makes v1, v1.0 and v1-ghes, and its GHES commit changes action.yml alone', (t) => {
  const box = sandbox(t);
  const commit = box.tagVersion('1.0.0');
  const { code, text } = box.release('v1.0.0', []);
  assert.equal(code, 0, text);
  assert.deepEqual([box.at('v1'), box.at('v1.0'), box.at('v1.0.0')], [commit, commit, commit]);
  const ghes = box.at('v1-ghes');
  assert.equal(box.git('rev-parse', `${ghes}^`), commit);
  assert.equal(box.git('diff', '--name-only', commit, ghes), 'action.yml');
  assert.match(box.git('show', `${ghes}:action.yml`), /uses: some-org\/appliance-build\/actions\/build@v1\.0\.0$/);
});

test('the next release moves them on, a correction of the old line does not move them back', (t) => {
  const box = sandbox(t);
  const first = box.tagVersion('1.0.0');
  box.release('v1.0.0', []);
  const second = box.tagVersion('1.1.0');
  assert.equal(box.release('v1.1.0', ['v1.0.0']).code, 0);
  const ghes = box.at('v1-ghes');
  assert.deepEqual([box.at('v1'), box.at('v1.1'), box.at('v1.0')], [second, second, first]);
  const correction = box.tagVersion('1.0.1');
  assert.equal(box.release('v1.0.1', ['v1.0.0', 'v1.1.0']).code, 0);
  assert.deepEqual([box.at('v1'), box.at('v1.0'), box.at('v1-ghes')], [second, correction, ghes]);
});

test('a release that is run again after it stopped half-way makes the same commits', (t) => {
  const box = sandbox(t);
  box.tagVersion('1.0.0');
  box.release('v1.0.0', []);
  const ghes = box.at('v1-ghes');
  assert.equal(box.release('v1.0.0', []).code, 0);
  assert.equal(box.at('v1-ghes'), ghes);
});

test('a pre-release and a dry run move nothing', (t) => {
  const box = sandbox(t);
  box.tagVersion('1.0.0-rc.1');
  assert.match(box.release('v1.0.0-rc.1', []).text, /no tag moves/);
  box.tagVersion('1.0.0');
  assert.match(box.release('v1.0.0', [], '--dry-run').text, /^v1: new -> /);
  assert.deepEqual([...readRemoteTags({ folder: box.work, remote: 'origin' }).keys()], ['v1.0.0', 'v1.0.0-rc.1']);
});

test('a version that was released, or whose tag was moved, is refused and nothing is pushed', (t) => {
  const box = sandbox(t);
  const first = box.tagVersion('1.0.0');
  box.release('v1.0.0', []);
  writeFileSync(path.join(box.work, 'other.txt'), 'rewritten');
  box.git('commit', '--quiet', '-am', 'Rewrite');
  box.git('tag', '--force', 'v1.0.0');
  const notPushed = box.release('v1.0.0', []);
  assert.equal(notPushed.code, 2);
  assert.match(notPushed.text, /release: v1\.0\.0 is [0-9a-f]{40} in the repository/);
  box.git('push', '--quiet', '--force', 'origin', 'v1.0.0');
  assert.match(box.release('v1.0.0', ['v1.0.0']).text, /has been released already/);
  assert.match(box.release('v1.0.0', [], '--before', first).text, /was moved from/);
  assert.equal(box.at('v1'), first);
});

test('when someone else moves one of the tags meanwhile, none is moved', (t) => {
  const box = sandbox(t);
  const first = box.tagVersion('1.0.0');
  box.release('v1.0.0', []);
  const second = box.tagVersion('1.1.0');
  const repository = { folder: box.work, remote: 'origin' };
  const stale = readRemoteTags(repository).get('v1')?.object;
  box.git('push', '--quiet', '--force', 'origin', `${second}:refs/tags/v1`);
  assert.throws(
    () =>
      pushTags(repository, [
        { tag: 'v1.1', from: undefined, commit: second },
        { tag: 'v1', from: stale, commit: first },
      ]),
    /stale info|atomic/,
  );
  assert.equal(box.at('v1'), second);
  assert.throws(() => box.at('v1.1'));
});
