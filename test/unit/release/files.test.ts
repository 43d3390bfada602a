import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { changelogSection } from '../../../scripts/release/changelog.ts';
import { checkRelease } from '../../../scripts/release/check.ts';
import { rewriteSelfReferences } from '../../../scripts/release/self-references.ts';

const changelog = `# Changelog

## Unreleased

- Later.

## 1.2.0 - 2026-11-24

### Added

- A thing.

## [1.1.0] - 2026-10-01

- Another.

## 1.0.1 - 2026-09-02

## 1.0.0 (unreleased)

- First.
`;

test('the section of a version is found, without its heading', () => {
  assert.equal(changelogSection(changelog, '1.2.0'), '### Added\n\n- A thing.');
  assert.equal(changelogSection(changelog, '1.1.0'), '- Another.');
});

for (const [version, message] of [
  ['1.3.0', /no section "## 1\.3\.0/],
  ['1.2', /no section/],
  ['1.0.1', /says nothing about 1\.0\.1/],
  ['1.0.0', /has no date/],
] as const) {
  test(`the section of ${version} is refused`, () => {
    assert.throws(() => changelogSection(changelog, version), message);
  });
}

test('a version with two sections is refused', () => {
  assert.throws(() => changelogSection(`${changelog}\n## 1.2.0 - 2026-11-25\n\n- Again.\n`, '1.2.0'), /2 sections/);
});

const packageOf = (version: string) => JSON.stringify({ name: 'appliance-build', version });

test('every file that does not have the version of the tag is named', () => {
  assert.throws(
    () => checkRelease('v1.2.0', { packageJson: packageOf('1.1.0'), packageLock: packageOf('1.2.0-rc.1'), changelog }),
    /^ReleaseRefused: package\.json says 1\.1\.0, the tag says 1\.2\.0; package-lock\.json says 1\.2\.0-rc\.1/,
  );
});

test('files that fit give the notes of the release', () => {
  const files = { packageJson: packageOf('1.2.0'), packageLock: packageOf('1.2.0'), changelog };
  assert.equal(checkRelease('v1.2.0', files), '### Added\n\n- A thing.');
});

const action = `# A comment with $/ in it
runs:
  using: composite
  steps:
    - uses: $/actions/build
      with:
        text: $/not/a/reference
    - id: boot
      if: always()
      uses: "$/actions/boot-test" # the second
    - name: $/neither
      uses: actions/checkout@v7
`;

test('self-references become references to the released version, and nothing else changes', () => {
  const rewritten = rewriteSelfReferences(action, 'some-org/appliance-build', 'v1.2.3');
  const expected = action
    .replace('uses: $/actions/build', 'uses: some-org/appliance-build/actions/build@v1.2.3')
    .replace('"$/actions/boot-test"', '"some-org/appliance-build/actions/boot-test@v1.2.3"');
  assert.equal(rewritten, expected);
  assert.equal(parse(rewritten).runs.steps.length, 3);
});

test('an action without self-references is refused: there is nothing to release for GHES', () => {
  assert.throws(() => rewriteSelfReferences('runs: {}\n', 'o/n', 'v1.0.0'), /refers to no action/);
});

test('a self-reference that is not on a line of its own is refused rather than left', () => {
  const odd = `${action}    - { id: x, uses: $/actions/publish }\n`;
  assert.throws(() => rewriteSelfReferences(odd, 'o/n', 'v1.0.0'), /can't rewrite: - \{ id: x/);
});

test('a repository that is not OWNER/NAME is refused', () => {
  assert.throws(() => rewriteSelfReferences(action, 'o/n@evil\n', 'v1.0.0'), /is not OWNER\/NAME/);
});

test('our own action.yml can be rewritten, and then needs no runner that knows $/', () => {
  const rewritten = rewriteSelfReferences(readFileSync('action.yml', 'utf8'), 'some-org/appliance-build', 'v1.2.3');
  const steps = parse(rewritten).runs.steps as readonly { uses?: string }[];
  const uses = steps.flatMap((step) => step.uses ?? []);
  assert.ok(uses.length > 0);
  assert.deepEqual(
    uses.filter((name) => !name.includes('@')),
    [],
  );
});
