import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { version } from '../../../src/version.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string; bin: Record<string, string> };

test('the program and the package have one version', () => {
  assert.equal(version, manifest.version);
  assert.match(readFileSync('CHANGELOG.md', 'utf8'), new RegExp(`^## \\[?${version.replaceAll('.', '\\.')}`, 'm'));
});

test('no file of the repository names a package registry or a path of a developer machine', () => {
  const lock = readFileSync('package-lock.json', 'utf8');
  assert.equal(/"resolved"/.test(lock), false);
});
