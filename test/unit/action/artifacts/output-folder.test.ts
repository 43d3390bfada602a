import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { subjectsOf } from '../../../../src/action/artifacts/checksums.ts';
import { type OutputFolder, readOutputFolder } from '../../../../src/action/artifacts/output-folder.ts';
import { sha256, writeOutputFolder } from '../../../support/output-folder.ts';

async function scratch(t: TestContext): Promise<string> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'output-'));
  t.after(() => fs.rm(directory, { recursive: true }));
  return directory;
}

async function read(directory: string): Promise<OutputFolder> {
  const folder = await readOutputFolder(directory);
  assert.ok('manifest' in folder);
  return folder;
}

test('files that the manifest lists are published, logs and screenshots apart, others not at all', async (t) => {
  const directory = await writeOutputFolder(path.join(await scratch(t), 'web'), { verdicts: ['passed'] });
  await fs.writeFile(path.join(directory, 'stray.txt'), 'not of the build');
  await fs.writeFile(path.join(directory, 'boot-qcow2-bios.png'), 'a screenshot');
  const { files, logs } = await read(directory);
  assert.deepEqual([...files.keys()].sort(), [
    'SHA256SUMS',
    'manifest.json',
    'sbom.cdx.json',
    'web-os.qcow2',
    'web.xml',
  ]);
  assert.deepEqual([...logs.keys()], ['boot-qcow2-bios.log', 'boot-qcow2-bios.png', 'build.log']);
});

test('a build that failed has its log, and hides what an earlier build left', async (t) => {
  const directory = await writeOutputFolder(path.join(await scratch(t), 'web'));
  await fs.writeFile(`${directory}.failed.log`, 'no space');
  const folder = await readOutputFolder(directory);
  assert.ok(!('manifest' in folder));
  assert.deepEqual([...folder.logs.keys()], ['web.failed.log']);
});

const files = ['web-os.qcow2', 'web.xml'];
const damages: readonly [string, Readonly<Record<string, unknown>>, RegExp][] = [
  ['a path up', { files: [...files, '../secret'] }, /files\[2\] must be a file name without a folder/],
  ['an absolute path', { files: ['/etc/passwd'] }, /files\[0\] must be a file name without a folder/],
  ['a folder', { descriptor: '..' }, /descriptor must be a file name without a folder/],
  ['another schema', { schema: 2 }, /schema must be 1/],
  ['a file that is not there', { files: [...files, 'gone.txt'] }, /gone\.txt is not there/],
];

for (const [what, manifest, message] of damages) {
  test(`a manifest with ${what} is refused`, async (t) => {
    const directory = await writeOutputFolder(path.join(await scratch(t), 'web'), { manifest });
    await assert.rejects(readOutputFolder(directory), message);
  });
}

test('links and pipes under listed names are refused, links among the logs passed over', async (t) => {
  const directory = await writeOutputFolder(path.join(await scratch(t), 'web'));
  await fs.symlink('/etc/passwd', path.join(directory, 'boot-x.log'));
  assert.deepEqual([...(await read(directory)).logs.keys()], ['build.log']);
  await fs.rm(path.join(directory, 'web.xml'));
  await fs.symlink('/etc/passwd', path.join(directory, 'web.xml'));
  await assert.rejects(readOutputFolder(directory), /web\.xml is a link/);
});

test('a disk that changed its size, text that is no JSON, and a missing folder are refused', async (t) => {
  const parent = await scratch(t);
  const directory = await writeOutputFolder(path.join(parent, 'web'));
  await fs.appendFile(path.join(directory, 'web-os.qcow2'), 'more');
  await assert.rejects(readOutputFolder(directory), /has 14 bytes, not 10 as when it was built/);
  await fs.writeFile(path.join(directory, 'manifest.json'), 'x');
  await assert.rejects(readOutputFolder(directory), /it is no JSON/);
  await assert.rejects(readOutputFolder(path.join(parent, 'none')), /manifest\.json is not there/);
});

test('checksums of disks are those of the build, and must agree', async (t) => {
  const directory = await writeOutputFolder(path.join(await scratch(t), 'web'));
  const subjects = new Map((await subjectsOf(await read(directory))).map(({ name, sha256: sum }) => [name, sum]));
  assert.equal(subjects.get('web-os.qcow2'), sha256(await fs.readFile(path.join(directory, 'web-os.qcow2'))));
  assert.equal(subjects.get('manifest.json'), sha256(await fs.readFile(path.join(directory, 'manifest.json'))));
  await fs.writeFile(path.join(directory, 'SHA256SUMS'), `${sha256('other')}  web-os.qcow2\n`);
  await assert.rejects(subjectsOf(await read(directory)), /differ about web-os\.qcow2/);
});

test('a disk with holes is longer than the space that it takes; one that is shorter was cut off', async (t) => {
  const directory = path.join(await scratch(t), 'web');
  const disk = {
    disk: 'os',
    format: 'vdi',
    file: 'web-os.vdi',
    virtualBytes: 4096,
    fileBytes: 512,
    sha256: sha256(''),
  };
  await writeOutputFolder(directory, { disks: [], manifest: { disks: [disk] } });
  await fs.writeFile(path.join(directory, 'web-os.vdi'), Buffer.alloc(1024));
  assert.equal((await read(directory)).files.get('web-os.vdi')?.bytes, 1024);
  await fs.truncate(path.join(directory, 'web-os.vdi'), 511);
  await assert.rejects(readOutputFolder(directory), /has 511 bytes, not 512/);
});

test('with an archive of everything, what is in it is not published beside it', async (t) => {
  const directory = path.join(await scratch(t), 'web');
  const written = { fileBytes: 4, sha256: sha256('data') };
  const bundles = [{ kind: 'ova', file: 'web.ova', ...written }];
  const archive = { kind: 'tar.zst', file: 'web.tar.zst', ...written };
  const files = ['SHA256SUMS', 'web-os.qcow2', 'web.ova', 'web.tar.zst', 'web.xml'];
  await writeOutputFolder(directory, { manifest: { bundles, archive, files } });
  for (const file of ['web.ova', 'web.tar.zst']) await fs.writeFile(path.join(directory, file), 'data');
  const folder = await read(directory);
  assert.deepEqual([...folder.files.keys()].sort(), ['SHA256SUMS', 'manifest.json', 'web.tar.zst', 'web.xml']);
  assert.ok((await subjectsOf(folder)).some((subject) => subject.name === 'web.tar.zst'));
  await fs.appendFile(path.join(directory, 'web.ova'), 'more');
  await assert.rejects(readOutputFolder(directory), /web\.ova has 8 bytes, not 4 as when it was built/);
});
