import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { openTimedLog } from '../../../src/boottest/console/timed-log.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

describe('the console with times', () => {
  test('has the time at which a line began', (t) => {
    const file = path.join(temporaryDirectory(t), 'timed.log');
    {
      using log = openTimedLog(file);
      log.feed('login: ', 1500);
      log.note('ours', 2000);
      log.feed('root\r\nafter', 12_345);
    }
    const lines = ['    2.000 ── ours', '    1.500 │ login: root', '   12.345 │ after', ''];
    assert.equal(fs.readFileSync(file, 'utf8'), lines.join('\n'));
  });

  test('ends without a word when the disk is full', () => {
    using log = openTimedLog('/dev/full');
    log.feed('a line\r\n', 1);
    log.note('ours', 2);
    log.feed('unfinished', 3);
  });

  test('that cannot be opened is an error', () => {
    assert.throws(() => openTimedLog('/dev/null/timed.log'), { code: 'ENOTDIR' });
  });
});
