import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';

function file(t: TestContext, text: string): string {
  const full = path.join(temporaryDirectory(t), 'a.ks');
  writeFileSync(full, `part / --size=500\nbootloader --append=console=ttyS0\nrootpw x\n${text}`);
  return full;
}

test('the help of build has the backends and the signatures', async () => {
  const { code, stdout } = await runCli(['build', '--help']);
  assert.equal(code, 0);
  const help = stdout.replaceAll(/\s+/g, ' ');
  assert.match(help, /--backend <backend> package manager: auto \(as the kickstart reads\), apt or dnf/);
  assert.match(help, /--require-signatures take no package whose signature no known key verifies/);
});

test('plan says why it is dnf, and shows groups and modules', async (t) => {
  const text = 'url --url=https://h/$releasever\n%packages\n@^server\n@fonts\nvim-enhanced\n@php:8\n-@dial-up\n%end\n';
  const ks = file(t, text);
  const { code, stdout, stderr } = await runCli(['plan', '--releasever=42', ks]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /backend dnf \(--releasever 42: a release of RPM distributions\)/);
  assert.match(stdout, /^packages asked for: @\^server @fonts vim-enhanced$/m);
  assert.match(stdout, /^packages added: +@core \(core\), kernel \(kernel\)/m);
  assert.match(stdout, /^packages excluded: +@dial-up$/m);
  assert.match(stdout, /^modules: +php:8\/default$/m);
  const json = JSON.parse((await runCli(['plan', '--json', '--releasever=42', ks])).stdout);
  assert.equal(json.backendReason, '--releasever 42: a release of RPM distributions');
});

test('check passes a kickstart that leaves repository and release to the command line; plan says what is missing', async (t) => {
  const without = file(t, '%packages\n@^server\nkernel\n%end\n');
  assert.equal((await runCli(['check', without])).code, 0);
  const plan = await runCli(['plan', without]);
  assert.equal(plan.code, 2);
  assert.match(
    plan.stderr,
    /error: the kickstart names no repository, and the host's own are never used\n {2}hint: .*--repo NAME=URL/,
  );
  const release = file(t, 'url --url=https://h/$releasever\n');
  assert.equal((await runCli(['check', release])).code, 0);
  const { code, stderr } = await runCli(['plan', release]);
  assert.equal(code, 2);
  assert.match(stderr, /a\.ks:4:1: error: the address of the repository url has \$releasever in it/);
});

test('check judges the lines of an RPM kickstart that has errors of the language as those of one', async (t) => {
  const ks = file(t, 'frob\n%packages\n@^server\nkernel\n%end\n');
  const { code, stderr, stdout } = await runCli(['check', ks]);
  assert.equal(code, 2);
  assert.match(stdout, /: 1 error\n$/, stderr);
});
