import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clampShadowDays } from '../../../src/configure/settle-times.ts';

test('no password was changed after the epoch; empty, 0 and earlier days stay', () => {
  const before = [
    'root:*:20784:0:99999:7:::',
    'old:!:19000:0:99999:7:::',
    'kim:$6$a::0:99999:7:::',
    'new:x:0:0::::',
    '',
  ];
  const after = ['root:*:20000:0:99999:7:::', ...before.slice(1)];
  assert.equal(clampShadowDays(before.join('\n'), 20_000), after.join('\n'));
});
