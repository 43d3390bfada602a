import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createQmpClient } from '../../../src/boottest/machine/qmp.ts';

/** What QEMU 7.2 says when it greets. */
const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}\r\n';

function connect() {
  const sent: unknown[] = [];
  const client = createQmpClient((text) => {
    assert.ok(text.endsWith('\n'));
    sent.push(JSON.parse(text));
  });
  return { client, sent, says: (text: string) => client.feed(Buffer.from(text)) };
}

describe('a QMP connection', () => {
  test('answers reach who asked, whatever comes between and in whatever pieces', async () => {
    const { client, sent, says } = connect();
    const first = client.execute('qmp_capabilities');
    const second = client.execute('screendump', { filename: '/a b.png', format: 'png' });
    assert.deepEqual(sent, [
      { execute: 'qmp_capabilities', id: 1 },
      { execute: 'screendump', arguments: { filename: '/a b.png', format: 'png' }, id: 2 },
    ]);
    const answers = `${greeting}{"return": {}, "id": 1}\r\n{"event": "RESUME", "timestamp": {}}\r\n{"return": {"é": 1}, "id": 2}\r\n`;
    for (const byte of Buffer.from(answers)) client.feed(Buffer.from([byte]));
    assert.deepEqual([await first, await second], [{}, { é: 1 }]);
    says('{"return": {}, "id": 2}\r\n{"return": {}}\r\n');
  });
  test('a refusal has the words of QEMU', async () => {
    const { client, says } = connect();
    const asked = client.execute('screendump', {});
    says('{"error": {"class": "GenericError", "desc": "png support is disabled"}, "id": 1}\r\n');
    await assert.rejects(asked, { message: 'png support is disabled' });
  });
  const endings: readonly (readonly [string, string | undefined])[] = [
    ['{"event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-reset"}}', 'asked to reboot'],
    ['{"event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-shutdown"}}', 'powered off'],
    ['{"event": "GUEST_PANICKED", "data": {"action": "poweroff"}}', 'panicked'],
    ['{"event": "SHUTDOWN", "data": {"guest": false, "reason": "host-signal"}}', undefined],
    ['{"event": "RESUME"}', undefined],
  ];
  for (const [event, ending] of endings) {
    test(`${event} means: ${ending}`, () => {
      const { client, says } = connect();
      says(`${greeting}${event}\r\n`);
      assert.equal(client.ending, ending);
    });
  }
  test('the first reason of an end counts', () => {
    const { client, says } = connect();
    says('{"event": "GUEST_PANICKED"}\r\n{"event": "SHUTDOWN", "data": {"reason": "guest-shutdown"}}\r\n');
    assert.equal(client.ending, 'panicked');
  });
});
