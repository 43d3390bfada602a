import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { derivedSalt, sha512Crypt } from '../../../src/configure/accounts/sha512-crypt.ts';

test('gives the published hash of the SHA-crypt specification', () => {
  assert.equal(
    sha512Crypt('Hello world!', 'saltstring'),
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  );
});

test('agrees with openssl for short, long and non-ASCII passwords', () => {
  for (const password of [
    'a',
    'correct horse battery staple',
    'ü€😀',
    'x'.repeat(63),
    'y'.repeat(64),
    'z'.repeat(200),
  ]) {
    const salt = derivedSalt('hello', password.slice(0, 3));
    const { stdout } = spawnSync('openssl', ['passwd', '-6', '-salt', salt, '-stdin'], {
      input: password,
      encoding: 'utf8',
    });
    assert.equal(sha512Crypt(password, salt), stdout.trim());
  }
});

test('derives a salt that depends on appliance and user and is made of the letters of crypt', () => {
  assert.equal(derivedSalt('hello', 'root'), derivedSalt('hello', 'root'));
  assert.notEqual(derivedSalt('hello', 'root'), derivedSalt('hello', 'admin'));
  assert.notEqual(derivedSalt('hello', 'root'), derivedSalt('hullo', 'root'));
  assert.match(derivedSalt('hello', 'root'), /^[./0-9A-Za-z]{16}$/);
});
