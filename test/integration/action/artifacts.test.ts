import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import {
  type ResultsService,
  type ResultsServiceOptions,
  startResultsService,
} from '../../emulator/results-service.ts';
import { sha256, writeOutputFolder } from '../../support/output-folder.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { download, runPublish, storedBytes } from './publish-step.ts';

const mib = 1024 ** 2;

async function start(
  t: TestContext,
  options: Omit<ResultsServiceOptions, 'directory'> = {},
): Promise<{ readonly service: ResultsService; readonly directory: string }> {
  const directory = temporaryDirectory(t);
  const service = await startResultsService({ directory: path.join(directory, 'blobs'), ...options });
  t.after(() => service.close());
  return { service, directory };
}

const annotation = (kind: 'error' | 'warning' | 'notice') => new RegExp(`^::${kind}.*$`, 'gm');

// What waits, waits side by side: the client tries again after 3 seconds, then after longer ones.
describe('publish with the real client', { concurrency: true }, () => {
  test('an appliance goes up as a zip that is not compressed, and comes down as it was', async (t) => {
    const { service, directory } = await start(t);
    const environment = service.environment();
    const disk = randomBytes(20 * mib);
    const disks = [{ file: 'web-os.qcow2', format: 'qcow2', content: disk }] as const;
    const built = await writeOutputFolder(path.join(directory, 'web'), { disks, verdicts: ['passed'] });
    const artifactsFile = path.join(directory, 'artifacts');
    const step = await runPublish({
      directory,
      environment,
      inputs: { directory: 'web', 'retention-days': '3', 'build-json': '{"a":1}', 'boot-test-json': '' },
      variables: { GITHUB_ARTIFACTS: artifactsFile, GITHUB_RETENTION_DAYS: '90' },
    });
    assert.equal(step.code, 0, step.log);
    const [logs, appliance] = step.artifacts;
    assert.deepEqual([logs?.name, appliance?.name], ['appliance-web-logs', 'appliance-web']);
    assert.ok(appliance !== undefined && appliance.bytes > disk.length && appliance.bytes < disk.length + 5000);
    assert.equal(step.outputs['artifact-ids'], `${logs?.id}\n${appliance.id}`);
    assert.equal(
      step.outputs['artifact-digests']?.split('\n')[1],
      `sha256:${sha256(await storedBytes(service, appliance.id))}`,
    );
    assert.equal(appliance.url, `https://github.com/org/appliances/actions/runs/77/artifacts/${appliance.id}`);
    const expires = new Date(service.artifacts[1]?.expiresAt ?? 0).getTime() - Date.now();
    assert.ok(expires > 2.9 * 86_400_000 && expires < 3.1 * 86_400_000, `${expires}`);
    assert.match(step.summary, /\| \[appliance\\-web\]\(https:.+\) \| appliance \| 20\.\d MiB \| `sha256:/);
    assert.equal(await fs.readFile(artifactsFile, 'utf8'), `${path.join(built, 'web-os.qcow2')}\n`);

    const zip = path.join(directory, 'stored.zip');
    await fs.writeFile(zip, await storedBytes(service, appliance.id));
    assert.match(execFileSync('unzip', ['-t', zip], { encoding: 'utf8' }), /No errors detected/);
    const down = await download(directory, environment, appliance);
    execFileSync('sha256sum', ['--check', '--strict', step.outputs['subject-checksums'] ?? ''], { cwd: down });
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: down });
    assert.deepEqual((await fs.readdir(down)).sort(), [
      'SHA256SUMS',
      'manifest.json',
      'sbom.cdx.json',
      'web-os.qcow2',
      'web.xml',
    ]);
    assert.deepEqual((await fs.readdir(await download(directory, environment, logs as typeof appliance))).sort(), [
      'boot-qcow2-bios.log',
      'build.log',
    ]);
  });

  test('unzipped, a disk is downloaded as the very file', async (t) => {
    const { service, directory } = await start(t);
    const environment = service.environment();
    const content = randomBytes(10 * mib);
    await writeOutputFolder(path.join(directory, 'web'), {
      disks: [{ file: 'web-os.qcow2', format: 'qcow2', content }],
    });
    const step = await runPublish({ directory, environment, inputs: { directory: 'web', compression: 'unzipped' } });
    assert.equal(step.code, 0, step.log);
    const disk = step.artifacts[1];
    assert.ok(disk !== undefined);
    assert.deepEqual(
      [disk.name, disk.digest, disk.bytes],
      ['web-os.qcow2', `sha256:${sha256(content)}`, content.length],
    );
    const down = await download(directory, environment, disk);
    assert.equal(sha256(await fs.readFile(path.join(down, 'web-os.qcow2'))), sha256(content));
  });

  test('jobs of one run give their artifacts names of their own', async (t) => {
    const { service, directory } = await start(t);
    const environment = service.environment({ run: randomUUID() });
    await writeOutputFolder(path.join(directory, 'web'));
    const names = async (inputs: Record<string, string>) => {
      const step = await runPublish({ directory, environment, inputs: { directory: 'web', ...inputs } });
      assert.equal(step.code, 0, step.log);
      return { names: step.artifacts.map(({ name }) => name), notices: step.log.match(annotation('notice')) ?? [] };
    };
    const arch = (value: string) => names({ matrix: JSON.stringify({ kickstart: 'web.ks', arch: value }, null, 2) });
    assert.deepEqual((await arch('x86_64')).names, ['appliance-web-x86_64-logs', 'appliance-web-x86_64']);
    assert.deepEqual((await arch('aarch64')).names, ['appliance-web-aarch64-logs', 'appliance-web-aarch64']);
    assert.deepEqual((await names({ matrix: 'null' })).notices, []);
    const second = await names({});
    assert.deepEqual(second.names, ['appliance-web-logs-2', 'appliance-web-2']);
    assert.equal(second.notices.length, 2);
    assert.deepEqual((await names({ compression: 'unzipped' })).names, [
      'appliance-web-logs-3',
      'web-os.qcow2',
      'appliance-web-3',
    ]);
    const third = await names({ compression: 'unzipped', 'artifact-name': 'my/name ##[error]x' });
    assert.deepEqual(third.names, ['my-name ##-[error]x-logs', 'web-os-2.qcow2', 'my-name ##-[error]x']);
  });

  test('of a build or boot test that failed, logs are published', async (t) => {
    const { service, directory } = await start(t);
    const environment = service.environment();
    await fs.writeFile(path.join(directory, 'db.failed.log'), 'no space left\n');
    await writeOutputFolder(path.join(directory, 'web'));
    const boots = JSON.stringify([{ directory: path.join(directory, 'web'), verdict: 'panic' }]);
    const step = await runPublish({
      directory,
      environment,
      inputs: { directory: 'db\nweb', 'boot-test-json': boots },
    });
    assert.equal(step.code, 0, step.log);
    assert.deepEqual(
      service.artifacts.map(({ name }) => name),
      ['appliance-logs'],
    );
    const [logs] = step.artifacts;
    assert.ok(logs !== undefined);
    const down = await download(directory, environment, logs);
    assert.equal(await fs.readFile(path.join(down, 'db', 'db.failed.log'), 'utf8'), 'no space left\n');
    assert.equal(await fs.readFile(path.join(down, 'web', 'build.log'), 'utf8'), 'built\n');
  });

  test('a service that is down for a moment, or asks to wait, and connections that break, only cost time', async (t) => {
    const { service, directory } = await start(t);
    const content = randomBytes(20 * mib);
    await writeOutputFolder(path.join(directory, 'web'), {
      disks: [{ file: 'web-os.qcow2', format: 'qcow2', content }],
    });
    service.inject(
      { method: 'CreateArtifact', status: 503 },
      { method: 'CreateArtifact', status: 429, headers: { 'retry-after': '1' } },
      { method: 'FinalizeArtifact', status: 502 },
    );
    service.injectForBlobs({ method: 'PUT', cut: true }, { method: 'PUT', cut: mib }, { method: 'PUT', status: 503 });
    const step = await runPublish({ directory, environment: service.environment(), inputs: { directory: 'web' } });
    assert.equal(step.code, 0, step.log);
    assert.deepEqual(
      service.calls.filter(({ status }) => status !== 200).map(({ status }) => status),
      [503, 429, 502],
    );
    const appliance = step.artifacts[1];
    assert.equal(appliance?.digest, `sha256:${sha256(await storedBytes(service, appliance?.id ?? 0))}`);
  });

  const failures: readonly {
    readonly what: string;
    readonly prepare?: (service: ResultsService) => void;
    readonly token?: { readonly expires: Date };
    readonly options?: { readonly artifactQuotaBytes: number };
    readonly variables?: Readonly<Record<string, string>>;
    readonly says: RegExp;
    readonly calls: number;
  }[] = [
    {
      what: 'a limit of requests that does not end',
      prepare: (service) => service.inject({ method: 'CreateArtifact', status: 429, times: 100 }),
      says: /took no more requests.*\. Run|took no more requests/,
      calls: 10,
    },
    {
      what: 'storage that is full',
      options: { artifactQuotaBytes: 0 },
      says: /storage of this account is full/,
      calls: 2,
    },
    {
      what: 'a token that ran out',
      token: { expires: new Date(0) },
      says: /did not accept this job's token/,
      calls: 2,
    },
    {
      what: 'an Enterprise Server',
      variables: { GITHUB_SERVER_URL: 'https://git.example.com' },
      says: /GitHub Enterprise Server has no artifact service/,
      calls: 0,
    },
  ];
  for (const { what, prepare, token, options, variables = {}, says, calls } of failures) {
    test(`${what} fails the step, and says so in words`, async (t) => {
      const { service, directory } = await start(t, options);
      prepare?.(service);
      await writeOutputFolder(path.join(directory, 'web'));
      const environment = service.environment(token);
      const step = await runPublish({ directory, environment, variables, inputs: { directory: 'web' } });
      assert.equal(step.code, 1, step.log);
      const errors = step.log.match(annotation('error')) ?? [];
      assert.deepEqual(
        errors.map((line) => says.test(line)),
        [true, true],
        step.log,
      );
      assert.equal(service.calls.length, calls);
      assert.deepEqual(step.artifacts, []);
      assert.match(await fs.readFile(step.outputs['subject-checksums'] ?? '', 'utf8'), /web-os\.qcow2$/m);
    });
  }

  test('logs that could not be uploaded are a warning beside an appliance that could', async (t) => {
    const { service, directory } = await start(t);
    service.inject({ method: 'CreateArtifact', status: 403, message: 'no' });
    await writeOutputFolder(path.join(directory, 'web'));
    const step = await runPublish({ directory, environment: service.environment(), inputs: { directory: 'web' } });
    assert.deepEqual([step.code, step.artifacts.map(({ name }) => name)], [0, ['appliance-web']], step.log);
    assert.equal(step.log.match(annotation('warning'))?.length, 1);
  });

  test('2 GB are streamed: memory does not grow with the size of a disk', async (t) => {
    const { service, directory } = await start(t);
    const built = await writeOutputFolder(path.join(directory, 'web'), {
      disks: [{ file: 'web-os.raw', format: 'raw', content: new Uint8Array() }],
    });
    // A sparse file: what is read is zeros, and all of it goes over the wire.
    const bytes = 2 * 1024 * mib + 5;
    await fs.truncate(path.join(built, 'web-os.raw'), bytes);
    const manifestFile = path.join(built, 'manifest.json');
    const manifest = JSON.parse(await fs.readFile(manifestFile, 'utf8')) as { disks: { fileBytes: number }[] };
    for (const disk of manifest.disks) disk.fileBytes = bytes;
    await fs.writeFile(manifestFile, JSON.stringify(manifest));
    const step = await runPublish({
      directory,
      environment: service.environment(),
      inputs: { directory: 'web', compression: 'unzipped' },
    });
    assert.equal(step.code, 0, step.log);
    assert.equal(step.artifacts[1]?.bytes, bytes);
    t.diagnostic(`peak memory ${Math.round(step.peakMemoryBytes / mib)} MiB`);
    assert.ok(step.peakMemoryBytes < 512 * mib, `${step.peakMemoryBytes / mib} MiB`);
  });
});
