import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyAuthentication } from '../../../src/configure/effects/accounts/authentication.ts';
import { applyGroups } from '../../../src/configure/effects/accounts/groups.ts';
import { applyCertificates } from '../../../src/configure/effects/certificates.ts';
import { applyKdump } from '../../../src/configure/effects/kdump.ts';
import { commandFrom } from '../../support/command.ts';
import { applianceOf } from '../../support/plan-text.ts';
import { emptyGuest, failsWith, position } from './support.ts';

const fedora = 'ID=fedora';
const said = (ran: readonly (readonly string[])[]) => ran.map((words) => words.join(' '));

test('groups are made in order, those of the packages stay as they are', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context);
  await files.write('/usr/sbin/groupadd', '');
  await files.write('/etc/group', 'adm:x:4:\n');
  const lines = ['group --name=a --gid=1700', 'group --name=adm --gid=5', 'group --name=b'];
  await applyGroups(
    lines.map((line) => commandFrom('group', line, position)),
    guest,
  );
  assert.deepEqual(said(ran), ['groupadd -g 1700 -- a', 'groupadd -- b']);
  assert.deepEqual(
    warnings.map(({ message }) => message),
    ['the group adm exists already with the number 4 and is left as it is'],
  );
});

test('a guest without groupadd is an error at the line', async (context) => {
  const { guest } = await emptyGuest(context, fedora);
  await assert.rejects(
    applyGroups([commandFrom('group', 'group --name=a', position)], guest),
    failsWith('groupadd-missing'),
  );
});

const authselect = (line: string) => commandFrom('authselect', line, position);

test('authselect and authconfig run where the guest has them', async (context) => {
  const { files, guest, ran } = await emptyGuest(context, fedora);
  await files.write('/usr/bin/authselect', '');
  await files.write('/usr/sbin/authconfig', '');
  await applyAuthentication(authselect('authselect select sssd with-mkhomedir'), guest);
  await applyAuthentication(authselect('authselect select minimal --force'), guest);
  await applyAuthentication(commandFrom('auth', 'auth --useshadow --enablefingerprint', position), guest);
  assert.deepEqual(said(ran), [
    'authselect select sssd with-mkhomedir --force',
    'authselect select minimal --force',
    'authconfig --update --nostart --useshadow --enablefingerprint',
  ]);
});

test('a Fedora guest without authselect is an error, without authconfig a warning if it would change anything', async (context) => {
  const { guest, warnings } = await emptyGuest(context, fedora);
  await assert.rejects(
    applyAuthentication(authselect('authselect select sssd'), guest),
    failsWith('authselect-missing'),
  );
  await applyAuthentication(commandFrom('auth', 'auth --useshadow --passalgo=sha512', position), guest);
  assert.deepEqual(warnings, []);
  await applyAuthentication(commandFrom('auth', 'auth --useshadow --enableldap', position), guest);
  assert.deepEqual(
    warnings.map(({ message }) => message),
    ['auth: --enableldap has no effect: the guest has no authconfig'],
  );
});

test('a Debian guest gets the profile of PAM that a feature means', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context);
  await files.write('/usr/sbin/pam-auth-update', '');
  await files.write('/usr/share/pam-configs/mkhomedir', '');
  await applyAuthentication(authselect('authselect select sssd with-mkhomedir with-fingerprint --force'), guest);
  assert.deepEqual(said(ran), ['pam-auth-update --package --enable mkhomedir']);
  assert.deepEqual(
    warnings.map(({ message }) => message),
    ['authselect: with-fingerprint has no effect: the guest has no authselect'],
  );
});

const kickstart = readFileSync('test/fixtures/kickstarts/everything.ks', 'utf8');
const pem = /-----BEGIN[\s\S]*?END CERTIFICATE-----/.exec(kickstart)?.[0] ?? '';
const certificate = { position, filename: 'own.pem', text: pem };

test('an authority goes where the family trusts it, a file where --dir says', async (context) => {
  for (const [osRelease, place, command] of [
    ['ID=debian', '/usr/local/share/ca-certificates/own.crt', 'update-ca-certificates'],
    [fedora, '/etc/pki/ca-trust/source/anchors/own.pem', 'update-ca-trust extract'],
  ] as const) {
    const { files, guest, ran, warnings } = await emptyGuest(context, osRelease);
    const lines = [
      { ...certificate, directory: undefined, type: 'anchor' },
      { ...certificate, directory: '/srv/keys', type: undefined },
    ];
    await applyCertificates(lines, guest);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['trust-store-missing'],
    );
    await files.write(`/usr/sbin/${command.split(' ')[0]}`, '');
    await applyCertificates(lines, guest);
    assert.deepEqual(said(ran), [command]);
    for (const file of [place, '/srv/keys/own.pem']) assert.equal(await files.read(file), `${pem}\n`);
  }
});

test('each of several authorities gets a file of its own where the family needs that', async (context) => {
  const { files, guest } = await emptyGuest(context);
  await files.write('/usr/sbin/update-ca-certificates', '');
  await applyCertificates([{ ...certificate, text: `${pem}\n${pem}`, directory: undefined, type: 'anchor' }], guest);
  assert.deepEqual(await files.list('/usr/local/share/ca-certificates'), ['own-1.crt', 'own-2.crt']);
  assert.equal(await files.read('/usr/local/share/ca-certificates/own-2.crt'), `${pem}\n`);
});

test("kdump: one reservation of memory, in place of the one in --append and of the package's", async (context) => {
  const { files, guest } = await emptyGuest(context);
  const kdump = '%addon com_redhat_kdump --enable --reserve-mb=192\n%end\n';
  const { bootLoader, warnings, system } = applianceOf(
    `part / --size=500\nbootloader --append="crashkernel=64M quiet"\n${kdump}`,
  );
  assert.deepEqual(bootLoader.kernelArguments, ['quiet', 'crashkernel=192M']);
  const file = '/etc/default/grub.d/kdump-tools.cfg';
  await files.write(file, 'GRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT crashkernel=384M-:128M"\n');
  assert.ok(system.kdump);
  await applyKdump(system.kdump, guest);
  assert.doesNotMatch((await files.read(file)) ?? '', /^[^#]/m);
  const codes = (text: string) => applianceOf(text).warnings.map(({ code }) => code);
  assert.ok(!warnings.some(({ code }) => code === 'no-crash-memory'));
  const automatic = 'part / --size=500\n%addon com_redhat_kdump --enable\n%end\n';
  assert.ok(codes(automatic).includes('no-crash-memory'));
  assert.ok(
    !codes(`${automatic}%addon org_appliance_build\nmachine --memory=4096\n%end\n`).includes('no-crash-memory'),
  );
});

test('kdump: the service by the name of the family, memory as a kernel argument', async (context) => {
  const { files, guest, ran, warnings } = await emptyGuest(context);
  const { system, bootLoader } = applianceOf(
    "part / --size=500\n%addon com_redhat_kdump --enable --reserve-mb='192'\n%end\n",
  );
  assert.ok(system.kdump);
  assert.deepEqual(bootLoader.kernelArguments, ['crashkernel=192M']);
  await applyKdump(system.kdump, guest);
  assert.deepEqual(
    warnings.map(({ message }) => message),
    ["can't enable kdump: no package brings it"],
  );
  for (const file of ['/usr/bin/systemctl', '/lib/systemd/system/kdump-tools.service']) await files.write(file, '');
  await applyKdump(system.kdump, guest);
  await applyKdump({ ...system.kdump, enabled: false }, guest);
  assert.deepEqual(said(ran), ['systemctl enable kdump-tools.service', 'systemctl disable kdump-tools.service']);
  const off = applianceOf('part / --size=500\n%addon com_redhat_kdump --disable --reserve-mb=auto\n%end\n');
  assert.deepEqual(off.bootLoader.kernelArguments, []);
});

for (const [line, code] of [
  ['rootpw --iscrypted thereisnopassword', 'not-a-hash'],
  ['user --name=u --iscrypted --password=abc', 'not-a-hash'],
  ['sshkey --username=root "not a key"', 'not-an-ssh-key'],
  ['user --name=u --groups=wheel', 'no-wheel'],
] as const) {
  test(`${line}: ${code}`, () => {
    const codes = (text: string) => applianceOf(`part / --size=500\n${text}\n`).warnings.map((warning) => warning.code);
    assert.ok(codes(line).includes(code));
    for (const right of [
      'rootpw --iscrypted $6$salt$hash',
      'rootpw --iscrypted !!',
      'rootpw --iscrypted *',
      'user --name=u --groups=wheel,sudo',
      'sshkey --username=root "from=10.0.0.1 ssh-ed25519 AAAAC3Nz me@here"',
    ])
      assert.ok(!codes(right).includes(code), right);
  });
}

test('sections that mean nothing in an image are listed', () => {
  const { noEffect } = applianceOf(
    'part / --size=500\n%addon org_fedora_oscap\n  profile = x\n%end\n%anaconda\npwpolicy root\n%end\n%addon com_redhat_kdump --disable\n%end\n',
  );
  assert.deepEqual(
    noEffect.map(({ command }) => command),
    ['%addon org_fedora_oscap', '%anaconda'],
  );
});
