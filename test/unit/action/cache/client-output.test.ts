import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listenToClient } from '../../../../src/action/cache/client-output.ts';

function hear(lines: readonly string[]) {
  const debug: string[] = [];
  const masked: string[] = [];
  const words = listenToClient({ debug: (text) => debug.push(text), mask: (secret) => masked.push(secret) });
  for (const line of lines) words.take(line);
  return { debug, masked, reason: words.reason(), isTaken: words.isTaken };
}

test('what the client tells the runner becomes debug output and masks; errors of it are none of the job', () => {
  assert.deepEqual(
    hear(['::error::Failed to save: no%0Asecond line', '::add-mask::s%25cret', 'Sent 1 of 1', '::debug::x']),
    {
      debug: ['Failed to save: no\nsecond line', 'Sent 1 of 1', 'x'],
      masked: ['s%cret'],
      reason: 'no',
      isTaken: false,
    },
  );
});

test('a reservation that failed is judged by what the service answered, not by what the client supposes', () => {
  const supposed = 'Failed to save: Unable to reserve cache with key k, another job may be creating this cache.';
  const answer = (text: string) => `::debug::Failed to reserve cache: Error: Failed to CreateCacheEntry: ${text}`;
  const limited = hear([answer('Rate limited: Failed request: (429) Too Many Requests'), supposed]);
  assert.match(limited.reason ?? '', /429/);
  assert.equal(limited.isTaken, false);
  assert.equal(
    hear([answer('Received non-retryable error: Failed request: (409) Conflict: exists'), supposed]).isTaken,
    true,
  );
  assert.equal(hear([supposed]).isTaken, false);
});

test('a client that complains of nothing gives no reason', () => {
  assert.equal(hear(['Cache hit for: k', 'Cache Size: ~0 MB (5 B)']).reason, undefined);
});
