import assert from 'node:assert/strict';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { requireRepositories } from '../../../src/appliance/packages/require-repositories.ts';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { ApplianceErrors } from '../../../src/errors.ts';
import { applianceOf, errorsOf, messagesOf } from '../../support/plan-text.ts';

const dnf: BuildOptions = { backend: 'dnf' };
const root = 'part / --size=500\n';
const addon = (line: string) => `%addon org_appliance_build\n${line}\n%end\n`;

describe('the repositories of an RPM appliance', () => {
  test('a line with all its options', () => {
    const line = `repo --name=x --metalink=https://h/m?repo=x-$releasever&arch=\${basearch} --proxy=socks5://p:1 --cost=9 --includepkgs=a,b* --excludepkgs=c:1 --noverifyssl --sslcacert=/ca --sslclientcert=file:///c --sslclientkey=/k --install`;
    const [repository] = applianceOf(`${root}${line}\n`, { releasever: '42' }).repositories;
    assert.deepEqual(repository, {
      name: 'x',
      url: 'https://h/m?repo=x-42&arch=x86_64',
      list: 'metalink',
      position: { file: 'test.ks', line: 2, column: 1 },
      access: {
        proxy: 'socks5://p:1',
        noVerifySsl: true,
        sslCaCert: '/ca',
        sslClientCert: 'file:///c',
        sslClientKey: '/k',
      },
      cost: 9,
      packages: { included: ['a', 'b*'], excluded: ['c:1'] },
    });
  });

  test('options replace lines and add, folders become URLs, the later of two lines counts, the guest gets only those of --install', () => {
    const lines = [
      'url --mirrorlist=https://h/list --noverifyssl',
      'repo --name=a --baseurl=https://h/1',
      'repo --name=a --baseurl=https://h/2 --install',
      'repo --name=b',
    ];
    const { repositories } = applianceOf(`${root}${lines.join('\n')}\n`, {
      backend: 'dnf',
      repos: ['b=/srv/a folder', 'c=file:///srv/c', 'url=https://h/$arch/$releasever_major'],
      releasever: '9.4',
    });
    assert.deepEqual(
      repositories.map(({ name, url, list, forBuildOnly }) => [name, url, list, forBuildOnly]),
      [
        ['a', 'https://h/2', undefined, undefined],
        ['b', 'file:///srv/a%20folder', undefined, true],
        ['c', 'file:///srv/c', undefined, true],
        ['url', 'https://h/x86_64/9', undefined, true],
      ],
    );
  });

  test('settings of one host may differ, and a dollar of a password is its own', () => {
    const lines = 'url --url=https://u:p$w@h/a --proxy=p:1\nrepo --name=b --baseurl=https://h/b --noverifyssl\n';
    assert.equal(applianceOf(`${root}${lines}`, dnf).repositories[0]?.url, 'https://u:p$w@h/a');
  });

  for (const [line, expected, options] of [
    ['repo --name=x', '2:1 refused'],
    ['repo --name="a b" --baseurl=http://h/', '2:1 bad-value'],
    ['repo --name=.. --baseurl=http://h/', '2:1 bad-value'],
    ['url --url=http://h/\nrepo --name=url --baseurl=http://h/', '3:1 bad-value'],
    ['url --url=mirror.example.org/os', '2:11 bad-value'],
    ['url --url="http://h/debian bookworm main"', '2:11 bad-value'],
    ['url --url=rsync://h/x', '2:11 bad-value'],
    ['repo --name=x --mirrorlist=https://h/$infra', '2:28 unknown-variable'],
    ['repo --name=x --baseurl=http://h/ --includepkgs=a/b', '2:49 bad-value'],
    ['url --url=http://h/ --proxy="a b"', '2:29 bad-value'],
    ['module --name="a b" --stream=1', '2:15 bad-value'],
    ['module --name=a --stream=1/2', '2:26 bad-value'],
    ['', '- bad-option', { releasever: '../42' }],
    ['', '- bad-option', { repos: ['/srv/x'] }],
  ] as const satisfies readonly (readonly [string, string, BuildOptions?])[]) {
    test(`${JSON.stringify(line)} ${JSON.stringify(options ?? {})} gives ${expected}`, () =>
      assert.deepEqual(errorsOf(`${root}${line}\n`, { ...dnf, ...options }), [expected]));
  }

  test('addresses are no part of messages: a password may be in them', () => {
    const lines = 'url --url=htp://u:geheim@h/$infra\nrepo --name=b --baseurl="http://u:geheim@h/ x"\n';
    const messages = messagesOf(`${root}${lines}`, dnf);
    assert.equal(messages.length, 3);
    assert.doesNotMatch(messages.join(' '), /geheim/);
  });
});

describe('what a build needs and a check does not', () => {
  const missing = (text: string, options: BuildOptions = {}) => {
    try {
      requireRepositories(applianceOf(`${root}${text}\n`, { ...dnf, ...options }));
      return [];
    } catch (error) {
      if (!(error instanceof ApplianceErrors)) throw error;
      return error.errors.map(({ code, position, hint }) => [code, position?.line, hint]);
    }
  };

  test('a repository', () => {
    const hint =
      'add a line such as: url --url=https://HOST/PATH (or --mirrorlist, --metalink), or give --repo NAME=URL';
    assert.deepEqual(missing(''), [['no-repository', undefined, hint]]);
    assert.deepEqual(missing('', { repos: ['a=/srv/a'] }), []);
    assert.deepEqual(missing('', { backend: 'apt' }), []);
  });

  test('the release, if an address or a key has it', () => {
    const lines = 'url --url=https://h/$releasever\nrepo --name=b --baseurl=https://h/$basearch';
    assert.deepEqual(missing(lines), [['no-releasever', 2, 'give --releasever 42, say']]);
    assert.deepEqual(missing(lines, { releasever: '42' }), []);
    const key = `repo --name=b --baseurl=https://h/\n${addon(`repo b --gpgkey=https://h/KEY-\${releasever}`)}`;
    assert.deepEqual(missing(key), [['no-releasever', 2, 'give --releasever 42, say']]);
  });
});

describe('signatures and priorities come from the addon', () => {
  const lines = `${root}url --url=https://h/a\nrepo --name=b --baseurl=https://h/b\n`;
  const spec = (line: string, name: string) =>
    applianceOf(`${lines}${addon(line)}`, { ...dnf, releasever: '42' }).repositories.find((one) => one.name === name);

  test('keys add up, imply the check, and paths count from the folder of the kickstart', () => {
    const { keys, checkSignatures, priority } =
      spec('repo url --gpgkey=https://h/K-$releasever,keys/a --gpgkey=/k\nrepo url --gpgkey=/k --priority=10', 'url') ??
      {};
    assert.deepEqual(keys, ['https://h/K-42', path.resolve('keys/a'), '/k']);
    assert.deepEqual([checkSignatures, priority], [true, 10]);
  });

  test('the check alone, for a repository of --repo too; others stay as they are', () => {
    assert.equal(spec('repo b --gpgcheck', 'b')?.checkSignatures, true);
    assert.equal(spec('repo b --gpgcheck', 'url')?.checkSignatures, undefined);
    assert.equal(spec('repo b --priority=1', 'b')?.checkSignatures, undefined);
    const { repositories } = applianceOf(`${root}${addon('repo c --gpgcheck')}`, { ...dnf, repos: ['c=/srv/c'] });
    assert.equal(repositories[0]?.checkSignatures, true);
  });

  for (const [line, expected, options] of [
    ['repo c --gpgcheck', '5:6 unknown-repository'],
    ['repo b', '5:1 missing-option'],
    ['repo b --priority=100', '5:19 bad-value'],
    ['repo b --gpgkey=ssh://h/k', '5:17 bad-value'],
    ['repo b --gpgkey=ftp://h/k', '5:17 bad-value'],
    ['repo b --gpgcheck', '5:6 refused', { backend: 'apt' }],
  ] as const) {
    test(`${line} gives ${expected}`, () =>
      assert.deepEqual(errorsOf(`${lines}${addon(line)}`, { ...dnf, ...options }), [expected]));
  }

  test('--require-signatures is in the appliance', () => {
    assert.equal(applianceOf(root, { requireSignatures: true }).requireSignatures, true);
    assert.equal(applianceOf(root).requireSignatures, false);
  });
});
