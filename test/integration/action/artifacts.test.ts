import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type ResultsService, startResultsService } from '../../emulator/results-service.ts';
import { sha256, writeOutputFolder, writeSparseOutput } from '../../support/output-folder.ts';
import { repository, temporaryDirectory } from '../../support/run-cli.ts';
import { annotation, download, expectRefused, runPublish, startTroubled, storedBytes } from './publish-step.ts';

const mib = 1024 ** 2;

/** A service on which nothing goes wrong, for several runs of workflows at once. */
let shared: ResultsService;
const sharedFolder = path.join(repository, '.cache/test-tmp', `artifacts-${randomUUID()}`);

before(async () => {
  shared = await startResultsService({ directory: sharedFolder });
});
after(async () => {
  await shared.close();
  await fs.rm(sharedFolder, { recursive: true });
});

// What waits, waits side by side: the client tries again after 3 seconds, then after longer ones.
describe('publish with the real client', { concurrency: true }, () => {
  test('an appliance goes up as a zip that is not compressed, and comes down as it was', async (t) => {
    const directory = temporaryDirectory(t);
    const environment = shared.environment();
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
      `sha256:${sha256(await storedBytes(shared, appliance.id))}`,
    );
    assert.equal(appliance.url, `https://github.com/org/appliances/actions/runs/77/artifacts/${appliance.id}`);
    const expires =
      new Date(shared.artifacts.find(({ id }) => id === appliance.id)?.expiresAt ?? 0).getTime() - Date.now();
    assert.ok(expires > 2.9 * 86_400_000 && expires < 3.1 * 86_400_000, `${expires}`);
    assert.match(step.summary, /\| \[appliance-web\]\(<https:.+>\) \| appliance \| 20\.\d MiB \| <code>sha256:/);
    assert.equal(await fs.readFile(artifactsFile, 'utf8'), `${path.join(built, 'web-os.qcow2')}\n`);

    const zip = path.join(directory, 'stored.zip');
    await fs.writeFile(zip, await storedBytes(shared, appliance.id));
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
    const directory = temporaryDirectory(t);
    const environment = shared.environment();
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
    const directory = temporaryDirectory(t);
    const environment = shared.environment();
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
    const directory = temporaryDirectory(t);
    const environment = shared.environment();
    await fs.writeFile(path.join(directory, 'db.failed.log'), 'no space left\n');
    await writeOutputFolder(path.join(directory, 'web'));
    const boots = JSON.stringify([{ directory: path.join(directory, 'web'), verdict: 'panic' }]);
    const step = await runPublish({
      directory,
      environment,
      inputs: { directory: 'db\nweb', 'boot-test-json': boots },
    });
    assert.equal(step.code, 0, step.log);
    const [logs] = step.artifacts;
    assert.ok(logs !== undefined);
    assert.deepEqual([logs.name, step.artifacts.length], ['appliance-logs', 1]);
    const down = await download(directory, environment, logs);
    assert.equal(await fs.readFile(path.join(down, 'db', 'db.failed.log'), 'utf8'), 'no space left\n');
    assert.equal(await fs.readFile(path.join(down, 'web', 'build.log'), 'utf8'), 'built\n');
  });

  test('a service that is down for a moment, or asks to wait, and connections that break, only cost time', async (t) => {
    const directory = temporaryDirectory(t);
    const service = await startTroubled(t);
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

  test('a limit of requests that does not end fails the step after five tries', async (t) => {
    const directory = temporaryDirectory(t);
    const service = await startTroubled(t);
    service.inject({ method: 'CreateArtifact', status: 429, times: 100 });
    await fs.writeFile(path.join(directory, 'web.failed.log'), 'no space left\n');
    const step = await runPublish({ directory, environment: service.environment(), inputs: { directory: 'web' } });
    assert.equal(step.code, 1, step.log);
    assert.match(step.log, /^::error.*took no more requests/m);
    assert.equal(service.calls.length, 5);
  });

  test('logs that could not be uploaded are a warning beside an appliance that could; storage that is full is an error', async (t) => {
    const directory = temporaryDirectory(t);
    const service = await startTroubled(t);
    await writeOutputFolder(path.join(directory, 'web'));
    service.inject({ method: 'CreateArtifact', status: 403, message: 'no' });
    const warned = await runPublish({ directory, environment: service.environment(), inputs: { directory: 'web' } });
    assert.deepEqual([warned.code, warned.artifacts.map(({ name }) => name)], [0, ['appliance-web']], warned.log);
    assert.equal(warned.log.match(annotation('warning'))?.length, 1);

    service.inject({
      method: 'CreateArtifact',
      status: 403,
      message: 'insufficient usage to create artifact',
      times: 2,
    });
    const full = await runPublish({ directory, environment: service.environment(), inputs: { directory: 'web' } });
    expectRefused(full, /storage of this account is full/);
  });

  const refused = [
    {
      what: 'a token that ran out',
      token: { expires: new Date(0) },
      variables: {},
      says: /did not accept this job's token/,
    },
    {
      what: 'an Enterprise Server',
      token: {},
      variables: { GITHUB_SERVER_URL: 'https://git.example.com' },
      says: /GitHub Enterprise Server has no artifact service/,
    },
  ] as const;
  for (const { what, token, variables, says } of refused) {
    test(`${what} fails the step, and says so in words`, async (t) => {
      const directory = temporaryDirectory(t);
      const environment = shared.environment(token);
      await writeOutputFolder(path.join(directory, 'web'));
      const step = await runPublish({ directory, environment, variables, inputs: { directory: 'web' } });
      expectRefused(step, says);
      assert.match(await fs.readFile(step.outputs['subject-checksums'] ?? '', 'utf8'), /web-os\.qcow2$/m);
    });
  }

  test('a job that is cancelled in the middle of an upload does not wait for it', async (t) => {
    const directory = temporaryDirectory(t);
    const service = await startTroubled(t);
    service.inject({ method: 'CreateArtifact', delayMs: 300_000 });
    await writeOutputFolder(path.join(directory, 'web'));
    const environment = service.environment();
    const start = performance.now();
    const cancelAt = '::group::Upload appliance-web-logs';
    const step = await runPublish({ directory, environment, inputs: { directory: 'web' }, cancelAt });
    assert.equal(step.code, 1);
    assert.match(step.log, /cancelled by SIGINT/);
    assert.doesNotMatch(step.log, /^::error/m);
    assert.ok(performance.now() - start < 60_000);
  });

  test('2 GB are streamed: memory does not grow with the size of a disk', async (t) => {
    const directory = temporaryDirectory(t);
    const environment = shared.environment();
    const bytes = 2 * 1024 * mib + 5;
    await writeSparseOutput(path.join(directory, 'web'), bytes);
    const step = await runPublish({
      directory,
      environment,
      inputs: { directory: 'web', compression: 'unzipped' },
    });
    assert.equal(step.code, 0, step.log);
    assert.equal(step.artifacts[1]?.bytes, bytes);
    t.diagnostic(`peak memory ${Math.round(step.peakMemoryBytes / mib)} MiB`);
    assert.ok(step.peakMemoryBytes < 512 * mib, `${step.peakMemoryBytes / mib} MiB`);
  });
});
