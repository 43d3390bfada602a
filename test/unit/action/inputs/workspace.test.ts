import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { findKickstarts, workingDirectory } from '../../../../src/action/inputs/workspace.ts';
import { matrixOf } from '../../../../src/action/plan.ts';

const workspace = await fs.mkdtemp(path.join(os.tmpdir(), 'work [space]-'));
after(() => fs.rm(workspace, { recursive: true }));
const outside = await fs.mkdtemp(path.join(os.tmpdir(), 'outside-'));
after(() => fs.rm(outside, { recursive: true }));
await fs.writeFile(path.join(outside, 'secret.ks'), '');
for (const file of ['web.ks', 'db.ks', 'nightly/web.ks', 'nightly/notes.txt']) {
  await fs.mkdir(path.dirname(path.join(workspace, file)), { recursive: true });
  await fs.writeFile(path.join(workspace, file), '');
}
await fs.symlink(path.join(outside, 'secret.ks'), path.join(workspace, 'link.ks'));
await fs.symlink(outside, path.join(workspace, 'door'));

const found: readonly (readonly [patterns: readonly string[], files: readonly string[]])[] = [
  [['web.ks'], ['web.ks']],
  [['*b.ks'], ['db.ks', 'web.ks']],
  [['**/*b.ks'], ['db.ks', 'nightly/web.ks', 'web.ks']],
  [
    ['**/*b.ks', '!nightly/**'],
    ['db.ks', 'web.ks'],
  ],
  [
    ['db.ks', 'web.ks', 'db.ks'],
    ['db.ks', 'web.ks'],
  ],
];
for (const [patterns, files] of found) {
  test(`finds ${patterns.join(' ')}`, async () => {
    assert.deepEqual(await findKickstarts(workspace, workspace, patterns), files);
  });
}

const refused: readonly (readonly [patterns: readonly string[], problem: RegExp])[] = [
  [[], /input kickstart: it is required/],
  [['none.ks'], /no file matches none\.ks/],
  [['nightly'], /no file matches nightly/],
  [['link.ks'], /link\.ks leads out of the workspace/],
  [[path.relative(workspace, path.join(outside, 'secret.ks'))], /leads out of the workspace/],
];
for (const [patterns, problem] of refused) {
  test(`refuses ${patterns.join(' ') || 'no pattern'}`, async () => {
    await assert.rejects(findKickstarts(workspace, workspace, patterns), problem);
  });
}

test('the working directory stays in the workspace', async () => {
  assert.equal(await workingDirectory(workspace, 'nightly'), path.join(workspace, 'nightly'));
  await assert.rejects(workingDirectory(workspace, '..'), /leads out of the workspace/);
  await assert.rejects(workingDirectory(workspace, 'door'), /leads out of the workspace/);
  await assert.rejects(workingDirectory(workspace, 'nowhere'), /there is no folder nowhere/);
});

test('a matrix names each kickstart by its file, and by its folder where files share a name', () => {
  assert.deepEqual(matrixOf(['db.ks', 'nightly/web.ks', 'web.ks']), [
    { kickstart: 'db.ks', name: 'db' },
    { kickstart: 'nightly/web.ks', name: 'nightly-web' },
    { kickstart: 'web.ks', name: 'web' },
  ]);
});
