// How url and repo lines reach RPM repositories, and that nothing of the host has a say.
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { mountTmpfs } from '../../../src/host/root/mount.ts';
import { makeCertificates } from '../../support/certificates.ts';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { metalink, serve } from '../../support/distribution/serve.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { inPrivateNamespace, runner } from '../configure/support.ts';
import { installLines, type Lines, onlyError, openDnf, resolveLines, trialNames } from './rpm-backend.ts';

inPrivateNamespace(import.meta.url);

const { repositories, key } = await testDistribution();
const local = `url --url=file://${repositories.base}`;

async function fetched(t: TestContext, lines: Lines) {
  const opened = openDnf(t, lines);
  const resolution = await opened.backend.resolve(opened.plan);
  await opened.backend.fetch(resolution);
  return { ...opened, resolution };
}

const packages = ['trial-right'];
const isPackage = (file: string) => file.endsWith('.rpm');

describe('a repository is reached', () => {
  test('by a metalink that fits, and by a list of mirrors of which one is down', async (t) => {
    await using server = await serve(repositories.base, (file) =>
      file === '/metalink'
        ? { text: metalink(repositories.base, [server.url]) }
        : file === '/list'
          ? { text: `http://127.0.0.1:1/\n${server.url}/\n` }
          : 'file',
    );
    for (const source of ['--metalink', '--mirrorlist']) {
      const commands = [`url ${source}=${server.url}/${source === '--metalink' ? 'metalink' : 'list'}`];
      assert.deepEqual(trialNames((await fetched(t, { commands, packages })).resolution), packages);
    }
    assert.equal(server.asked.filter(isPackage).length, 2);
  });

  test('through its proxy, whose password no log shows', async (t) => {
    await using proxy = await serve(repositories.base, () => 'login');
    const commands = [`url --url=http://mirror.invalid/ --proxy=http://me:geheim@127.0.0.1:${new URL(proxy.url).port}`];
    const { log } = await fetched(t, { commands, packages });
    assert.ok(proxy.asked.some(isPackage));
    assert.deepEqual([...proxy.authorizations], [`Basic ${Buffer.from('me:geheim').toString('base64')}`]);
    assert.ok(!log.some((line) => line.includes('geheim')));
  });

  test('over TLS with an authority, a certificate and a key of its own, and not without them', async (t) => {
    const folder = temporaryDirectory(t);
    const { key: secret, cert } = makeCertificates(folder);
    const tls = { key: secret, cert, ca: cert, requestCert: true, rejectUnauthorized: true };
    await using server = await serve(repositories.base, () => 'file', tls);
    const client = `--sslclientcert=${folder}/cert.pem --sslclientkey=file://${folder}/key.pem`;
    const line = (options: string) => ({
      commands: [`url --url=${server.url} ${options}`],
      packages,
      packagesOptions: '--nocore --timeout=3 --retries=0',
    });
    await fetched(t, line(`--sslcacert=${folder}/cert.pem ${client}`));
    assert.ok(server.asked.some(isPackage));
    await fetched(t, line(`--noverifyssl ${client}`));
    const error = await onlyError(resolveLines(t, line(client)));
    assert.equal(error.code, 'repository-failed');
    assert.match(error.message, /cannot be trusted/);
    const missing = await onlyError(resolveLines(t, line('--sslcacert=/no/such/file')));
    assert.deepEqual([missing.code, missing.position?.line], ['missing-file', 2]);
  });

  test('at the lower cost, where two have the same package', async (t) => {
    await using dear = await serve(repositories.base);
    await using cheap = await serve(repositories.base);
    const commands = [
      `repo --name=dear --baseurl=${dear.url} --cost=2000`,
      `repo --name=cheap --baseurl=${cheap.url} --cost=10`,
    ];
    await fetched(t, { commands, packages });
    assert.deepEqual([dear.asked.filter(isPackage).length, cheap.asked.filter(isPackage).length], [0, 1]);
  });
});

test("nothing of the host's dnf and rpm is used: configuration, repositories, variables, plugins, macros", async (t) => {
  await using _dnf = await hostFolder('/etc/dnf', {
    'dnf.conf': '[main]\nexcludepkgs=trial-hello\ntsflags=nodocs\nproxy=http://127.0.0.1:1/\npluginpath=/etc/dnf/bad\n',
    'vars/basearch': 'mips\n',
    'vars/releasever': '99\n',
    'bad/host.py': 'raise SystemExit("a plugin of the host ran")\n',
  });
  await using _repositories = await hostFolder('/etc/yum.repos.d', {
    'host.repo': '[host]\nname=host\nbaseurl=http://127.0.0.1:1/\nenabled=1\n',
  });
  await using _rpm = await hostFolder('/etc/rpm', { 'macros.host': '%_dbpath /nowhere\n%_excludedocs 1\n' });
  const home = temporaryDirectory(t);
  await fs.writeFile(path.join(home, '.rpmmacros'), '%_install_langs fr\n%_dbpath /nowhere\n');
  const { root } = await installLines(t, {
    commands: [local],
    packages: ['trial-hello'],
    addon: [`repo url --gpgkey=${key}`],
    env: { HOME: home },
  });
  for (const file of ['doc/trial-hello/README', 'locale/de/LC_MESSAGES/trial-hello.mo']) {
    await fs.access(path.join(root, 'usr/share', file));
  }
  assert.deepEqual(await fs.readdir(path.join(root, 'usr/lib/sysimage/rpm')), ['rpmdb.sqlite']);
});

/** A folder of this host with other content, as long as the test lasts, and for its processes alone. */
async function hostFolder(folder: string, files: Readonly<Record<string, string>>): Promise<AsyncDisposable> {
  await fs.mkdir(folder, { recursive: true });
  const mounted = await mountTmpfs(runner, folder, ['size=1m']);
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), text);
  }
  return mounted;
}
