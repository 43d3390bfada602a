import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedFiles } from '../../../docs/generate.ts';
import { requireRepositories } from '../../../src/appliance/packages/require-repositories.ts';
import { applianceOf } from '../../support/plan-text.ts';

for (const { file, text } of generatedFiles()) {
  test(`${file} is what the tables of the code say: run "npm run docs"`, () => {
    assert.equal(readFileSync(file, 'utf8'), text);
  });
}

test('the kickstarts in docs/distributions.md are right, with the releases that their builds name', () => {
  const page = readFileSync('docs/distributions.md', 'utf8');
  const kickstarts = [...page.matchAll(/^```\n(url .*?)^```$.*?appliance-build build \S+ ([^\n]*)$/gms)];
  const built = kickstarts.map(([, text = '', options = '']) => {
    const releasever = /--releasever (\S+)/.exec(options)?.[1];
    const backend = /--backend (\S+)/.exec(options)?.[1];
    const appliance = applianceOf(text, { backend, releasever });
    requireRepositories(appliance);
    return [appliance.backend, appliance.repositories.map(({ name }) => name).join(), appliance.warnings.length];
  });
  assert.deepEqual(built, [
    ['dnf', 'url,updates', 0],
    ['dnf', 'url,appstream', 0],
    ['dnf', 'url', 0],
  ]);
});
