import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { applyLang, enableLocales, localeGenLine, normaliseLocale } from '../../../src/configure/effects/lang.ts';
import { applyTimezone } from '../../../src/configure/effects/time/timezone.ts';
import { commandFrom } from '../../support/command.ts';
import { emptyGuest, failsWith, position } from './support.ts';

test('locale names are compared as locale(1) prints them', () => {
  assert.equal(normaliseLocale('en_US.UTF-8'), normaliseLocale('en_US.utf8'));
  assert.notEqual(normaliseLocale('de_DE@euro'), normaliseLocale('de_DE'));
});

test('finds a locale among the supported ones and switches it on in its place', () => {
  const supported = 'de_DE.UTF-8 UTF-8\nde_DE ISO-8859-1\nen_US.UTF-8 UTF-8\n';
  assert.equal(localeGenLine(supported, 'en_US.utf8'), 'en_US.UTF-8 UTF-8');
  assert.equal(localeGenLine(supported, 'xx_XX.UTF-8'), undefined);
  const commented = '# List\n# en_US.UTF-8 UTF-8\n';
  assert.equal(
    enableLocales(commented, ['en_US.UTF-8 UTF-8', 'de_DE ISO-8859-1']),
    '# List\nen_US.UTF-8 UTF-8\nde_DE ISO-8859-1\n',
  );
  assert.equal(enableLocales('', ['de_DE ISO-8859-1']), 'de_DE ISO-8859-1\n');
});

test('C.UTF-8 needs nothing; a locale that the guest lacks falls back to it with a warning', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context);
  const command = { name: 'lang' as const, position, addSupport: [] };
  await applyLang({ ...command, lang: 'C.UTF-8' }, guest);
  assert.deepEqual([warnings, ran], [[], []]);
  await applyLang({ ...command, lang: 'en_US.UTF-8' }, guest);
  assert.equal(await files.read('/etc/locale.conf'), 'LANG="C.UTF-8"\n');
  assert.equal(await files.read('/etc/default/locale'), 'LANG="C.UTF-8"\n');
  assert.deepEqual(
    warnings.map(({ code, hint }) => [code, hint?.includes('locales')]),
    [['locale-missing', true]],
  );
});

const timezone = commandFrom('timezone', 'timezone --utc UTC', position);

test('a zone is a relative link that replaces what was there', async (context) => {
  const { files, guest, root } = await emptyGuest(context);
  await files.write('/usr/share/zoneinfo/Europe/Berlin', 'TZif');
  await files.link('/etc/localtime', '/usr/share/zoneinfo/Etc/UTC');
  await applyTimezone({ ...timezone, zone: 'Europe/Berlin', utc: false }, guest);
  assert.equal(await fs.readlink(path.join(root, 'etc/localtime')), '../usr/share/zoneinfo/Europe/Berlin');
  assert.equal(await files.read('/etc/timezone'), 'Europe/Berlin\n');
  assert.equal(await files.read('/etc/adjtime'), '0.0 0 0.0\n0\nLOCAL\n');
});

test('an unknown zone, one that leaves the folder, and missing zone data are errors at the line', async (context) => {
  const { files, guest } = await emptyGuest(context);
  await assert.rejects(applyTimezone({ ...timezone, zone: 'Europe/Berlin' }, guest), failsWith('tzdata-missing'));
  await applyTimezone({ ...timezone, zone: 'UTC' }, guest);
  assert.equal(await files.read('/etc/timezone'), 'UTC\n');
  await files.write('/usr/share/zoneinfo/UTC', 'TZif');
  await files.write('/etc/passwd', '');
  await assert.rejects(applyTimezone({ ...timezone, zone: 'Mars/Base' }, guest), failsWith('unknown-timezone'));
  await assert.rejects(
    applyTimezone({ ...timezone, zone: '../../../etc/passwd' }, guest),
    failsWith('unknown-timezone'),
  );
});

test('a line without a zone that says --utc only sets the clock', async (context) => {
  const { files, guest } = await emptyGuest(context);
  await applyTimezone(commandFrom('timezone', 'timezone --utc', position), guest);
  assert.equal(await files.read('/etc/adjtime'), '0.0 0 0.0\n0\nUTC\n');
  assert.equal(await files.exists('/etc/timezone'), false);
});
