import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Life, listVersions, remarkOn, statusIn } from '../../../src/kickstart/versions/life.ts';
import { parseSyntax, VERSIONS } from '../../../src/kickstart/versions/versions.ts';

const life: Life = { fedora: { since: 41, deprecated: 43, removed: 45 }, rhel: { since: 9 }, instead: 'rdp' };

test('a life of something in the language', () => {
  assert.deepEqual(
    VERSIONS.map((version) => statusIn(life, version)),
    ['absent', 'works', 'works', 'deprecated', 'deprecated', 'removed', 'absent', 'works', 'works'],
  );
  assert.ok(VERSIONS.every((version) => statusIn(undefined, version) === 'works'));
  assert.equal(statusIn({ rhel: 'never' }, 'RHEL10'), 'absent');
});

test('remarks say since when, and what to use instead', () => {
  assert.deepEqual(remarkOn('vnc', life), { code: 'removed', message: 'vnc was removed in F45', hint: 'use rdp' });
  assert.equal(remarkOn('x', { rhel: { deprecated: 10 } })?.message, 'x is deprecated since RHEL10');
  assert.equal(
    remarkOn('x', { fedora: { since: 43 }, rhel: { since: 9 } })?.message,
    'x is in the language of F43 to F45 and RHEL9, RHEL10 only',
  );
  assert.equal(remarkOn('x', { fedora: { since: 30 } }), undefined);
  assert.equal(listVersions(['F40', 'F42', 'F43', 'RHEL8']), 'F40, F42, F43 and RHEL8');
});

for (const [text, expected] of [
  ['F45', 'F45'],
  ['f45', 'F45'],
  ['rhel10', 'RHEL10'],
  ['RHEL-9', 'RHEL9'],
  ['Fedora 40', 'F40'],
  ['Red Hat Enterprise Linux 8', 'RHEL8'],
  [' lenient ', 'lenient'],
  ['F39', undefined],
  ['DEVEL', undefined],
  ['', undefined],
] as const) {
  test(`--syntax "${text}"`, () => assert.equal(parseSyntax(text), expected));
}
