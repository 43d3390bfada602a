import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSecretEcho } from '../../../src/boottest/console/secret-echo.ts';

const secret = 'correct-horse-é';

/** What is shown of text that comes in pieces of a length after the secret was typed. */
function shownOf(text: string, length: number, typed = secret): string {
  const echo = createSecretEcho();
  echo.typed(typed);
  const bytes = Buffer.from(text);
  const pieces = [];
  for (let at = 0; at < bytes.length; at += length) pieces.push(echo.take(bytes.subarray(at, at + length)));
  return Buffer.concat([...pieces, echo.rest()]).toString();
}

describe('the echo of a secret is hidden', () => {
  const table: readonly (readonly [what: string, text: string, shown: string])[] = [
    ['whole', `disk: ${secret}\r\nok\r\n`, 'disk: ***\r\nok\r\n'],
    ['its beginning, before the echo was turned off', 'disk: correct-\r\nok\r\n', 'disk: ***\r\nok\r\n'],
    ['after what the kernel said', `[    1.0] a\r\n${secret}\r\nok\r\n`, '[    1.0] a\r\n***\r\nok\r\n'],
    ['at the very end', `disk: ${secret}`, 'disk: ***'],
    ['its beginning at the very end', 'disk: correct-ho', 'disk: ***'],
    ['twice', `${secret}${secret}\r\n`, '******\r\n'],
    ['not what only begins like it', 'co cor corr\r\n', 'co cor ***\r\n'],
    ['not later text of the guest', `\r\n\r\n\r\n${secret}\r\n`, `\r\n\r\n\r\n${secret}\r\n`],
    ['nothing of other text', 'Linux é \u001b[0m\r\n', 'Linux é \u001b[0m\r\n'],
  ];
  for (const [what, text, shown] of table) {
    test(what, () => {
      for (const length of [1, 2, 3, 7, 1000]) assert.equal(shownOf(text, length), shown, `in pieces of ${length}`);
    });
  }
});

test('before a secret is typed, and after other text is, everything is shown at once', () => {
  const echo = createSecretEcho();
  assert.equal(echo.take(Buffer.from(secret)).toString(), secret);
  echo.typed(secret);
  assert.equal(echo.take(Buffer.from('correct')).toString(), '');
  echo.typed('');
  assert.equal(echo.take(Buffer.from('cor')).toString(), '***cor');
  assert.equal(echo.rest().toString(), '');
});
