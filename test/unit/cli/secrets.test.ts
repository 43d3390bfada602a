import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretsOf } from '../../../src/cli/kickstart/secrets.ts';
import { applianceOf } from '../../support/plan-text.ts';

test('passwords of accounts and of repositories are secrets; public words are not', () => {
  const text = [
    'part / --size=500',
    'rootpw --plaintext r00t-s3cret',
    'user --name=eve --password=$6$salt$hash --iscrypted',
    'user --name=guest --password=test',
    'url --url="https://me:t0ken@host/debian bookworm main" --proxy=me:pr0xy@proxy:3128',
    'repo --name=a --baseurl="https://t0ken-alone@other/debian bookworm main" --proxy=me:a%40b@proxy:3128',
  ].join('\n');
  assert.deepEqual(secretsOf(applianceOf(text)), [
    'r00t-s3cret',
    '$6$salt$hash',
    't0ken',
    'pr0xy',
    't0ken-alone',
    'a%40b',
    'a@b',
  ]);
});
