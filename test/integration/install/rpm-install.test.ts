// What the dnf backend installs, and what happens when that goes wrong.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { mountTmpfs } from '../../../src/host/root/mount.ts';
import { layerKey } from '../../../src/install/layer.ts';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { inPrivateNamespace, runner } from '../configure/support.ts';
import { installLines, onlyError, openDnf, resolveLines, trialNames } from './rpm-backend.ts';

inPrivateNamespace(import.meta.url);

const distribution = await testDistribution();
const local = `url --url=file://${distribution.repositories.base}`;
const key = () => `repo url --gpgkey=file://${distribution.key}`;

describe('scriptlets', () => {
  const install = (t: TestContext, name: string, packagesOptions = '--nocore') =>
    installLines(t, { commands: [local], packages: [name], packagesOptions, addon: [key()] });

  for (const [name, scriptlet, ending, output] of [
    ['trial-bad-pre', '%pre', 'exit status 7', 'the pre scriptlet has no hope'],
    ['trial-bad-post', '%post', 'exit status 9', 'the post scriptlet gave up'],
    ['trial-bad-posttrans', '%posttrans', 'exit status 1', 'too late'],
  ] as const) {
    test(`${scriptlet} that fails is named, with its output`, async (t) => {
      const error = await onlyError(install(t, name));
      assert.equal(error.code, 'scriptlet-failed');
      assert.ok(
        error.message.includes(`the ${scriptlet} scriptlet of ${name}-1.0-1.noarch failed (${ending})`),
        error.message,
      );
      assert.deepEqual(error.detail, [output]);
    });
  }
  test('one that fails when its package is in place is a warning with --ignorebroken', async (t) => {
    const { warnings, resolution } = await install(t, 'trial-bad-post', '--nocore --ignorebroken');
    assert.deepEqual(trialNames(resolution), ['trial-bad-post']);
    assert.match(warnings[0]?.message ?? '', /%post scriptlet of trial-bad-post-.* gave up/);
  });
  test('the warning comes again with the layer, which serves no build without --ignorebroken', async (t) => {
    const cacheDirectory = path.join(temporaryDirectory(t), 'cache');
    const lines = { commands: [local], packages: ['trial-bad-post'], addon: [key()], cacheDirectory };
    const forgiving = { ...lines, packagesOptions: '--nocore --ignorebroken' };
    const { backend } = await installLines(t, forgiving);
    const again = await resolveLines(t, forgiving);
    assert.match(again.warnings[0]?.message ?? '', /%post scriptlet of trial-bad-post-.* gave up/);
    const strict = await resolveLines(t, lines);
    assert.deepEqual(strict.warnings, []);
    assert.notEqual(layerKey(backend, strict), layerKey(backend, again));
  });
});

test('no room for the packages', async (t) => {
  const opened = openDnf(t, { commands: [local], packages: ['bash'], addon: [key()] });
  await using _small = await mountTmpfs(runner, opened.root, ['size=20m']);
  const resolution = await opened.backend.resolve(opened.plan);
  await opened.backend.fetch(resolution);
  const error = await onlyError(opened.backend.install(resolution, opened.root));
  assert.equal(error.code, 'no-space');
  assert.match(error.hint ?? '', /make room/);
});

test('the installed root: documents and languages as asked, the database where the guest looks for it', async (t) => {
  const { root, resolution } = await installLines(t, {
    commands: [local],
    packages: ['trial-hello', 'rpm', 'bash', 'trial-changes'],
    packagesOptions: '--nocore --excludedocs --inst-langs=de',
    addon: [key()],
  });
  const below = (folder: string) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  assert.ok(!below('usr/share').some((name) => /trial-hello\.1$|trial-hello\/README/.test(name)));
  assert.deepEqual(
    below('usr/share/locale').filter((name) => name.endsWith('trial-hello.mo')),
    ['de/LC_MESSAGES/trial-hello.mo'],
  );
  assert.equal(readFileSync(path.join(root, 'etc/trial-changes.conf'), 'utf8'), 'answer = 42\n');
  assert.deepEqual([...below('usr/lib/sysimage/rpm'), ...below('etc/kernel')].sort(), ['install.d', 'rpmdb.sqlite']);
  const { stdout } = await runner.run('chroot', [root, 'rpm', '-qa', '--qf', '%{NAME} %{EVR} %{ARCH}\\n']);
  const seen = stdout.split('\n').sort();
  const resolved = resolution.packages.map(({ name, version, arch }) => `${name} ${version} ${arch}`).sort();
  assert.deepEqual(seen, resolved);
});
