import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { applyKeyboard, keyboardSettings } from '../../../src/configure/effects/keyboard.ts';
import { applyLang, enableLocales, localeGenLine, normaliseLocale } from '../../../src/configure/effects/lang.ts';
import { applyTimezone } from '../../../src/configure/effects/timezone.ts';
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

test('console keymap and X layouts follow from each other', () => {
  const settings = (vcKeymap: string | undefined, ...xLayouts: string[]) => keyboardSettings({ vcKeymap, xLayouts });
  assert.deepEqual(settings('us'), { keymap: 'us', layouts: 'us', variants: '' });
  assert.deepEqual(settings('uk'), { keymap: 'uk', layouts: 'gb', variants: '' });
  assert.deepEqual(settings('de-nodeadkeys'), { keymap: 'de-nodeadkeys', layouts: 'de', variants: 'nodeadkeys' });
  assert.deepEqual(settings(undefined, 'us', 'cz (qwerty)'), { keymap: 'us', layouts: 'us,cz', variants: ',qwerty' });
  assert.equal(settings(undefined), undefined);
});

test('keyboard keeps other settings and drops what was compiled from the old layout', async (context) => {
  const { files, guest } = await emptyGuest(context);
  await files.write('/etc/default/keyboard', '# KEYBOARD\nXKBMODEL="pc104"\nXKBLAYOUT="us"\nBACKSPACE="guess"\n');
  await files.write('/etc/console-setup/cached_setup_keyboard.sh', '');
  await applyKeyboard(commandFrom('keyboard', 'keyboard de-nodeadkeys', position), guest);
  assert.equal(
    await files.read('/etc/default/keyboard'),
    '# KEYBOARD\nXKBMODEL="pc104"\nXKBLAYOUT="de"\nBACKSPACE="guess"\nXKBVARIANT="nodeadkeys"\n',
  );
  assert.equal(await files.read('/etc/vconsole.conf'), 'KEYMAP="de-nodeadkeys"\n');
  assert.deepEqual(await files.list('/etc/console-setup'), []);
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
