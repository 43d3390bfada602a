import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ArtifactStore, Upload } from '../../../src/action/artifacts/artifact.ts';
import { type PublishOptions, type PublishResult, publish } from '../../../src/action/publish.ts';
import { ApplianceError } from '../../../src/errors.ts';
import { sha256, writeOutputFolder } from '../../support/output-folder.ts';
import { recordingLog } from '../../support/recording-log.ts';

/** A run's artifacts, in memory; uploads whose name matches `broken` fail. */
function storeOfTest(taken: readonly string[] = [], broken?: RegExp) {
  const uploads: Upload[] = [];
  const names = new Set(taken);
  const store: ArtifactStore = {
    async upload(upload) {
      if (broken?.test(upload.name) === true) {
        throw new ApplianceError({ kind: 'build', code: 'artifact-quota', message: `${upload.name}: full` });
      }
      if (names.has(upload.name)) return 'taken';
      names.add(upload.name);
      uploads.push(upload);
      return { id: uploads.length, sha256: sha256(upload.name), bytes: 10 };
    },
  };
  return { store, uploads };
}

interface Run extends PublishResult {
  readonly said: readonly string[];
  readonly uploads: readonly Upload[];
}

async function run(
  { store, uploads }: ReturnType<typeof storeOfTest>,
  scratchDirectory: string,
  options: Partial<PublishOptions>,
): Promise<Run> {
  const log = recordingLog();
  const result = await publish(
    {
      directories: [],
      logs: [],
      notBooted: [],
      artifactName: undefined,
      compression: 'auto',
      matrix: undefined,
      retentionDays: undefined,
      upload: true,
      runUrl: 'https://github.com/o/r/actions/runs/7',
      scratchDirectory,
      artifactsFile: undefined,
      ...options,
    },
    { log, store },
  );
  return { ...result, said: log.said, uploads };
}

async function scratch(t: TestContext): Promise<string> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'publish-'));
  t.after(() => fs.rm(directory, { recursive: true }));
  return directory;
}

const names = ({ artifacts }: PublishResult) => artifacts.map(({ name }) => name);
const codes = ({ errors }: PublishResult) => errors.map(({ code }) => code);

test('artifacts are told with name, address and digest, and all files have checksums', async (t) => {
  const folder = await scratch(t);
  const web = await writeOutputFolder(path.join(folder, 'web'));
  const artifactsFile = path.join(folder, 'artifacts');
  const result = await run(storeOfTest(), folder, { directories: [web], retentionDays: 5, artifactsFile });
  assert.deepEqual(codes(result), []);
  assert.deepEqual(names(result), ['appliance-web-logs', 'appliance-web']);
  const [, appliance] = result.artifacts;
  assert.equal(appliance?.url, 'https://github.com/o/r/actions/runs/7/artifacts/2');
  assert.equal(appliance?.digest, `sha256:${sha256('appliance-web')}`);
  assert.deepEqual(
    result.uploads.map(({ retentionDays }) => retentionDays),
    [5, 5],
  );
  const sums = await fs.readFile(result.subjectChecksums ?? '', 'utf8');
  assert.deepEqual(sums.match(/(?<= {2}).+/g)?.sort(), [...(appliance?.files ?? [])].sort());
  assert.equal(await fs.readFile(artifactsFile, 'utf8'), `${path.join(web, 'web-os.qcow2')}\n`);
});

test('a name that another job took gets a number, with a notice, and not for ever', async (t) => {
  const folder = await scratch(t);
  const directories = [await writeOutputFolder(path.join(folder, 'web'))];
  const result = await run(storeOfTest(['appliance-web', 'appliance-web-2']), folder, { directories });
  assert.deepEqual(names(result), ['appliance-web-logs', 'appliance-web-3']);
  assert.ok(result.said.some((line) => /^notice: .*"appliance-web"; this one is "appliance-web-3"/.test(line)));
  const all = ['appliance-web', ...Array.from({ length: 19 }, (_, index) => `appliance-web-${index + 2}`)];
  assert.deepEqual(codes(await run(storeOfTest(all), folder, { directories })), ['artifact-name-taken']);
});

test('a disk that is no archive keeps its ending under another name', async (t) => {
  const folder = await scratch(t);
  const directories = [await writeOutputFolder(path.join(folder, 'web'))];
  const result = await run(storeOfTest(['web-os.qcow2']), folder, { directories, compression: 'unzipped' });
  assert.deepEqual(names(result), ['appliance-web-logs', 'web-os-2.qcow2', 'appliance-web']);
  assert.deepEqual(result.artifacts[1]?.files, ['web-os-2.qcow2']);
});

test('logs that cannot be uploaded are a warning beside an appliance, an error without one', async (t) => {
  const folder = await scratch(t);
  const web = await writeOutputFolder(path.join(folder, 'web'));
  const beside = await run(storeOfTest([], /-logs$/), folder, { directories: [web] });
  assert.deepEqual([names(beside), codes(beside)], [['appliance-web'], []]);
  assert.ok(beside.said.some((line) => line.startsWith('warning: appliance-web-logs: full')));
  await fs.writeFile(`${web}.failed.log`, 'failed');
  assert.deepEqual(codes(await run(storeOfTest([], /-logs$/), folder, { directories: [web] })), ['artifact-quota']);
});

test('an appliance that cannot be published fails the step, but keeps back neither logs nor other appliances', async (t) => {
  const folder = await scratch(t);
  const directories = await Promise.all(
    ['web', 'db', 'bad'].map((name) => writeOutputFolder(path.join(folder, name), { name })),
  );
  await fs.rm(path.join(folder, 'bad', 'bad.xml'));
  const artifactsFile = path.join(folder, 'artifacts');
  const result = await run(storeOfTest([], /-web$/), folder, { directories, artifactsFile });
  assert.deepEqual(names(result), ['appliance-logs', 'appliance-db']);
  assert.deepEqual(codes(result), ['unusable-output', 'artifact-quota']);
  await assert.rejects(fs.access(artifactsFile));
});

test('of an appliance that did not boot, or was not built, only logs are published', async (t) => {
  const folder = await scratch(t);
  const [web, db, app] = await Promise.all([
    writeOutputFolder(path.join(folder, 'web'), { verdicts: ['passed', 'panic'] }),
    writeOutputFolder(path.join(folder, 'db'), { name: 'db' }),
    writeOutputFolder(path.join(folder, 'app'), { name: 'app' }),
  ]);
  await fs.writeFile(`${app}.failed.log`, 'failed');
  const result = await run(storeOfTest(), folder, { directories: [web, db, app], notBooted: [`${folder}/x/../db`] });
  assert.deepEqual([codes(result), names(result), result.subjectChecksums], [[], ['appliance-logs'], undefined]);
  assert.deepEqual(result.artifacts[0]?.files, [
    'web/boot-qcow2-bios.log',
    'web/boot-qcow2-uefi.log',
    'web/build.log',
    'db/build.log',
    'app/app.failed.log',
  ]);
});

test('without uploads there are checksums, and further logs may be missing', async (t) => {
  const folder = await scratch(t);
  const directories = [await writeOutputFolder(path.join(folder, 'web'))];
  const without = await run(storeOfTest(), folder, { directories, upload: false });
  assert.deepEqual([without.artifacts, without.uploads], [[], []]);
  assert.match(await fs.readFile(without.subjectChecksums ?? '', 'utf8'), /web-os\.qcow2$/m);
  await fs.mkdir(path.join(folder, 'boots'));
  await fs.writeFile(path.join(folder, 'boots', 'console.txt'), 'login:');
  const logs = [path.join(folder, 'boots'), path.join(folder, 'web', 'web.xml'), path.join(folder, 'gone')];
  const result = await run(storeOfTest(), folder, { logs });
  assert.deepEqual(result.artifacts[0]?.files, ['boots/console.txt', 'web.xml']);
  assert.deepEqual((await run(storeOfTest(), folder, {})).said, ['There is nothing to publish.']);
});
