import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applianceOf } from '../../support/plan-text.ts';

for (const [lines, expected] of [
  ['timesource --ntp-server=a.example\ntimesource --ntp-disable', ['3 time-servers-unused']],
  ['timezone UTC --nontp\ntimesource --ntp-pool=a.example', ['2 time-servers-unused']],
  ['timezone UTC --nontp', []],
  ['timesource --ntp-server=a.example', []],
  ['skipx\nxconfig --startxonboot', ['3 overridden']],
  ['skipx\nxconfig', []],
] as const) {
  test(`${JSON.stringify(lines)}: ${expected.length > 0 ? expected.join(', ') : 'nothing wins over anything'}`, () => {
    const { warnings } = applianceOf(`part / --size=500\n${lines}\n`);
    const found = warnings.filter(({ code }) => code === 'time-servers-unused' || code === 'overridden');
    assert.deepEqual(
      found.map(({ code, position }) => `${position?.line} ${code}`),
      expected,
    );
  });
}
