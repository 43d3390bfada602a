import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PublishedArtifact } from '../../../../src/action/artifacts/artifact.ts';
import { checksumsText, parseChecksums } from '../../../../src/action/artifacts/checksums.ts';
import { artifactsMarkdown } from '../../../../src/action/artifacts/markdown.ts';
import { explainUploadError, isNameTaken } from '../../../../src/action/artifacts/trouble.ts';
import { failedBoots } from '../../../../src/action/publish-action.ts';

const sum = 'a'.repeat(64);

test('checksums of several appliances are one file, where names that they share get the name of the appliance', () => {
  const subjects = (name: string) => [`${name}-os.qcow2`, 'manifest.json'].map((file) => ({ name: file, sha256: sum }));
  const text = checksumsText([
    { name: 'web', subjects: subjects('web') },
    { name: 'db', subjects: subjects('db') },
  ]);
  const lines = ['web-os.qcow2', 'web/manifest.json', 'db-os.qcow2', 'db/manifest.json'].map(
    (name) => `${sum}  ${name}\n`,
  );
  assert.equal(text, lines.join(''));
  assert.deepEqual([...parseChecksums(`${text}${sum} *binary\nnot a line\n`).keys()].at(-1), 'binary');
});

test('the summary links every artifact, and no name breaks its table', () => {
  const artifact = (name: string): PublishedArtifact => ({
    kind: 'appliance',
    appliance: 'web',
    name,
    id: 1,
    url: 'https://github.com/o/r/actions/runs/1/artifacts/1',
    digest: `sha256:${sum}`,
    bytes: 3 * 1024 ** 2,
    files: [],
  });
  assert.equal(artifactsMarkdown([]), '');
  const rows = artifactsMarkdown([artifact('appliance-web'), artifact('a`](x)<b>')]).split('\n');
  const cells = `(<https://github.com/o/r/actions/runs/1/artifacts/1>) | appliance | 3 MiB | <code>sha256:${sum}</code> |`;
  assert.deepEqual(rows.slice(4, 6), [
    `| [appliance-web]${cells}`,
    `| [a&#96;&#93;(x)&lt;b&gt;]${cells}`.replace('&lt;', '&#60;').replace('&gt;', '&#62;'),
  ]);
});

test('what the client of the service says is told in words that help', () => {
  const request = (status: string) =>
    new Error(`Failed to CreateArtifact: Received non-retryable error: Failed request: ${status}`);
  const named = (name: string, message: string) => Object.assign(new Error(message), { name });
  const cases: readonly [unknown, string][] = [
    [named('GHESNotSupportedError', '@actions/artifact v2.0.0+ …'), 'artifact-service-missing'],
    [new Error('Unable to get the ACTIONS_RUNTIME_TOKEN env variable'), 'artifact-service-missing'],
    [new Error('Failed to CreateArtifact: Artifact storage quota has been hit. Unable to …'), 'artifact-quota'],
    [request('(401) Unauthorized: token has expired'), 'artifact-denied'],
    [
      new Error(
        'Failed to CreateArtifact: Failed to make request after 5 attempts: Failed request: (429) Too Many Requests',
      ),
      'artifact-rate-limit',
    ],
    [
      new Error(
        'Failed to CreateArtifact: Failed to make request after 5 attempts: Failed request: (503) Service Unavailable',
      ),
      'artifact-service-down',
    ],
    [named('RestError', 'Server failed to authenticate the request.\nRequestId:1'), 'artifact-denied'],
    [named('NetworkError', 'Unable to make request: ECONNRESET\nIf you …'), 'artifact-network'],
    [new Error('Upload progress stalled.'), 'artifact-network'],
    ['what?', 'artifact-failed'],
  ];
  assert.deepEqual(
    cases.map(([error]) => explainUploadError(error, 'web').code),
    cases.map(([, code]) => code),
  );
  const explained = explainUploadError(cases[6]?.[0], 'web');
  assert.match(explained.message, /^artifact "web": /);
  assert.deepEqual(explained.detail, ['RestError: Server failed to authenticate the request.']);
});

test('only an artifact of the same name makes another name worth trying', () => {
  assert.ok(
    isNameTaken(new Error('Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: x')),
  );
  assert.ok(
    !isNameTaken(new Error('Failed to CreateArtifact: Received non-retryable error: Failed request: (403) Forbidden')),
  );
  assert.ok(!isNameTaken(Object.assign(new Error('The (409) blob'), { name: 'RestError' })));
});

test('directories of failed boot tests are found wherever the JSON has them', () => {
  const boots = [
    { directory: 'a', verdict: 'passed' },
    { directory: 'b', verdict: 'panic' },
  ];
  assert.deepEqual(failedBoots({ appliances: boots }), ['b']);
  assert.deepEqual(failedBoots(boots), ['b']);
  assert.deepEqual([failedBoots(null), failedBoots('x'), failedBoots({ verdict: 'panic' })], [[], [], []]);
});
