import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { createReadiness, type Readiness } from '../../../src/boottest/notify/readiness.ts';

const banner = (version: string) => `[    1.9] systemd[1]: systemd ${version} running in system mode (+PAM)\r\n`;
/** A wait that takes it is told at once. */
const hour = 3_600_000;
const emergency = 'X_SYSTEMD_UNIT_ACTIVE=emergency.target';

const told = (...deeds: readonly ((readiness: Readiness) => void)[]) => {
  const readiness = createReadiness();
  for (const deed of deeds) deed(readiness);
  return readiness;
};
const hears = (text: string) => (readiness: Readiness) => readiness.hear(text);
const takes = (message: string) => (readiness: Readiness) => readiness.take(message);

describe('the systemd of a guest', () => {
  test('is ready when it says so, before or after it is waited for', async () => {
    const before = told(takes('X_SYSTEMD_HOSTNAME=box'), takes('READY=1\nSTATUS=Startup finished in 3s.'));
    assert.equal(await before.wait(hour, hour), 'ready');
    const later = told(hears(banner('255.4-1ubuntu8')));
    const waiting = later.wait(hour, 0);
    later.take('STATUS=Starting');
    later.take('READY=1');
    assert.equal(await waiting, 'ready');
  });
  test('is not if it ends in emergency mode, also when that is told a moment later', async () => {
    for (const messages of [
      [emergency, 'READY=1'],
      ['READY=1', 'X_SYSTEMD_HOSTNAME=box', emergency],
    ]) {
      const readiness = createReadiness();
      const waiting = readiness.wait(hour, hour);
      for (const message of messages) {
        readiness.take(message);
        await after(1);
      }
      assert.equal(await waiting, 'emergency');
    }
  });
  test('is late if it can tell and does not', async () => {
    assert.equal(await told(takes('X_SYSTEMD_HOSTNAME=box')).wait(5, 1), 'late');
    assert.equal(await told(hears(banner('254'))).wait(5, 1), 'late');
  });
  test('is not waited for if it is too old, or has told nothing although it would have', async () => {
    const old = createReadiness();
    for (const piece of banner('252.39-1~deb12u1')) old.hear(piece);
    assert.equal(await old.wait(hour, hour), 'silent');
    assert.equal(await createReadiness().wait(hour, 5), 'silent');
    assert.equal(await told(hears(banner('257.3-1'))).wait(hour, 5), 'silent');
  });
  test('gets its whole time once it speaks, and none once its version is known to be too old', async () => {
    const speaks = createReadiness();
    const waiting = speaks.wait(hour, 20);
    speaks.take('X_SYSTEMD_HOSTNAME=box');
    await after(40);
    speaks.take('READY=1');
    assert.equal(await waiting, 'ready');
    const old = createReadiness();
    const vain = old.wait(hour, hour);
    old.hear(banner('252'));
    assert.equal(await vain, 'silent');
  });
  test('can be gone', async () => {
    const readiness = createReadiness();
    const waiting = readiness.wait(hour, hour);
    readiness.fail(new Error('panic'));
    await assert.rejects(waiting, /panic/);
    await assert.rejects(readiness.wait(hour, hour), /panic/);
  });
});

test('a line of digits after its name costs in proportion to its length', () => {
  const seconds = (digits: number) => {
    const line = `systemd ${'1'.repeat(digits)}\r\n`;
    const readiness = createReadiness();
    const began = process.cpuUsage();
    for (let count = 0; count < 100; count += 1) readiness.hear(line);
    const { user, system } = process.cpuUsage(began);
    return user + system;
  };
  const least = (digits: number) => Math.min(...Array.from({ length: 3 }, () => seconds(digits)));
  least(1000);
  assert.ok(least(4000) < 8 * least(1000));
});
