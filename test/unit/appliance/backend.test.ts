import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { chooseBackend } from '../../../src/appliance/backend/choose.ts';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { parseKickstart } from '../../../src/kickstart/parse.ts';
import { applianceOf, errorsOf, planOf } from '../../support/plan-text.ts';

const root = 'part / --size=500\n';
const packages = (...lines: readonly string[]) => `%packages\n${lines.join('\n')}\n%end\n`;

/** Includes are left out: what tells is in the files themselves. */
function chosen(text: string, options: BuildOptions = {}) {
  const document = parseKickstart(text, 'a.ks', { read: () => ({ file: 'b.ks', text: '' }) });
  return chooseBackend(document, options, () => assert.fail('nothing is wrong with the options'));
}

describe('auto: what a kickstart says decides the backend', () => {
  const table: readonly (readonly [text: string, backend: string, options?: BuildOptions])[] = [
    ['', 'apt'],
    [packages('bash', 'openssh-server', '@core', 'firewalld', 'grub2-common', 'dracut', 'lsb-release'), 'apt'],
    ['url --url="http://h/x bookworm main"', 'apt'],
    ['url --url=http://mirror.example/debian', 'apt'],
    ['url --url=http://archive.ubuntu.com/ubuntu', 'apt'],
    ['url --mirrorlist="http://h/mirrors.txt bookworm"', 'apt'],
    ['url --metalink=https://h/m', 'dnf'],
    ['url --url=https://h/$releasever/x', 'dnf'],
    [`repo --name=x --baseurl=https://h/\${basearch}/`, 'dnf'],
    ['url --mirrorlist=https://h/m?repo=f-42&arch=any', 'dnf'],
    ['url --url=https://h/el/10/BaseOS/', 'dnf'],
    ['url --url=http://h/centos/7/os/i386/', 'dnf'],
    ['repo --name=x --baseurl=http://h/pub/x86_64', 'dnf'],
    ['url --url=https://dl.fedoraproject.org/pub', 'dnf'],
    ['url --url=https://mirror.almalinux.org/x', 'dnf'],
    ['url --url=https://h/rhel10', 'dnf'],
    // A folder of the host tells nothing by its name, but for a suite or a variable.
    ['url --url=file:///srv/debian/x86_64/os', 'apt'],
    ['url --url=/srv/centos', 'apt'],
    ['repo --name=x --baseurl=file:///srv/$basearch', 'dnf'],
    // The first line that tells anything.
    ['repo --name=a --baseurl=http://h/\nrepo --name=b --baseurl=http://h/debian\nurl --url=http://h/fedora', 'apt'],
    [packages('linux-image-amd64'), 'apt'],
    [packages('vim=2:9.0'), 'apt'],
    [packages('libc6:i386'), 'apt'],
    [packages('libssl-dev'), 'apt'],
    [packages('kernel'), 'dnf'],
    [packages('kernel-core'), 'dnf'],
    [packages('grub2-efi-x64'), 'dnf'],
    [packages('NetworkManager'), 'dnf'],
    [packages('glibc.i686'), 'dnf'],
    [packages('/usr/bin/xz'), 'dnf'],
    [packages('trial-release'), 'dnf'],
    [packages('-iwl*-firmware'), 'dnf'],
    [packages('@standard'), 'dnf'],
    [packages('-@dial-up'), 'dnf'],
    [packages('@^minimal-environment'), 'dnf'],
    [packages('@nodejs:20/minimal'), 'dnf'],
    ['%packages --multilib\n%end', 'dnf'],
    // Debian's names outweigh a group, which is then refused; of two families the greater number counts.
    [packages('@standard', 'linux-image-amd64'), 'apt'],
    [packages('kernel', 'linux-image-amd64', 'grub-pc'), 'apt'],
    [packages('kernel', 'linux-image-amd64'), 'dnf'],
    ['module --name=nodejs --stream=20', 'dnf'],
    ['authselect select sssd', 'dnf'],
    ['syspurpose --role=x', 'dnf'],
    ['rhsm --organization=1 --activation-key=k', 'dnf'],
    ['%post\ndnf clean all\n%end', 'dnf'],
    ['%post\n  apt-get clean\n%end', 'apt'],
    ['%post\ndnf clean all || true\n%end\n%post\napt-get clean\n%end', 'apt'],
    [packages('kernel'), 'apt', { backend: 'apt' }],
    [packages('linux-image-amd64'), 'dnf', { backend: 'dnf' }],
    [packages('kernel'), 'apt', { releasever: 'bookworm' }],
    ['', 'dnf', { releasever: '42' }],
    ['', 'dnf', { releasever: '10-stream' }],
    ['', 'dnf', { releasever: 'rawhide' }],
    ['url --url=http://h/debian', 'dnf', { releasever: '9' }],
    ['url --url=http://h/fedora', 'apt', { repos: ['x=http://h/debian bookworm'], releasever: '9' }],
    ['', 'dnf', { repos: ['x=/srv/repo', 'y=https://h/x86_64/'] }],
    ['', 'apt', { repos: ['x=/srv/repo'] }],
  ];
  for (const [text, backend, options] of table) {
    test(`${JSON.stringify(text)} ${JSON.stringify(options ?? {})} is for ${backend}`, () =>
      assert.equal(chosen(text, options).backend, backend));
  }

  test('the reason names the place and what it tells, and no password of an address', () => {
    assert.deepEqual(
      [
        chosen(`\n${packages('bash', 'kernel')}`).reason,
        chosen('url --url=https://u:geheim@h/$releasever').reason,
        chosen('', { releasever: '42' }).reason,
        chosen('', { backend: 'dnf' }).reason,
        chosen('').reason,
      ],
      [
        'package kernel (a.ks:4:1): an RPM name',
        'url (a.ks:1:1): a variable of dnf',
        '--releasever 42: a release of RPM distributions',
        '--backend dnf',
        'nothing says otherwise',
      ],
    );
  });

  test('it is in the appliance and in the plan', () => {
    const { backend, backendReason } = planOf(`${root}${packages('kernel')}`);
    assert.deepEqual([backend, backendReason], ['dnf', 'package kernel (test.ks:3:1): an RPM name']);
  });

  for (const file of ['cloud-el9', 'live-el10', 'appliance-2014'] as const) {
    test(`the published style of ${file}.ks is RPM's`, () =>
      assert.equal(chosen(readFileSync(`test/fixtures/kickstarts/${file}.ks`, 'utf8')).backend, 'dnf'));
  }
});

test('what is only Debian is not asked of RPM appliances', () => {
  const text = `${root}module --name=nodejs --stream=20\nfirewall --service=gopher9\nuser --name=u --groups=wheel\n`;
  assert.deepEqual(errorsOf(text), []);
  assert.deepEqual(
    applianceOf(text)
      .warnings.map(({ code }) => code)
      .filter((code) => code === 'no-wheel'),
    [],
  );
  assert.deepEqual(errorsOf(text, { backend: 'apt' }), ['2:1 refused', '3:20 unknown-firewall-service']);
});
