import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlannedArtifact } from '../../../../src/action/artifacts/artifact.ts';
import { type Contents, type ContentsOptions, planArtifacts } from '../../../../src/action/artifacts/contents.ts';
import type { FailedFolder, FoundFile, OutputFolder } from '../../../../src/action/artifacts/output-folder.ts';

type Format = OutputFolder['manifest']['disks'][number]['format'];

function found(names: readonly string[]): ReadonlyMap<string, FoundFile> {
  return new Map(names.map((name) => [name, { path: `/out/${name}`, bytes: 1 }]));
}

function output(
  name: string,
  formats: readonly Format[] = ['qcow2'],
  logs: readonly string[] = ['build.log'],
): OutputFolder {
  const disks = formats.map((format) => ({
    file: `${name}-os.${format}`,
    format,
    fileBytes: 1,
    sha256: '0'.repeat(64),
  }));
  const names = [...disks.map(({ file }) => file), `${name}.xml`, 'SHA256SUMS', 'manifest.json'];
  return {
    directory: `/out/${name}`,
    manifest: { name, descriptor: `${name}.xml`, files: names, disks, boot: [] },
    files: found(names),
    logs: found(logs),
  };
}

function failed(directory: string): FailedFolder {
  return { directory, logs: found([`${directory}.failed.log`]) };
}

function plan(contents: Partial<Contents>, options: Partial<ContentsOptions> = {}): readonly PlannedArtifact[] {
  return planArtifacts(
    { publish: [], onlyLogs: [], logs: [], ...contents },
    { artifactName: undefined, compression: 'auto', matrix: undefined, ...options },
  );
}

/** `NAME LEVEL: FILES`, `-` for what is no archive. */
function tell(artifacts: readonly PlannedArtifact[]): string[] {
  return artifacts.map(
    ({ name, compressionLevel, files }) =>
      `${name} ${compressionLevel ?? '-'}: ${files.map((file) => file.name).join(' ')}`,
  );
}

test('an appliance is one artifact that is not compressed again, its logs are another', () => {
  assert.deepEqual(tell(plan({ publish: [output('web')] })), [
    'appliance-web-logs 6: build.log',
    'appliance-web 0: web-os.qcow2 web.xml SHA256SUMS manifest.json',
  ]);
});

test('raw disks are compressed a little, and a level that is asked for goes for everything', () => {
  const levels = (options: Partial<ContentsOptions>, formats: readonly Format[]) =>
    plan({ publish: [output('web', formats)] }, options).map(({ compressionLevel }) => compressionLevel);
  assert.deepEqual(levels({}, ['raw', 'qcow2']), [6, 1]);
  assert.deepEqual(levels({ compression: 9 }, ['qcow2']), [9, 9]);
  assert.deepEqual(levels({ compression: 0 }, ['raw']), [0, 0]);
});

test('unzipped, each disk is an artifact of its own under the name of its file', () => {
  const artifacts = plan({ publish: [output('web', ['qcow2', 'raw'])] }, { compression: 'unzipped' });
  assert.deepEqual(tell(artifacts), [
    'appliance-web-logs 6: build.log',
    'web-os.qcow2 -: web-os.qcow2',
    'web-os.raw -: web-os.raw',
    'appliance-web 0: web.xml SHA256SUMS manifest.json',
  ]);
});

test('a job of a matrix gives its values to the names, but not to one that the user chose', () => {
  const names = (options: Partial<ContentsOptions>) =>
    plan({ publish: [output('web')] }, { matrix: { kickstart: 'web.ks', arch: 'aarch64' }, ...options }).map(
      ({ name }) => name,
    );
  assert.deepEqual(names({}), ['appliance-web-aarch64-logs', 'appliance-web-aarch64']);
  assert.deepEqual(names({ artifactName: 'mine' }), ['mine-logs', 'mine']);
  assert.deepEqual(names({ compression: 'unzipped' }), [
    'appliance-web-aarch64-logs',
    'web-os-aarch64.qcow2',
    'appliance-web-aarch64',
  ]);
});

test('several appliances of a job have names of their own, even if they are called the same', () => {
  const contents = { publish: [output('web'), output('WEB'), output('logs')] };
  const names = (options: Partial<ContentsOptions>) => plan(contents, options).map(({ name }) => name);
  assert.deepEqual(names({}), ['appliance-logs-2', 'appliance-web', 'appliance-WEB-2', 'appliance-logs']);
  assert.deepEqual(names({ artifactName: 'a/b' }), ['a-b-logs-2', 'a-b-web', 'a-b-WEB-2', 'a-b-logs']);
  assert.deepEqual(tell(plan(contents))[0], 'appliance-logs-2 6: web/build.log WEB/build-2.log logs/build.log');
});

test('of what failed there are logs, and no artifact without files', () => {
  assert.deepEqual(tell(plan({ onlyLogs: [failed('db')] })), ['appliance-db-logs 6: db.failed.log']);
  assert.deepEqual(tell(plan({ publish: [output('web', ['qcow2'], [])], onlyLogs: [failed('db')] })), [
    'appliance-logs 6: db/db.failed.log',
    'appliance-web 0: web-os.qcow2 web.xml SHA256SUMS manifest.json',
  ]);
  assert.deepEqual(plan({}), []);
});

test('further logs go beside those of the build, under legal names that do not hide each other', () => {
  const logs = ['build.log', 'boot/a:b.log', 'boot/a?b.log'].map((name) => ({
    name,
    file: { path: `/x/${name}`, bytes: 1 },
  }));
  assert.equal(
    tell(plan({ publish: [output('web')], logs }))[0],
    'appliance-web-logs 6: build.log build-2.log boot/a-b.log boot/a-b-2.log',
  );
});

test('with an archive of everything the artifact has that, and nothing twice', () => {
  const folder = output('web', ['raw']);
  const written = { fileBytes: 1, sha256: '0'.repeat(64) };
  const manifest = {
    ...folder.manifest,
    bundles: [{ kind: 'ova', file: 'web.ova', ...written }] as const,
    archive: { kind: 'tar.zst', file: 'web.tar.zst', ...written } as const,
  };
  const files = found(['web.xml', 'web.tar.zst', 'SHA256SUMS', 'manifest.json']);
  const tellOf = (compression: ContentsOptions['compression']) =>
    tell(plan({ publish: [{ ...folder, manifest, files }] }, { compression })).slice(1);
  assert.deepEqual(tellOf('auto'), ['appliance-web 0: web.xml web.tar.zst SHA256SUMS manifest.json']);
  assert.deepEqual(tellOf('unzipped'), [
    'web.tar.zst -: web.tar.zst',
    'appliance-web 0: web.xml SHA256SUMS manifest.json',
  ]);
});
