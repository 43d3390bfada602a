import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { setShadowPassword } from '../../../src/configure/accounts/account-files.ts';
import {
  applyRootpw,
  applyUsers,
  parseGroup,
  passwordField,
  useraddArguments,
} from '../../../src/configure/effects/accounts/accounts.ts';
import { applySshKeys } from '../../../src/configure/effects/accounts/ssh-keys.ts';
import { emptyGuest, failsWith, position } from './support.ts';

const shadow = 'root:*:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n';
const user = {
  ...{ name: 'user' as const, position, user: 'kim', password: undefined, lock: false },
  ...{ uid: undefined, gid: undefined, groups: [], homeDir: undefined, shell: undefined, gecos: undefined },
};

test('a password field: hash as given, hash of clear text, locked, none', () => {
  assert.equal(passwordField({ text: '$6$x$y', encrypted: true }, false, 'salt'), '$6$x$y');
  assert.match(passwordField({ text: 'secret', encrypted: false }, false, 'salt'), /^\$6\$salt\$.{86}$/);
  assert.equal(passwordField({ text: '$6$x$y', encrypted: true }, true, 'salt'), '!$6$x$y');
  assert.equal(passwordField({ text: '!$6$x$y', encrypted: true }, true, 'salt'), '!$6$x$y');
  assert.equal(passwordField(undefined, false, 'salt'), '!');
});

test('a password replaces the old one, clears the day of its change and leaves other users alone', () => {
  assert.equal(setShadowPassword(shadow, 'root', 'H'), 'root:H::0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n');
  assert.equal(setShadowPassword(shadow, 'new', 'H'), `${shadow}new:H::0:99999:7:::\n`);
});

test('rootpw keeps the mode of /etc/shadow, and --allow-ssh warns where there is no ssh server', async (context) => {
  const { files, guest, root, warnings } = await emptyGuest(context);
  await files.write('/etc/shadow', shadow, 0o600);
  const command = { name: 'rootpw' as const, position, lock: false, allowSsh: true };
  await applyRootpw({ ...command, password: { text: 'secret', encrypted: false } }, 'hello', guest);
  assert.match((await files.read('/etc/shadow')) ?? '', /^root:\$6\$[^:]+::0:/);
  assert.equal((await fs.stat(path.join(root, 'etc/shadow'))).mode & 0o777, 0o600);
  assert.equal(await files.read('/etc/ssh/sshd_config.d/01-permitrootlogin.conf'), 'PermitRootLogin yes\n');
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['ssh-server-missing'],
  );
});

test('--allow-ssh goes into the main file of an ssh server that reads no others', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context);
  const command = { name: 'rootpw' as const, position, password: undefined, lock: true, allowSsh: true };
  const main = '/etc/ssh/sshd_config';
  await files.write(main, 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n');
  await applyRootpw(command, 'hello', guest);
  assert.doesNotMatch((await files.read(main)) ?? '', /yes/);
  await files.write(main, 'PermitRootLogin no\n');
  await applyRootpw(command, 'hello', guest);
  await applyRootpw(command, 'hello', guest);
  assert.equal(await files.read(main), 'PermitRootLogin yes\nPermitRootLogin no\n');
  assert.deepEqual(warnings, []);
});

test('a home folder of others, and a group with another number, stay as they are with a warning', async (context) => {
  const { files, guest, root, warnings } = await emptyGuest(context);
  const own = (await fs.stat(root)).uid;
  await files.write('/usr/sbin/useradd', '');
  await files.write('/etc/group', 'wheel:x:10:\n');
  await files.write('/srv/kim/file', '');
  // What useradd would write.
  const add = async (uid: number) => {
    guest.chroot.run = async () => {
      await files.write('/etc/passwd', `kim:x:${uid}:1::/srv/kim:/bin/sh\n`);
      return { exitCode: 0, stdout: '', tail: [] };
    };
    await files.remove('/etc/passwd');
    await applyUsers([{ ...user, groups: ['wheel(11)'], homeDir: '/srv/kim' }], 'hello', guest);
    return warnings.splice(0).map(({ code }) => code);
  };
  assert.deepEqual(await add(own), ['group-exists']);
  assert.deepEqual(await add(own + 1), ['group-exists', 'home-exists']);
});

test('without rootpw root is locked, whether it had a password or not', async (context) => {
  const { files, guest } = await emptyGuest(context);
  await files.write('/etc/shadow', shadow);
  await applyRootpw(undefined, 'hello', guest);
  assert.equal(await files.read('/etc/shadow'), shadow);
  await files.write('/etc/shadow', 'root::19000:0:99999:7:::\n');
  await applyRootpw(undefined, 'hello', guest);
  assert.equal(await files.read('/etc/shadow'), 'root:!::0:99999:7:::\n');
});

test('useradd is told all that the line says, and a group may have a number', () => {
  assert.deepEqual(parseGroup('wheel(10)'), { name: 'wheel', gid: '10' });
  assert.deepEqual(
    useraddArguments(
      { ...user, groups: ['wheel(10)', 'adm'], homeDir: '/srv/kim', uid: 1500, gecos: 'Kim' },
      { homeExists: true, shell: '/bin/bash', group: 'staff' },
    ).join(' '),
    '-N -g staff -G wheel,adm -d /srv/kim -M -s /bin/bash -u 1500 -c Kim -- kim',
  );
  assert.deepEqual(
    useraddArguments(user, { homeExists: false, shell: '/bin/sh', group: undefined }).join(' '),
    '-U -m -s /bin/sh -- kim',
  );
});

test('keys are added once, in files that only the user can read; an unknown user is an error', async (context) => {
  const { files, guest, root } = await emptyGuest(context);
  const own = await fs.stat(root);
  await files.write('/etc/passwd', `kim:x:${own.uid}:${own.gid}::/home/kim:/bin/sh\n`);
  const key = { name: 'sshkey' as const, position, user: 'kim', key: 'ssh-ed25519 AAAA kim' };
  await applySshKeys([key, { ...key, key: 'ssh-ed25519 BBBB' }, key], guest);
  assert.equal(await files.read('/home/kim/.ssh/authorized_keys'), 'ssh-ed25519 AAAA kim\nssh-ed25519 BBBB\n');
  assert.equal((await fs.stat(path.join(root, 'home/kim/.ssh'))).mode & 0o777, 0o700);
  assert.equal((await fs.stat(path.join(root, 'home/kim/.ssh/authorized_keys'))).mode & 0o777, 0o600);
  await assert.rejects(applySshKeys([{ ...key, user: 'nobody-else' }], guest), failsWith('unknown-user'));
});
