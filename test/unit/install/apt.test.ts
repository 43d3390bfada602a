import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ApplianceError } from '../../../src/errors.ts';
import { aptConfigText, aptDirectories } from '../../../src/install/apt/config.ts';
import { extendedStates } from '../../../src/install/apt/guest.ts';
import { signedByFiles, sourcesOfRepositories, withoutCredentials } from '../../../src/install/apt/sources.ts';
import { parseStanzas, withField } from '../../../src/install/apt/stanzas.ts';
import { parseUris } from '../../../src/install/apt/uris.ts';
import { layerKey } from '../../../src/install/layer.ts';
import { installOptionsOf } from '../../../src/plan/install-options.ts';

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
  const wanted = (name: string) => ({ name, reason: 'kickstart', position: undefined });
  assert.equal(
    extendedStates({ requested: [wanted('vim'), wanted('curl=1')], excluded: [], options }, [
      installed('vim'),
      installed('curl'),
      installed('libx'),
      installed('doc', 'all'),
    ]),
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
