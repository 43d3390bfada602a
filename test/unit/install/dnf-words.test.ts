import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rpmPackages } from '../../../src/install/dnf/ask/packages.ts';
import { nobodyAnswers, repositoryError, withoutCredentials } from '../../../src/install/dnf/ask/refusals.ts';
import { signatureVariation } from '../../../src/install/dnf/dnf.ts';
import { repositoryText } from '../../../src/install/dnf/guest.ts';
import { ScriptletWatch } from '../../../src/install/dnf/root/scriptlets.ts';
import { parseChecksig } from '../../../src/install/dnf/verify/signatures.ts';

describe('what rpmkeys says of signatures', () => {
  // As rpm 4.18 and rpm 6 print them.
  const lines = [
    'bad.rpm:',
    '    Header V4 RSA/SHA512 Signature, key ID 68b2e380: BAD',
    '    Payload SHA256 digest: OK',
    'good-1-1.noarch.rpm:',
    '    Header V4 RSA/SHA512 Signature, key ID 68b2e380: OK',
    '    Header SHA256 digest: OK',
    '    Payload SHA256 digest: OK',
    'newer-1-1.noarch.rpm:',
    '    Header OpenPGP V4 RSA/SHA512 signature, key fingerprint: 7fd3bdd20dae28d6ad3262f9810455f67dc152eb: OK',
    '    Payload SHA3-256 digest: NOTFOUND',
    '    Payload SHA256 ALT digest: OK',
    '    Legacy OpenPGP RSA signature: NOTFOUND',
    'older-1-1.noarch.rpm:',
    '    Header V3 RSA/SHA256 Signature, key ID 68b2e380: OK',
    '    Header SHA1 digest: OK',
    '    V3 RSA/SHA256 Signature, key ID 68b2e380: OK',
    '    MD5 digest: OK',
    'header-alone-1-1.noarch.rpm:',
    '    Header V3 RSA/SHA256 Signature, key ID 68b2e380: OK',
    '    Header SHA1 digest: OK',
    '    MD5 digest: OK',
    'stranger-1-1.noarch.rpm:',
    '    Header OpenPGP V4 RSA/SHA512 signature, key ID 673fadca68b2e380: NOKEY',
    '    Header SHA256 digest: OK',
    'unsigned-1-1.noarch.rpm:',
    '    Header SHA3-256 digest: NOTFOUND',
    '    Header SHA256 digest: OK',
    'altered-1-1.noarch.rpm:',
    '    Header SHA256 digest: BAD (Expected e95d != 6c6d)',
    'payload-1-1.noarch.rpm:',
    '    Header OpenPGP V4 RSA/SHA512 signature, key fingerprint: 7fd3bdd20dae28d6ad3262f9810455f67dc152eb: OK',
    '    Payload SHA512 digest: NOTFOUND',
    '    Payload SHA256 digest: BAD (Expected 4374 != 315e)',
    '    Legacy OpenPGP RSA signature: NOTFOUND',
    'new-1-1.noarch.rpm:',
    '    Header OpenPGP V4 RSA/SHA512 signature, key fingerprint: 7fd3bdd20dae28d6ad3262f9810455f67dc152eb: OK',
    '    Payload SHA256 digest: OK',
  ];

  test('is one verdict for each file', () => {
    assert.deepEqual(Object.fromEntries(parseChecksig(lines.join('\n'))), {
      'bad.rpm': 'bad',
      'good-1-1.noarch.rpm': 'verified',
      'newer-1-1.noarch.rpm': 'verified',
      'older-1-1.noarch.rpm': 'verified',
      'header-alone-1-1.noarch.rpm': 'unsigned',
      'stranger-1-1.noarch.rpm': 'unknown-key',
      'unsigned-1-1.noarch.rpm': 'unsigned',
      'altered-1-1.noarch.rpm': 'bad',
      'payload-1-1.noarch.rpm': 'bad',
      'new-1-1.noarch.rpm': 'verified',
    });
  });
});

describe('what rpm says of scriptlets', () => {
  test('names the one that failed, with what it had printed itself', () => {
    const watch = new ScriptletWatch();
    for (const line of [
      'Verifying packages...',
      'Preparing packages...',
      'one-1-1.noarch',
      'output of one',
      'two-1-2.x86_64',
      'cannot find the frobnicator',
      'warning: %post(two-1-2.x86_64) scriptlet failed, exit status 3',
      'error: %pre(three-1-1.noarch) scriptlet failed, signal 9',
      'error: three-1-1.noarch: install failed',
    ]) {
      watch.take(line);
    }
    assert.deepEqual(watch.failed, [
      { scriptlet: '%post', nevra: 'two-1-2.x86_64', ending: 'exit status 3', output: ['cannot find the frobnicator'] },
      { scriptlet: '%pre', nevra: 'three-1-1.noarch', ending: 'signal 9', output: [] },
    ]);
  });
});

describe('trouble with a repository', () => {
  const curl = (text: string) => [
    'Failed to download metadata for repo base: Cannot download repomd.xml: All mirrors were tried',
    `  - ${text} for http://host/repodata/repomd.xml`,
  ];
  const repositories = [{ name: 'base', url: 'http://host/', position: { file: 'a.ks', line: 3, column: 1 } }];

  for (const [text, code, words] of [
    ["Curl error (7): Couldn't connect to server", 'repository-unreachable', /cannot be reached/],
    ['Curl error (28): Timeout was reached', 'repository-unreachable', /cannot be reached/],
    ['Status code: 404', 'repository-failed', /no repository at its address/],
    ['Status code: 403', 'repository-failed', /does not let this machine in/],
    ['repomd.xml parser error: Parse error at line: 1', 'repository-failed', /no repository metadata/],
    [
      'Parsing unsuccessful: Element <repomd> was not found - Bad repomd file',
      'repository-failed',
      /no repository meta/,
    ],
    ['Curl error (60): SSL peer certificate or SSH remote key was not OK', 'repository-failed', /cannot be trusted/],
  ] as const) {
    test(`is told apart: ${text}`, () => {
      const refusal = { code: 'repository' as const, detail: curl(text), repository: 'base' };
      const error = repositoryError(refusal, repositories);
      assert.equal(error.code, code);
      assert.match(error.message, words);
      assert.equal(error.position?.line, 3);
      assert.equal(nobodyAnswers(refusal), code === 'repository-unreachable');
    });
  }

  test('is told without the user name and password of an address', () => {
    assert.equal(
      withoutCredentials('for https://me:sec@ret@host/x and http://host/y@z'),
      'for https://***@host/x and http://host/y@z',
    );
  });
});

describe('packages of a repository', () => {
  const found = {
    name: 'bash',
    epoch: 0,
    version: '5',
    release: '1',
    arch: 'x86_64',
    checksum: 'a'.repeat(64),
    sizeBytes: 1,
    installedBytes: 2,
    repository: 'base',
    location: 'b/bash.rpm',
  };

  test('have an epoch in their version only if it is not 0', () => {
    assert.equal(rpmPackages([found])[0]?.version, '5-1');
    assert.equal(rpmPackages([{ ...found, epoch: 2 }])[0]?.version, '2:5-1');
  });

  test('cannot reach out of the folder of packages by their names', () => {
    for (const name of ['../../etc/passwd', '..', '~root'])
      assert.throws(() => rpmPackages([{ ...found, name }]), { code: 'bad-metadata' });
    assert.throws(() => rpmPackages([{ ...found, arch: 'x/../../y' }]), { code: 'bad-metadata' });
  });

  test('cannot be taken for options of rpm', () => {
    assert.throws(() => rpmPackages([{ ...found, name: '--nosignature' }]), { code: 'bad-metadata' });
  });

  test('have the version signs of RPM', () => {
    const [one] = rpmPackages([{ ...found, version: '5~rc1^20260101', release: '1.el10_2' }]);
    assert.equal(one?.fileName, 'bash-5~rc1^20260101-1.el10_2.x86_64.rpm');
  });

  test('need a SHA-256', () => {
    assert.throws(() => rpmPackages([{ ...found, checksum: 'a'.repeat(40) }]), { code: 'no-checksum' });
  });
});

describe('what was demanded of signatures', () => {
  const packages = [{ sha256: '1'.repeat(64), repository: 'a' }];
  const open = { name: 'a', url: 'https://h/', position: undefined };
  const checked = { ...open, checkSignatures: true } as const;
  const key = (text: string) => new Map([['a', [{ source: 'k', text }]]]);
  const demands = { repositories: [open], keys: new Map(), requireSignatures: false };
  const variation = (more: Partial<typeof demands>, from = 'a') =>
    signatureVariation(
      packages.map((one) => ({ ...one, repository: from })),
      { ...demands, ...more },
    );

  test('keeps layers apart by whether it is demanded, and by the keys', () => {
    const all = [
      variation({}),
      variation({ requireSignatures: true }),
      variation({ repositories: [checked], keys: key('one') }),
      variation({ repositories: [checked], keys: key('two') }),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  test('keeps them apart by the repository that a package comes from, if that one has other demands', () => {
    const repositories = [open, { ...checked, name: 'b' }];
    assert.notEqual(variation({ repositories }, 'a'), variation({ repositories }, 'b'));
    const alike = [open, { ...open, name: 'b' }];
    assert.equal(variation({ repositories: alike }, 'a'), variation({ repositories: alike }, 'b'));
  });
});

describe('the repository file of the guest', () => {
  test('gives a repository called main another name, since dnf passes over that one', () => {
    const text = repositoryText({ name: 'main', url: 'https://host/', position: undefined }, []);
    assert.match(text, /^\[main-repository\]\nname=main\n/);
  });

  test('has the keys and leaves passwords here', () => {
    const text = repositoryText(
      {
        name: 'extra',
        url: 'https://me:secret@host/x/$basearch/',
        position: undefined,
        priority: 10,
        packages: { included: ['a*'], excluded: [] },
        access: { noVerifySsl: true, proxy: 'http://proxy:1' },
      },
      ['/etc/pki/rpm-gpg/RPM-GPG-KEY-extra'],
    );
    assert.equal(
      text,
      '[extra]\nname=extra\nbaseurl=https://host/x/$basearch/\nenabled=1\ngpgcheck=1\ngpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-extra\npriority=10\nincludepkgs=a*\nsslverify=0\n',
    );
  });
});
