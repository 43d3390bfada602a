import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { packageRequestOf } from '../../../src/plan/packages/request.ts';
import { applianceOf, planOf } from '../../support/plan-text.ts';

const host = { id: 'debian', release: 'bookworm' };

interface Lines {
  readonly commands?: readonly string[];
  readonly packages?: readonly string[];
  readonly header?: string;
  readonly rest?: readonly string[];
  readonly options?: BuildOptions;
  readonly host?: typeof host;
}

function requestOf({ commands = ['part / --size=900'], packages = ['nginx', 'curl'], ...more }: Lines = {}) {
  const header = `%packages ${more.header ?? ''}`.trimEnd();
  const text = [...commands, header, ...packages, '%end', ...(more.rest ?? []), ''].join('\n');
  const appliance = applianceOf(text, more.options);
  return packageRequestOf(appliance, planOf(text, more.options).packages, more.host ?? host);
}
const part = 'part / --size=900';

describe('the same request has the same checksum, whatever', () => {
  const same: Readonly<Record<string, Lines>> = {
    'the order of the packages': { packages: ['curl', 'nginx'] },
    'the size of the disks': { commands: ['part / --size=5000'] },
    'scripts and passwords': { commands: [part, 'rootpw --plaintext geheim'], rest: ['%post', 'true', '%end'] },
    'the name, memory and formats': { options: { name: 'other', memoryMiB: 4096, formats: ['raw'] } },
    'patience with repositories': { header: '--retries=7 --timeout=90' },
  };
  for (const [what, lines] of Object.entries(same)) {
    test(what, () => assert.deepEqual(requestOf(lines), requestOf()));
  }

  test('the password of a repository', () => {
    const withUser = (user: string) =>
      requestOf({ commands: [part, `url --url="http://${user}host/debian trixie main" --proxy=http://${user}proxy`] });
    assert.deepEqual(withUser('me:geheim@'), withUser(''));
  });
});

describe('another request has another checksum', () => {
  const others: Readonly<Record<string, Lines>> = {
    'one more package': { packages: ['nginx', 'curl', 'vim'] },
    'an excluded package': { packages: ['nginx', 'curl', '-vim'] },
    'a filesystem that needs its tools': { commands: ['part / --size=900 --fstype=xfs'] },
    'an option of the section': { header: '--excludedocs' },
    'a repository': { commands: [part, 'repo --name=more --baseurl="http://host/debian bookworm contrib"'] },
    'another host, if its sources are used': { host: { id: 'ubuntu', release: 'noble' } },
  };
  const known = requestOf().sha256;
  for (const [what, lines] of Object.entries(others)) {
    test(what, () => assert.notEqual(requestOf(lines).sha256, known));
  }
});

describe('distribution and release', () => {
  const url = (address: string) => [part, `url --url="${address}"`];
  const rows: readonly (readonly [Lines, string])[] = [
    [{}, 'apt debian bookworm'],
    [{ host: { id: 'ubuntu', release: 'noble' } }, 'apt ubuntu noble'],
    [{ commands: url('http://mirror.example.org/ubuntu jammy main') }, 'apt ubuntu jammy'],
    [{ commands: url('http://deb.debian.org/debian'), options: { releasever: 'trixie' } }, 'apt debian trixie'],
    [{ commands: url('http://deb.debian.org/debian') }, 'apt debian bookworm'],
    [{ commands: url('http://host/own suite main') }, 'apt linux suite'],
    [{ commands: url('https://host/fedora/releases/42/Everything/x86_64/os/') }, 'dnf fedora 42'],
    [
      { commands: url('https://host/centos-stream/$releasever/BaseOS/x86_64/os'), options: { releasever: '9-stream' } },
      'dnf centos 9-stream',
    ],
    [{ commands: url('https://dl.rockylinux.org/pub/rocky/9.4/BaseOS/x86_64/os') }, 'dnf rocky 9.4'],
    [{ commands: url('https://host/BaseOS/os') }, 'dnf linux unknown'],
  ];
  for (const [lines, expected] of rows) {
    test(expected, () => {
      const { backend, distribution, release, arch } = requestOf(lines);
      assert.equal(`${backend} ${distribution} ${release}`, expected);
      assert.equal(arch, 'x86_64');
    });
  }
});
