// The scripts of the nightly example that need no GitHub, run as the runner runs them.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { exampleWorkflows, stepsOf } from '../../support/workflows/workflow-files.ts';

const nightly = exampleWorkflows.find(({ file }) => file.endsWith('/nightly-release.yml'));

function scriptOf(name: string): string {
  const script = nightly === undefined ? undefined : stepsOf(nightly).find(({ step }) => step.name === name)?.step.run;
  assert.ok(script !== undefined, `there is no step "${name}"`);
  return script;
}

function runIn(folder: string, name: string): { code: number | null; text: string } {
  // GitHub's documentation, "Workflow syntax", `shell`: what a run step without one is run by.
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', scriptOf(name)], { cwd: folder, encoding: 'utf8' });
  return { code: status, text: `${stdout}${stderr}` };
}

function scratch(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'nightly-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** What an artifact of an appliance is unpacked to. */
function writeAppliance(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  const files = [`${name}-os.qcow2`, `${name}.xml`, 'sbom.cdx.json'];
  for (const file of files) writeFileSync(path.join(folder, file), `${name} ${file}`);
  const sums = execFileSync('sha256sum', files, { cwd: folder, encoding: 'utf8' });
  const ofLog = `${'0'.repeat(64)}  boot-qcow2-bios.log\n`;
  writeFileSync(path.join(folder, 'SHA256SUMS'), sums + ofLog);
  writeFileSync(path.join(folder, 'manifest.json'), '{}');
}

const collect = 'Collect the files, and check them once more';

test('the files of several appliances come into one folder, with checksums of all', (t) => {
  const folder = scratch(t);
  writeAppliance(path.join(folder, 'downloaded/appliance-web'), 'web');
  writeAppliance(path.join(folder, 'downloaded/appliance-two words'), 'two words');
  mkdirSync(path.join(folder, 'downloaded/appliance-web-logs'));
  writeFileSync(path.join(folder, 'downloaded/appliance-web-logs/build.log'), 'log');
  const { code, text } = runIn(folder, collect);
  assert.equal(code, 0, text);
  const ofEach = (name: string) => ['-os.qcow2', '.manifest.json', '.sbom.cdx.json', '.xml'].map((end) => name + end);
  const release = path.join(folder, 'release');
  assert.deepEqual(readdirSync(release).sort(), ['SHA256SUMS', ...ofEach('two words'), ...ofEach('web')].sort());
  const sums = readFileSync(path.join(release, 'SHA256SUMS'), 'utf8');
  assert.equal(sums.trim().split('\n').length, 8);
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: release });
});

test('a single artifact, which is unpacked without a folder of its own, is found as well', (t) => {
  const folder = scratch(t);
  writeAppliance(path.join(folder, 'downloaded'), 'web');
  const { code, text } = runIn(folder, collect);
  assert.equal(code, 0, text);
  assert.ok(readdirSync(path.join(folder, 'release')).includes('web.manifest.json'));
});

test('a damaged disk, one of 2 GiB, and no appliance at all stop the release', (t) => {
  const damaged = scratch(t);
  writeAppliance(path.join(damaged, 'downloaded/a'), 'web');
  writeFileSync(path.join(damaged, 'downloaded/a/web-os.qcow2'), 'damaged');
  assert.notEqual(runIn(damaged, collect).code, 0);

  const large = scratch(t);
  writeAppliance(path.join(large, 'downloaded/a'), 'web');
  truncateSync(path.join(large, 'downloaded/a/manifest.json'), 2 ** 31);
  const { code, text } = runIn(large, collect);
  assert.equal(code, 1);
  assert.match(text, /^::error::a file of a release must be smaller than 2 GiB: web\.manifest\.json/m);

  const empty = scratch(t);
  mkdirSync(path.join(empty, 'downloaded'));
  assert.match(runIn(empty, collect).text, /::error::no appliance was published/);
});

test('the changelogs of all appliances make the notes, which are cut after a whole line', (t) => {
  const folder = scratch(t);
  const notes = () => readFileSync(path.join(folder, 'notes.md'), 'utf8');
  mkdirSync(path.join(folder, 'release'));
  assert.equal(runIn(folder, 'Write the changelog').code, 0);
  assert.match(notes(), /no earlier nightly/);

  mkdirSync(path.join(folder, 'changes/changes-b'));
  const line = `${'é'.repeat(499)}\n`;
  writeFileSync(path.join(folder, 'changes/changes-b/changes.md'), line);
  writeFileSync(path.join(folder, 'changes/a.md'), '# a\n');
  assert.equal(runIn(folder, 'Write the changelog').code, 0);
  assert.equal(notes(), `# a\n${line}`);

  writeFileSync(path.join(folder, 'changes/changes-b/changes.md'), line.repeat(120));
  assert.equal(runIn(folder, 'Write the changelog').code, 0);
  assert.equal(notes(), `# a\n${line.repeat(100)}\nThe rest is in CHANGES.md.\n`);
  assert.equal(readFileSync(path.join(folder, 'release/CHANGES.md'), 'utf8'), `# a\n${line.repeat(120)}`);
});
