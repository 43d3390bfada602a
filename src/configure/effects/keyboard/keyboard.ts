import * as fs from 'node:fs/promises';
import type { Position } from '../../../errors.ts';
import { everyExitCode } from '../../../host/root/chroot.ts';
import type { KeyboardCommand } from '../../../kickstart/document.ts';
import { closest } from '../../../suggest.ts';
import { findProgram, type Guest } from '../../guest.ts';
import { setVariables } from '../../shell-variables.ts';
import { keymapsOf, unknownToX } from './known.ts';
import { type KeyboardSettings, keyboardSettings, type Layout } from './settings.ts';

const model = 'pc105';
/** The console font that anaconda sets: it has the letters of most European languages. */
const consoleFont = 'eurlatgr';
const consoleFonts = '/usr/lib/kbd/consolefonts';
const xorgFile = '/etc/X11/xorg.conf.d/00-keyboard.conf';

/** Comma lists, as in keyboard(5) and xkeyboard-config(7). */
function xkbLists(layouts: readonly Layout[]) {
  return {
    layout: layouts.map(([layout]) => layout).join(','),
    variant: layouts.some(([, variant]) => variant !== '') ? layouts.map(([, variant]) => variant).join(',') : '',
  };
}

/** xorg.conf(5), one option a line, as localed(8) reads it and writes it anew when localectl(1) changes something. */
function xorgKeyboard({ layouts, options }: Pick<KeyboardSettings, 'layouts' | 'options'>): string {
  const { layout, variant } = xkbLists(layouts);
  const values = { XkbLayout: layout, XkbModel: model, XkbVariant: variant, XkbOptions: options.join(',') };
  return [
    '# From the keyboard line of the kickstart; localectl(1) changes it.',
    'Section "InputClass"',
    '        Identifier "system-keyboard"',
    '        MatchIsKeyboard "on"',
    ...Object.entries(values).flatMap(([name, value]) => (value === '' ? [] : [`        Option "${name}" "${value}"`])),
    'EndSection',
    '',
  ].join('\n');
}

/**
 * Console keymap (vconsole.conf(5)), X layouts, and, where the family has it, keyboard(5), of which its console takes
 * the layouts too. What the guest does not know is a warning.
 */
export async function applyKeyboard(command: KeyboardCommand, guest: Guest): Promise<void> {
  const { files, family } = guest;
  const keymaps = await keymapsOf(files);
  const settings = keyboardSettings(command, keymaps);
  if (settings === undefined) return;
  await warnOfUnknown(command, settings, keymaps, guest);
  const { layouts, options, keymap } = settings;
  const hasFont = (await files.list(consoleFonts)).some((name) => name.startsWith(`${consoleFont}.`));
  await update('/etc/vconsole.conf', {
    KEYMAP: keymap,
    ...(hasFont && family.keyboardFile === undefined ? { FONT: consoleFont } : {}),
  });
  await files.write(xorgFile, xorgKeyboard(settings));
  if (family.keyboardFile === undefined) return;
  const { layout, variant } = xkbLists(layouts);
  const hasModel = /^XKBMODEL=/m.test((await files.read(family.keyboardFile)) ?? '');
  await update(family.keyboardFile, {
    ...(hasModel ? {} : { XKBMODEL: model }),
    ...{ XKBLAYOUT: layout, XKBVARIANT: variant, XKBOPTIONS: options.join(',') },
  });
  await compileConsole(family.keyboardFile, settings.consoleLayout, command.position, guest);

  async function update(file: string, values: Readonly<Record<string, string>>): Promise<void> {
    await files.write(file, setVariables((await files.read(file)) ?? '', values));
  }
}

const ownKeymap = '/etc/console-setup/kickstart.kmap';

/**
 * console-setup keeps what it compiled from the old layout and would load that at boot. Compiled anew here, as the
 * package itself does when it is installed (setupcon(1)): left to the first boot it holds that up, by a minute where
 * the machine is emulated.
 *
 * @param layout of the console, where it is not the first one of X, which setupcon takes otherwise
 */
async function compileConsole(
  keyboardFile: string,
  layout: Layout | undefined,
  position: Position,
  guest: Guest,
): Promise<void> {
  const { files, chroot } = guest;
  for (const name of await files.list('/etc/console-setup')) {
    if (name.startsWith('cached_')) await files.remove(`/etc/console-setup/${name}`);
  }
  if ((await findProgram(files, 'setupcon')) === undefined) return;
  if (layout !== undefined) await writeConsoleKeymap(keyboardFile, layout, position, guest);
  // What it can't compile it tries again at boot.
  await chroot.run('setupcon', ['--save-only'], { okCodes: everyExitCode, logOutput: true });
  // The boot compiles anew what is not younger than its source, and the image may keep whole seconds only.
  const source = await files.path(keyboardFile);
  const before = (await fs.stat(source)).mtimeMs / 1000 - 2;
  await fs.utimes(source, before, before);
}

/** A keymap of the console's own, which KMAP names (keyboard(5)); ckbcomp(1) makes it of an X layout. */
async function writeConsoleKeymap(
  keyboardFile: string,
  layout: Layout,
  position: Position,
  { files, chroot, warn }: Guest,
): Promise<void> {
  const words = ['-backspace', 'del', '-model', model, ...layout].filter((word) => word !== '');
  const { exitCode, stdout, tail } = await chroot.run('ckbcomp', words, { okCodes: everyExitCode });
  if (exitCode === 0 && stdout !== '') {
    await files.write(ownKeymap, `${stdout}\n`);
    await files.write(keyboardFile, setVariables((await files.read(keyboardFile)) ?? '', { KMAP: ownKeymap }));
    return;
  }
  warn({
    code: 'keymap-not-made',
    message: `the console gets the first X layout instead of ${layout[0]}: ${tail.at(-1) ?? 'ckbcomp failed'}`,
    position,
  });
}

async function warnOfUnknown(
  { position }: KeyboardCommand,
  settings: KeyboardSettings,
  keymaps: ReadonlySet<string>,
  { files, family, warn }: Guest,
): Promise<void> {
  const { keymap } = settings;
  const consoleTakesLayouts = family.keyboardFile !== undefined;
  const hasTools = consoleTakesLayouts ? (await findProgram(files, 'setupcon')) !== undefined : keymaps.size > 0;
  if (!hasTools && keymap !== 'us') {
    warn({
      code: 'keymaps-missing',
      message: `the guest's console stays with the keymap us: nothing in it loads ${keymap}`,
      position,
      hint: `add ${family.packages.keymaps} to %packages`,
    });
  }
  const unknown = [
    ...(consoleTakesLayouts || keymaps.size === 0 || keymaps.has(keymap)
      ? []
      : [{ what: `console keymap ${keymap}`, suggestion: closest(keymap, keymaps) }]),
    ...(await unknownToX(settings, files)),
  ];
  for (const { what, suggestion } of unknown) {
    warn({
      code: 'unknown-keyboard',
      message: `the guest knows no ${what}`,
      position,
      hint: suggestion === undefined ? 'check the name' : `did you mean "${suggestion}"?`,
    });
  }
}
