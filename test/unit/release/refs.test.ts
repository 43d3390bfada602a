import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRefs, type ReleaseState, type RemoteTag } from '../../../scripts/release/refs.ts';
import { ReleaseRefused } from '../../../scripts/release/refused.ts';
import { versionOfTag } from '../../../scripts/release/version.ts';

const commit = 'c'.repeat(40);
const older = 'a'.repeat(40);
const tagObject = 'b'.repeat(40);
const nothing = '0'.repeat(40);

function stateOf(tag: string, others: Partial<ReleaseState> = {}): ReleaseState {
  const remoteTags = new Map<string, RemoteTag>([[tag, { object: commit, commit }], ...(others.remoteTags ?? [])]);
  return { tag, commit, before: nothing, releasedTags: [], ...others, remoteTags };
}

function movesOf(tag: string, releasedTags: readonly string[]): string[] {
  return planRefs(stateOf(tag, { releasedTags })).moves.map((move) => `${move.tag} ${move.to}`);
}

const moves: readonly { tag: string; released: readonly string[]; moved: readonly string[] }[] = [
  { tag: 'v1.0.0', released: [], moved: ['v1 release', 'v1.0 release', 'v1-ghes ghes'] },
  { tag: 'v1.2.4', released: ['v1.2.3', 'v1.1.9'], moved: ['v1 release', 'v1.2 release', 'v1-ghes ghes'] },
  { tag: 'v1.2.4', released: ['v1.3.0'], moved: ['v1.2 release'] },
  { tag: 'v1.2.4', released: ['v1.2.10'], moved: [] },
  { tag: 'v1.2.4', released: ['v2.0.0'], moved: ['v1 release', 'v1.2 release', 'v1-ghes ghes'] },
  { tag: 'v1.2.4', released: ['v1.3.0-rc.1'], moved: ['v1 release', 'v1.2 release', 'v1-ghes ghes'] },
  { tag: 'v1.2.4', released: ['nightly', 'v9'], moved: ['v1 release', 'v1.2 release', 'v1-ghes ghes'] },
  { tag: 'v1.3.0-rc.1', released: ['v1.2.3'], moved: [] },
  { tag: 'v0.2.0', released: ['v0.1.0'], moved: ['v0.2 release', 'v0.2-ghes ghes'] },
  { tag: 'v0.1.1', released: ['v0.2.0'], moved: ['v0.1 release', 'v0.1-ghes ghes'] },
];

for (const { tag, released, moved } of moves) {
  test(`${tag} after ${released.join(', ') || 'nothing'} moves ${moved.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(movesOf(tag, released), moved);
  });
}

test('a move names what the ref held: the tag object of an annotated tag', () => {
  const remoteTags = new Map([['v1', { object: tagObject, commit: older }]]);
  const { moves: planned } = planRefs(stateOf('v1.0.1', { remoteTags, releasedTags: ['v1.0.0'] }));
  assert.deepEqual(
    planned.map(({ tag, from }) => [tag, from]),
    [
      ['v1', tagObject],
      ['v1.0', undefined],
      ['v1-ghes', undefined],
    ],
  );
});

test('no plan touches the tag of a version', () => {
  for (const { tag, released } of moves) {
    const names = planRefs(stateOf(tag, { releasedTags: released })).moves.map((move) => move.tag);
    assert.deepEqual(names.map(versionOfTag).filter(Boolean), []);
  }
});

const refusals: readonly { why: string; state: ReleaseState; message: RegExp }[] = [
  {
    why: 'was released',
    state: stateOf('v1.0.0', { releasedTags: ['v1.0.0'] }),
    message: /v1\.0\.0 has been released already/,
  },
  { why: 'was moved', state: stateOf('v1.0.0', { before: older }), message: /was moved from a{40}/ },
  {
    why: 'is another commit on the remote',
    state: stateOf('v1.0.0', { remoteTags: new Map([['v1.0.0', { object: older, commit: older }]]) }),
    message: /v1\.0\.0 is a{40} in the repository, but c{40}/,
  },
  { why: 'is no version', state: stateOf('v1'), message: /v1 is not the tag of a version/ },
  { why: 'has a leading zero', state: stateOf('v1.02.0'), message: /not the tag of a version/ },
  { why: 'is a ref in disguise', state: stateOf('v1.0.0:refs/heads/main'), message: /not the tag of a version/ },
];

for (const { why, state, message } of refusals) {
  test(`a tag that ${why} is refused`, () => {
    assert.throws(
      () => planRefs(state),
      (error) => error instanceof ReleaseRefused && message.test(error.message),
    );
  });
}

test('a tag that the remote does not have is refused', () => {
  assert.throws(() => planRefs({ ...stateOf('v1.0.0'), remoteTags: new Map() }), /not in the repository/);
});
