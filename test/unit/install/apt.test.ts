import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ApplianceError } from '../../../src/errors.ts';
import { accessSettings } from '../../../src/install/apt/access.ts';
import { architectureOptions, architectureSettings } from '../../../src/install/apt/architecture.ts';
import { aptConfigText, aptDirectories } from '../../../src/install/apt/config.ts';
import { globPattern } from '../../../src/install/apt/filter-lists.ts';
import { extendedStates, sourcesForGuest } from '../../../src/install/apt/guest.ts';
import { pathFilters } from '../../../src/install/apt/path-filters.ts';
import { signedByFiles, sourcesOfRepositories, withoutCredentials } from '../../../src/install/apt/sources.ts';
import { parseStanzas, withField } from '../../../src/install/apt/stanzas.ts';
import { parseUris } from '../../../src/install/apt/uris.ts';
import { layerKey } from '../../../src/install/layer.ts';
import { installOptionsOf } from '../../../src/plan/install-options.ts';
import { planOf } from '../../support/plan-text.ts';

const options = installOptionsOf(undefined);
const sha = (digit: string) => digit.repeat(64);
const repository = (url: string) => ({ name: 'main', url, position: undefined });

describe("the kickstart's repositories become apt sources", () => {
  const table: readonly (readonly [url: string, line: string])[] = [
    ['http://host/debian', 'deb http://host/debian bookworm main\n'],
    ['http://host/debian trixie', 'deb http://host/debian trixie main\n'],
    ['https://host/debian trixie main contrib', 'deb https://host/debian trixie main contrib\n'],
    ['file:///srv/repo ./', 'deb file:///srv/repo ./\n'],
  ];
  for (const [url, line] of table) {
    test(url, () => assert.equal(sourcesOfRepositories([repository(url)], 'bookworm')[0]?.text, line));
  }
  test('the cheapest first, which apt prefers; a list of mirrors goes to apt itself', () => {
    const sources = sourcesOfRepositories(
      [
        repository('http://usual/'),
        { ...repository('http://dear/'), cost: 1001 },
        { ...repository('http://cheap/mirrors.txt trixie'), cost: 999, list: 'mirrorlist' },
      ],
      'bookworm',
    );
    assert.deepEqual(
      sources.map(({ text }) => text),
      [
        'deb mirror+http://cheap/mirrors.txt trixie main\n',
        'deb http://usual/ bookworm main\n',
        'deb http://dear/ bookworm main\n',
      ],
    );
  });
  test('an address that is wrong is shown without its password', () => {
    assert.throws(() => sourcesOfRepositories([repository('ssh://me:geheim@host/x')], 'x'), /read: ssh:\/\/host\/x$/);
  });
  for (const url of ['host/debian', 'http://', 'ssh://host/x', 'http://host/[trusted=yes]', '']) {
    test(`refused: ${url}`, () => {
      assert.throws(
        () => sourcesOfRepositories([repository(url)], 'x'),
        (error) => error instanceof ApplianceError && error.code === 'bad-repository-url',
      );
    });
  }
});

describe('sources go into the guest', () => {
  test('without user names and passwords', () => {
    assert.equal(withoutCredentials('deb https://me:secret@host/debian x main'), 'deb https://host/debian x main');
    assert.equal(
      withoutCredentials('URIs: http://token@host/a http://other/b@c'),
      'URIs: http://host/a http://other/b@c',
    );
  });
  test('with the keys they name', () => {
    assert.deepEqual(signedByFiles('Signed-By: /a/key.gpg\n'), ['/a/key.gpg']);
    assert.deepEqual(signedByFiles('deb [arch=amd64 signed-by=/a.gpg,/b.gpg] http://x y z'), ['/a.gpg', '/b.gpg']);
    assert.deepEqual(signedByFiles('Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n'), []);
  });
});

describe('the guest gets', () => {
  const source = (name: string, text = `deb http://${name}/ x main\n`) => ({ name: `${name}.list`, text });
  const forBuild = (name: string) => ({ ...source(name), forBuildOnly: true as const });
  const local = source('local', 'deb [trusted=yes] file:/srv x main\n');
  const names = (...sources: Parameters<typeof sourcesForGuest>[0]) => {
    const { kept, notes } = sourcesForGuest(sources);
    return [kept.map(({ name }) => name).join(' '), notes.length];
  };
  test('url and what repo --install says; a note tells of the others', () =>
    assert.deepEqual(names(source('url'), forBuild('a'), source('b')), ['url.list b.list', 1]));
  test('what served the build if it would have no source at all', () =>
    assert.deepEqual(names(local, forBuild('a'), forBuild('b')), ['a.list b.list', 1]));
  test('no folders of this machine, and a note if there is nothing else', () => {
    assert.deepEqual(names(source('url'), local), ['url.list', 0]);
    assert.deepEqual(names(local), ['', 1]);
  });
});

describe('how hosts are reached', () => {
  test('is told to apt for each host', () => {
    const access = { noVerifySsl: true, sslClientCert: '/c.pem', sslClientKey: 'file:///k.pem' } as const;
    assert.deepEqual(
      accessSettings([
        { ...repository('http://a:81/debian bookworm'), access: { proxy: 'proxy:3128' } },
        { ...repository('https://b/'), access: { ...access, proxy: 'socks5h://p' } },
        repository('https://c/'),
      ]),
      [
        ['Acquire::http::Proxy::a', 'http://proxy:3128'],
        ['Acquire::https::Proxy::b', 'socks5h://p'],
        ['Acquire::https::b::Verify-Peer', 'false'],
        ['Acquire::https::b::Verify-Host', 'false'],
        ['Acquire::https::b::SslCert', '/c.pem'],
        ['Acquire::https::b::SslKey', '/k.pem'],
        ['APT::Sandbox::User', 'root'],
      ],
    );
  });
});

describe('what dpkg leaves out', () => {
  const filtersOf = (header: string) =>
    pathFilters(planOf(`part / --size=500\n%packages ${header}\n%end\n`).packages.options);
  test('nothing without options, and nothing for all languages', () => {
    assert.deepEqual(filtersOf(''), []);
    assert.deepEqual(filtersOf('--inst-langs=all:de'), []);
  });
  test('documentation, but for licences', () => {
    const filters = filtersOf('--excludedocs');
    assert.deepEqual(filters.slice(0, 2), ['path-exclude=/usr/share/doc/*', 'path-include=/usr/share/doc/*/copyright']);
    assert.ok(!filters.some((filter) => filter.includes('locale')));
  });
  test('other languages: a country brings the messages of its language, a language those of its countries', () => {
    const kept = filtersOf('--inst-langs=pt_BR.UTF-8:de').filter((filter) => /include=.*\/locale\//.test(filter));
    assert.deepEqual(
      kept.map((filter) => filter.replace('path-include=/usr/share/locale/', '')),
      ['locale.alias', 'pt_BR/*', 'pt/*', 'de/*', 'de_*/*', 'de@*/*'],
    );
  });
  test('all translations if the list is empty', () => {
    assert.deepEqual(filtersOf('--inst-langs=').slice(0, 2), [
      'path-exclude=/usr/share/locale/*',
      'path-include=/usr/share/locale/locale.alias',
    ]);
  });
});

for (const [glob, yes, no] of [
  ['linux-*', ['linux-', 'linux-image'], ['xlinux-', 'linux']],
  ['lib?.1+[a-c]', ['libx.1+b'], ['libx11+b', 'libx.1+d', 'lib.1+a']],
  ['a[!b]', ['ac'], ['ab', 'a']],
  ['a[', ['a['], ['a']],
] as const) {
  test(`the pattern ${glob} of a repo line`, () => {
    assert.deepEqual(
      [...yes, ...no].filter((name) => globPattern(glob).test(name)),
      yes,
    );
  });
}

describe('the private apt', () => {
  const text = aptConfigText(
    aptDirectories('/scratch/apt'),
    [
      'Acquire::http::Proxy "http://proxy:3128";',
      'Acquire::Check-Valid-Until "false";',
      'Acquire::IndexTargets::deb::DEP-11 "x";',
      'APT::Install-Recommends "1";',
      'Dir::Cache "var/cache/apt";',
      'DPkg::Pre-Install-Pkgs:: "/usr/sbin/dpkg-preconfigure";',
    ].join('\n'),
    { retries: 3, timeoutSeconds: 20 },
  );
  test('reaches the network as the host does', () =>
    assert.match(text, /^Acquire::http::Proxy "http:\/\/proxy:3128";\nAcquire::Check-Valid-Until "false";$/m));
  test('takes nothing else of the host', () =>
    assert.doesNotMatch(text, /DEP-11|Recommends "1"|var\/cache\/apt|preconfigure/));
  test('waits and asks again as %packages says', () => {
    assert.match(text, /^Acquire::https::Timeout "20";\nAcquire::Retries "3";$/m);
  });
  test('verifies signatures whatever the host thinks', () =>
    assert.match(text, /^Acquire::AllowInsecureRepositories "false";$/m));
});

describe('what apt prints', () => {
  test('addresses, sizes and checksums', () => {
    const output = [
      'Reading package lists...',
      `'http://host/pool/main/g/glibc/libc6_2.36-9%2bdeb12u14_amd64.deb' libc6_2.36-9+deb12u14_amd64.deb 2759320 SHA256:${sha('b')}`,
      `'http://host/x/vim_9%3a1.0-1_all.deb' vim_2%3a9.0-1_all.deb 10 SHA256:${sha('a')}`,
      "'http://host/old_1_all.deb' old_1_all.deb 10 MD5Sum:8e7e741807b1e1939df8f58323affdcb",
    ].join('\n');
    assert.deepEqual(
      parseUris(output).map(({ name, version, arch, sizeBytes, sha256 }) => [name, version, arch, sizeBytes, sha256]),
      [
        ['libc6', '2.36-9+deb12u14', 'amd64', 2759320, sha('b')],
        ['vim', '2:9.0-1', 'all', 10, sha('a')],
        ['old', '1', 'all', 10, undefined],
      ],
    );
  });

  test('paragraphs, with continued lines', () => {
    const [first, second] = parseStanzas(
      'Package: a\nDescription: one\n Filename: not this\nFilename: pool/a.deb\n\n\nPackage: b\n',
    );
    assert.equal(first?.field('filename'), 'pool/a.deb');
    assert.equal(second?.field('Package'), 'b');
    assert.ok(first !== undefined);
    assert.equal(
      withField(first, 'Filename', './a.deb'),
      'Package: a\nDescription: one\n Filename: not this\nFilename: ./a.deb',
    );
  });
});

test('apt in the guest knows what was only pulled in', () => {
  const installed = (name: string, arch = 'amd64') => ({
    name,
    version: '1',
    arch,
    sha256: sha('0'),
    sizeBytes: 1,
    installedBytes: 1,
  });
  const wanted = (name: string, ...alternatives: string[]) => ({
    ...{ name, reason: 'kickstart', position: undefined },
    ...(alternatives.length > 0 ? { alternatives } : {}),
  });
  assert.equal(
    extendedStates(
      {
        requested: [wanted('vim'), wanted('curl=1'), wanted('kernel', 'image'), wanted('g++-?*')],
        excluded: [],
        groups: [],
        excludedGroups: [],
        environment: undefined,
        modules: [],
        options,
      },
      [
        installed('vim'),
        installed('curl'),
        installed('image'),
        installed('g++-12'),
        installed('libx'),
        installed('doc', 'all'),
      ],
    ),
    'Package: libx\nArchitecture: amd64\nAuto-Installed: 1\n\nPackage: doc\nArchitecture: amd64\nAuto-Installed: 1\n\n',
  );
});

describe('the key of a layer', () => {
  const pack = (name: string, version = '1', digit = '0') => ({
    name,
    version,
    arch: 'amd64',
    sha256: sha(digit),
    sizeBytes: 1,
    installedBytes: 1,
  });
  const key = (...packages: ReturnType<typeof pack>[]) =>
    layerKey({ name: 'apt', layerVersion: '1' }, { packages, variations: [] });
  test('does not depend on the order', () => assert.equal(key(pack('a'), pack('b')), key(pack('b'), pack('a'))));
  test('depends on the set', () => assert.notEqual(key(pack('a')), key(pack('a'), pack('b'))));
  test('depends on versions', () => assert.notEqual(key(pack('a')), key(pack('a', '2'))));
  test('depends on checksums', () => assert.notEqual(key(pack('a')), key(pack('a', '1', '1'))));
  test('depends on how they are installed', () =>
    assert.notEqual(
      layerKey({ name: 'apt', layerVersion: '1' }, { packages: [], variations: ['without documentation'] }),
      layerKey({ name: 'apt', layerVersion: '1' }, { packages: [], variations: [] }),
    ));
  test('depends on the backend', () =>
    assert.notEqual(
      layerKey({ name: 'apt', layerVersion: '1' }, { packages: [], variations: [] }),
      layerKey({ name: 'apt', layerVersion: '2' }, { packages: [], variations: [] }),
    ));
});

describe('apt of another architecture', () => {
  test('is told of it, and of no other', () => {
    const text = aptConfigText(aptDirectories('/b'), '', options, architectureSettings('aarch64', 'x86_64'));
    assert.match(text, /^APT::Architecture "arm64";\nAPT::Architectures:: "arm64";$/m);
    assert.deepEqual(architectureOptions('aarch64', 'x86_64'), ['--architectures=arm64']);
  });
  test('on a machine of its own is as that is set up', () => {
    assert.deepEqual([architectureSettings('x86_64', 'x86_64'), architectureOptions('aarch64', 'aarch64')], [[], []]);
  });
});
