import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createReadiness } from '../../../src/boottest/notify/readiness.ts';

const banner = (version: string) => `[    1.9] systemd[1]: systemd ${version} running in system mode (+PAM)\r\n`;
/** A wait that takes it is told at once. */
const hour = 3_600_000;

describe('the systemd of a guest', () => {
  test('is ready when it says so, before or after it is waited for', async () => {
    const before = createReadiness();
    before.take('X_SYSTEMD_HOSTNAME=box');
    before.take('X_SYSTEMD_UNIT_ACTIVE=basic.target');
    before.take('READY=1\nSTATUS=Startup finished in 3s.');
    assert.equal(await before.wait(hour), 'ready');
    const after = createReadiness();
    after.hear(banner('257.3-1'));
    const waiting = after.wait(hour);
    after.take('STATUS=Starting');
    after.take('READY=1');
    assert.equal(await waiting, 'ready');
  });
  test('is not if it ends in emergency mode, of which it tells like of any start', async () => {
    const readiness = createReadiness();
    const waiting = readiness.wait(hour);
    readiness.take('X_SYSTEMD_UNIT_ACTIVE=emergency.target');
    readiness.take('READY=1');
    assert.equal(await waiting, 'emergency');
  });
  test('is late if it can tell and does not', async () => {
    const [told, newer] = [createReadiness(), createReadiness()];
    told.take('X_SYSTEMD_HOSTNAME=box');
    newer.hear(banner('254'));
    assert.deepEqual([await told.wait(5), await newer.wait(5)], ['late', 'late']);
  });
  test('is not waited for if it is too old, or speaks nowhere', async () => {
    const [older, unheard] = [createReadiness(), createReadiness()];
    for (const piece of banner('252.39-1~deb12u1')) older.hear(piece);
    assert.deepEqual([await older.wait(hour), await unheard.wait(5)], ['silent', 'silent']);
  });
  test('can be gone', async () => {
    const readiness = createReadiness();
    const waiting = readiness.wait(hour);
    readiness.fail(new Error('panic'));
    await assert.rejects(waiting, /panic/);
    await assert.rejects(readiness.wait(hour), /panic/);
  });
});
