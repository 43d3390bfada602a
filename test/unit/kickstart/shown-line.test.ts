import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownLine } from '../../../src/kickstart/shown-line.ts';

for (const [line, shown] of [
  ['lang en_US # x', 'lang en_US # x'],
  ['%packages --nocore', '%packages --nocore'],
  ['@core --optional', '@core --optional'],
  ['  rootpw --iscrypted geheim', '  rootpw --iscrypted ******'],
  ['rootpw --geheim --lock', 'rootpw ******** --lock'],
  ['user --name=a --password=geheim', 'user --name=* --password=******'],
  ['part / --size=5 --passphrase=geheim', 'part / --size=5 --passphrase=******'],
  ['part / --passphrase geheim --grow', 'part / --passphrase ****** --grow'],
  ['part / --passphase geheim', 'part / --passphase ******'],
  ['part / geheim', 'part / ******'],
  ['part / --label="a geheim"', 'part / --label=** *******'],
  ['network --wpakey=geheim --device=eth0', 'network --wpakey=****** --device=eth0'],
  ['rotpw geheim', '***** ******'],
  ['PASSWORD=geheim', '***************'],
] as const) {
  test(`${line} is shown as ${shown}`, () => assert.equal(shownLine(line, false), shown));
}

test('the first word of a line that is no command may be kept', () => {
  assert.equal(shownLine('rotpw geheim', true), 'rotpw ******');
});
