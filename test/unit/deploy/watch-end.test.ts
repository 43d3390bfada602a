import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endingIn } from '../../../src/deploy/watch-end.ts';

const line = (event: string, rest = '') => `event '${event}' for domain 'box'${rest}\n`;

test('what virsh tells of a domain ends it when it stops, or reboots for ever', () => {
  const started = line('lifecycle', ': Started Booted');
  const reboot = line('reboot');
  assert.equal(
    endingIn(`${started}${line('agent-lifecycle', ": state: 'connected' reason: 'channel event'")}`),
    undefined,
  );
  assert.equal(endingIn(`${started}${line('lifecycle', ': Stopped Shutdown')}`), 'powered off');
  assert.equal(endingIn(`${started}${line('lifecycle', ': Crashed Panicked')}`), 'powered off');
  assert.equal(endingIn(`${started}${reboot}${reboot}`), undefined);
  assert.equal(endingIn(`${started}${reboot}${reboot}${reboot}`), 'asked to reboot');
});
