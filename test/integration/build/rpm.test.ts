// An RPM kickstart with the test distribution, through the whole build: booted under UEFI with Secure Boot and a BIOS, and asked over its
// serial console. The next build finds everything in the cache, without its repositories.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { serve } from '../../support/distribution/serve.ts';
import { patientSystemd } from '../../support/patient-systemd.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { startMachine } from './machine.ts';
import { logIn } from './shell.ts';

const { repositories, key } = await testDistribution();
const secrets = ['trial secret 7', 'kim secret 8', 'repository-secret'];

const kickstart = (url: string) => `
url --url=${url}/$basearch/$releasever/base
repo --name=updates --baseurl=${url.replace('://', '://someone:repository-secret@')}/$arch/$releasever/updates --install
lang de_DE.UTF-8
keyboard --vckeymap=de
timezone Europe/Berlin --utc
rootpw --plaintext "trial secret 7"
selinux --enforcing
network --hostname=trial.example.org --bootproto=dhcp
services --enabled=sshd
user --name=kim --groups=wheel --plaintext --password="kim secret 8"
module --name=trial-database --stream=2
bootloader --timeout=1 --append="console=ttyS0 security=selinux module_blacklist=kvm_amd ${patientSystemd} trial.mark=seen"
part /boot/efi --size=100 --fstype=efi
part /boot --size=300 --fstype=ext4
part / --size=1800 --fstype=ext4

%packages --excludedocs
@^web-server-environment
@web-server --optional
trial-database-server
-trial-web-log
trial-hello
/usr/bin/trial-found-by-path
trial-changes
selinux-policy-targeted
policycoreutils
%end

%post --erroronfail
rpm -q --qf '%{VERSION}' trial-hello > /root/hello
%end

%addon org_appliance_build
repo url --gpgkey=${key}
repo updates --gpgkey=${key}
boot --firmware=uefi-secure --timeout=600
%end
`;

/** What to ask, and what the answer must hold. */
const questions: readonly (readonly [what: string, command: string, ...answers: readonly RegExp[]])[] = [
  ['no failed unit', 'systemctl --failed --no-legend --plain', /^$/],
  ['it enforces the policy', 'getenforce; cat /proc/cmdline', /^Enforcing\n/, /\btrial\.mark=seen\b/],
  [
    'labels of the policy',
    "setenforce 0; stat -c '%C %n' /etc/shadow /boot/grub2/grub.cfg /usr/sbin/sshd /etc/fstab",
    /:shadow_t:s0 \/etc\/shadow$/m,
    /:boot_t:s0 \/boot\/grub2\/grub\.cfg$/m,
    /:sshd_exec_t:s0 \/usr\/sbin\/sshd$/m,
    /:etc_t:s0 \/etc\/fstab$/m,
  ],
  ['no file without a label', "find / /boot -xdev -context '*unlabeled*' | head -n 5", /^$/],
  ['no relabelling waits', 'ls /.autorelabel 2>&1', /No such file/],
  [
    'packages verify but for what the build configures',
    "rpm -Va | grep -vE '^.{9}  [cg] /| /boot/efi(/|$)| /var/lib/chrony$'",
    /^$/,
  ],
  ['what a scriptlet changed shows', 'rpm -V trial-changes', /^\S*5\S* +c \/etc\/trial-changes\.conf$/m],
  ['the %post script saw the packages', 'cat /root/hello', /^2\.0$/],
  ['boot entry', 'cat /boot/loader/entries/*.conf', /^options root=UUID=.* trial\.mark=seen/m, /^linux .*vmlinuz-/m],
  ['kernel arguments for later kernels', 'cat /etc/kernel/cmdline', /root=UUID=.* trial\.mark=seen/],
  [
    'the menu lies where the distribution has it',
    'ls /boot/grub2/grub.cfg /boot/grub 2>&1',
    /^\/boot\/grub2\/grub\.cfg$/m,
    /cannot access '\/boot\/grub'/,
  ],
  [
    'stream of the module',
    'cat /etc/dnf/modules.d/trial-database.module; rpm -q --qf "%{VERSION}" trial-database-server',
    /^stream=2$/m,
    /^state=enabled$/m,
    /^2\.0$/m,
  ],
  [
    'repository and key of --install',
    'cat /etc/yum.repos.d/updates.repo; ls -1 /etc/yum.repos.d /etc/pki/rpm-gpg',
    /^baseurl=http:\/\/127\.0\.0\.1:/m,
    /^gpgcheck=1$/m,
    /^gpgkey=file:\/\/\/etc\/pki\/rpm-gpg\/RPM-GPG-KEY-updates$/m,
    /^RPM-GPG-KEY-updates$/m,
    /^(?!.*^url\.repo$)/ms,
  ],
  [
    'host name, language, time',
    'hostname; cat /etc/locale.conf; date +%Z',
    /^trial\.example\.org\n/,
    /de_DE\.UTF-8/,
    /\bCES?T$/,
  ],
  ['user', 'id -nG kim', /\bwheel\b/],
  ['network', 'ip -4 -br addr', /10\.0\.2\.15/],
  ['services', 'systemctl is-active sshd NetworkManager', /^active\nactive$/],
  ['no documentation', 'ls /usr/share/man/man1 2>/dev/null | wc -l', /^0$/],
];

test('an RPM kickstart becomes an appliance whose own rpm agrees with the manifest', async (t) => {
  const directory = temporaryDirectory(t);
  // $basearch, $arch and $releasever are the target's.
  const served = path.join(directory, 'served');
  mkdirSync(path.join(served, 'x86_64'), { recursive: true });
  symlinkSync(path.dirname(repositories.base), path.join(served, 'x86_64/1'));
  await using server = await serve(served);
  const file = path.join(directory, 'trial.ks');
  writeFileSync(file, kickstart(server.url));
  const cacheDirectory = path.join(directory, 'cache');
  const build = (out: string, ...more: readonly string[]) =>
    runCli([
      ...['build', file, '--releasever', '1', '--format', 'qcow2', '--require-signatures'],
      ...['--cache-dir', cacheDirectory, '--out', path.join(directory, out), ...more],
    ]);
  const first = await build('first', '--boot-test');
  assert.equal(first.code, 0, first.stderr);
  const read = (out: string, name: string) => readFileSync(path.join(directory, out, name), 'utf8');
  const manifest = JSON.parse(read('first', 'manifest.json')) as Manifest;

  await t.test('it boots under UEFI with Secure Boot, by the signed loaders of its packages', () => {
    assert.deepEqual(
      manifest.boot.map(({ firmware, verdict }) => `${firmware} ${verdict}`),
      ['uefi-secure passed'],
    );
    assert.equal(manifest.bootLoader?.signed, true);
    assert.match(read('first', 'boot-qcow2-uefi-secure.log'), /Secure boot enabled/);
  });
  await t.test('nothing warns, and no secret is told', () => {
    assert.doesNotMatch(first.stderr, /warning: (?!module was)/);
    for (const name of ['manifest.json', 'trial.xml', 'build.log'])
      for (const secret of secrets) assert.ok(!read('first', name).includes(secret), `${secret} in ${name}`);
    for (const secret of secrets) assert.ok(!first.stderr.includes(secret), secret);
  });
  await t.test('the next build installs nothing, and needs no repository', async () => {
    await server[Symbol.asyncDispose]();
    const second = await build('second');
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stderr, /no package repository can be reached; using the metadata of/);
    assert.match(second.stderr, /from the cache, nothing installed/);
    const again = JSON.parse(read('second', 'manifest.json')) as Manifest;
    assert.deepEqual(again.packages, manifest.packages);
  });

  const recipe = { memoryMiB: 1024, guestPort: 22, directory };
  await using machine = await startMachine({ ...recipe, disks: [path.join(directory, 'first/trial-sda.qcow2')] });
  const shell = await logIn(machine.serial, 'root', 'trial secret 7');
  await shell.run('systemctl is-system-running --wait');
  for (const [what, command, ...answers] of questions) {
    const { text } = await shell.run(command);
    await t.test(what, () => {
      for (const answer of answers) assert.match(text, answer);
    });
  }
  await t.test("the guest's rpm has just the packages of the manifest", async () => {
    const { text } = await shell.run("rpm -qa --qf '%{NAME} %{EVR} %{ARCH}\\n' | grep -v ^gpg-pubkey | LC_ALL=C sort");
    const packages = manifest.packages.map(({ name, version, arch }) => `${name} ${version} ${arch}`).sort();
    assert.deepEqual(text.split('\n'), packages);
  });
  await machine.powerDown();
});
