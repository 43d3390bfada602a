import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyKeyboard } from '../../../src/configure/effects/keyboard/keyboard.ts';
import { parseXkbNames } from '../../../src/configure/effects/keyboard/known.ts';
import { keyboardSettings } from '../../../src/configure/effects/keyboard/settings.ts';
import { commandFrom } from '../../support/command.ts';
import { emptyGuest, position } from './support.ts';

const settings = (line: string, ...keymaps: string[]) =>
  keyboardSettings(commandFrom('keyboard', `keyboard ${line}`, position), new Set(keymaps));

for (const [line, keymap, ...layouts] of [
  ['us', 'us', ['us', '']],
  ['uk', 'uk', ['gb', '']],
  ['de-nodeadkeys', 'de-nodeadkeys', ['de', 'nodeadkeys']],
  ["--xlayouts='us','cz (qwerty)'", 'us', ['us', ''], ['cz', 'qwerty']],
  ["--xlayouts='cz (qwerty)'", 'cz-qwerty', ['cz', 'qwerty']],
  ['--xlayouts=gb', 'uk', ['gb', '']],
  ['--xlayouts=de', 'de', ['de', '']],
  ["--xlayouts='us (dvorak)'", 'dvorak', ['us', 'dvorak']],
  ['--vckeymap=fr --xlayouts=ru', 'fr', ['ru', '']],
] as const) {
  test(`keyboard ${line}: keymap ${keymap}, X ${layouts.join(' ')}`, () => {
    const { consoleLayout: _, ...found } = settings(line) ?? {};
    assert.deepEqual(found, { keymap, layouts, options: [] });
  });
}

test('the console has a layout of its own where X begins with another', () => {
  assert.deepEqual(settings('--vckeymap=fr --xlayouts=ru')?.consoleLayout, ['fr', '']);
  assert.deepEqual(settings("--vckeymap=uk --xlayouts='de','gb'")?.consoleLayout, ['gb', '']);
  assert.equal(settings("--vckeymap=de-nodeadkeys --xlayouts='de (nodeadkeys)','us'")?.consoleLayout, undefined);
  assert.equal(settings('--xlayouts=gb')?.consoleLayout, undefined);
});

test('of keymaps that may be meant, one that the guest has', () => {
  assert.equal(settings('--xlayouts=gb', 'gb', 'us')?.keymap, 'gb');
  assert.equal(settings('--xlayouts=gb', 'gb', 'uk')?.keymap, 'uk');
  assert.equal(settings("--xlayouts='de (neo)'", 'de', 'us')?.keymap, 'de');
});

test('a Debian guest: other settings stay, and what was compiled from the old layout goes', async (context) => {
  const { files, guest, warnings, ran } = await emptyGuest(context);
  await files.write('/etc/default/keyboard', '# KEYBOARD\nXKBMODEL="pc104"\nXKBLAYOUT="us"\nBACKSPACE="guess"\n');
  await files.write('/etc/console-setup/cached_setup_keyboard.sh', '');
  await files.write('/usr/bin/setupcon', '');
  await applyKeyboard(commandFrom('keyboard', 'keyboard de-nodeadkeys', position), guest);
  assert.equal(
    await files.read('/etc/default/keyboard'),
    '# KEYBOARD\nXKBMODEL="pc104"\nXKBLAYOUT="de"\nBACKSPACE="guess"\nXKBVARIANT="nodeadkeys"\nXKBOPTIONS=""\n',
  );
  assert.equal(await files.read('/etc/vconsole.conf'), 'KEYMAP="de-nodeadkeys"\n');
  assert.deepEqual(await files.list('/etc/console-setup'), []);
  assert.deepEqual(ran, [['setupcon', '--save-only']]);
  assert.deepEqual(warnings, []);
});

test('X gets the layouts, their variants and how they are switched', async (context) => {
  const { files, guest } = await emptyGuest(context);
  const line = "keyboard --vckeymap=de --xlayouts='de (nodeadkeys)','us' --switch=grp:alt_shift_toggle,caps:none";
  await applyKeyboard(commandFrom('keyboard', line, position), guest);
  assert.deepEqual((await files.read('/etc/X11/xorg.conf.d/00-keyboard.conf'))?.split('\n').slice(1), [
    'Section "InputClass"',
    '        Identifier "system-keyboard"',
    '        MatchIsKeyboard "on"',
    '        Option "XkbLayout" "de,us"',
    '        Option "XkbModel" "pc105"',
    '        Option "XkbVariant" "nodeadkeys,"',
    '        Option "XkbOptions" "grp:alt_shift_toggle,caps:none"',
    'EndSection',
    '',
  ]);
  const keyboard = (await files.read('/etc/default/keyboard')) ?? '';
  assert.match(keyboard, /^XKBLAYOUT="de,us"$/m);
  assert.match(keyboard, /^XKBVARIANT="nodeadkeys,"$/m);
  assert.match(keyboard, /^XKBOPTIONS="grp:alt_shift_toggle,caps:none"$/m);
});

test('an RPM guest: keymap and font of the console, no /etc/default/keyboard', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context, 'ID=fedora');
  await files.write('/usr/lib/kbd/keymaps/xkb/de-nodeadkeys.map.gz', '');
  await files.write('/usr/lib/kbd/consolefonts/eurlatgr.psfu.gz', '');
  await applyKeyboard(commandFrom('keyboard', 'keyboard de-nodeadkeys', position), guest);
  assert.equal(await files.read('/etc/vconsole.conf'), 'KEYMAP="de-nodeadkeys"\nFONT="eurlatgr"\n');
  assert.equal(await files.exists('/etc/default/keyboard'), false);
  assert.deepEqual(warnings, []);
});

const rules = `! model
  pc105           Generic 105-key PC

! layout
  us              English (US)
  de              German

! variant
  nodeadkeys      de: German (no dead keys)
  intl            us: English (US, intl.)

! option
  grp                  Switching to another layout
  grp:alt_shift_toggle Alt+Shift
`;

test('reads the names that XKB lists', () => {
  const { layouts, variants, options } = parseXkbNames(rules);
  assert.deepEqual([...layouts], ['us', 'de']);
  assert.deepEqual([...variants], ['de nodeadkeys', 'us intl']);
  assert.deepEqual([...options], ['grp', 'grp:alt_shift_toggle']);
});

test('what the guest does not know is a warning at the line, with what may be meant', async (context) => {
  const { files, guest, warnings } = await emptyGuest(context, 'ID=fedora');
  await files.write('/usr/lib/kbd/keymaps/legacy/i386/qwertz/de-nodeadkeys.map.gz', '');
  await files.write('/usr/share/X11/xkb/rules/base.lst', rules);
  await files.write('/usr/share/X11/xkb/symbols/trans', 'xkb_symbols "rare" {};');
  const line =
    "keyboard --vckeymap=de-nodeadkey --xlayouts='de (nodeadkey)','uss','trans (rare)','de (nodeadkeys)' --switch=grp:alt_shift_togle,grp:alt_shift_toggle";
  await applyKeyboard(commandFrom('keyboard', line, position), guest);
  assert.deepEqual(
    warnings.map(({ message, hint, position: at }) => [message, hint, at?.line]),
    [
      ['the guest knows no console keymap de-nodeadkey', 'did you mean "de-nodeadkeys"?', position.line],
      ['the guest knows no variant nodeadkey of the X layout de', 'did you mean "nodeadkeys"?', position.line],
      ['the guest knows no X layout uss', 'did you mean "us"?', position.line],
      ['the guest knows no option grp:alt_shift_togle of XKB', 'did you mean "grp:alt_shift_toggle"?', position.line],
    ],
  );
});

for (const [osRelease, hint] of [
  ['ID=debian', 'console-setup'],
  ['ID=fedora', 'kbd'],
] as const) {
  test(`${osRelease}: a console that nothing sets up is a warning, but for us`, async (context) => {
    const { guest, warnings } = await emptyGuest(context, osRelease);
    await applyKeyboard(commandFrom('keyboard', 'keyboard us', position), guest);
    assert.equal(warnings.length, 0);
    await applyKeyboard(commandFrom('keyboard', 'keyboard fr', position), guest);
    assert.deepEqual(
      warnings.map((warning) => [warning.code, warning.hint]),
      [['keymaps-missing', `add ${hint} to %packages`]],
    );
  });
}
