import type { KeyboardCommand } from '../../kickstart/document.ts';
import type { Guest } from '../guest.ts';
import { setVariables } from '../shell-variables.ts';

/** Console keymaps whose X layout is called otherwise (kbd-model-map of systemd and localed). */
const layoutOfKeymap: Readonly<Record<string, readonly [layout: string, variant: string]>> = {
  uk: ['gb', ''],
  'de-latin1': ['de', ''],
  'de-latin1-nodeadkeys': ['de', 'nodeadkeys'],
  'fr-latin1': ['fr', ''],
  'fr-latin9': ['fr', 'latin9'],
  'be-latin1': ['be', ''],
  'pt-latin1': ['pt', ''],
  'br-abnt2': ['br', 'abnt2'],
  'la-latin1': ['latam', ''],
  'sg-latin1': ['ch', 'de'],
  sg: ['ch', 'de'],
  fr_CH: ['ch', 'fr'],
  'fr_CH-latin1': ['ch', 'fr'],
  'sv-latin1': ['se', ''],
  'dk-latin1': ['dk', ''],
  jp106: ['jp', ''],
  dvorak: ['us', 'dvorak'],
  'us-acentos': ['us', 'intl'],
};
const keymapOfLayout: Readonly<Record<string, string>> = { gb: 'uk', latam: 'la-latin1', se: 'sv-latin1' };

export interface KeyboardSettings {
  readonly keymap: string;
  /** Comma lists, as in keyboard(5). */
  readonly layouts: string;
  readonly variants: string;
}

/** The missing one of console keymap and X layouts is derived from the other. `cz (qwerty)` is a layout with a variant. */
export function keyboardSettings(
  command: Pick<KeyboardCommand, 'vcKeymap' | 'xLayouts'>,
): KeyboardSettings | undefined {
  const pairs = command.xLayouts.map((text) => {
    const [, layout = text, variant = ''] = /^\s*([^\s(]+)\s*(?:\(([^)]*)\))?\s*$/.exec(text) ?? [];
    return [layout, variant] as const;
  });
  const [first] = pairs;
  const keymap = command.vcKeymap ?? (first === undefined ? undefined : (keymapOfLayout[first[0]] ?? first[0]));
  if (keymap === undefined) return undefined;
  const chosen = pairs.length > 0 ? pairs : [layoutOfKeymap[keymap] ?? splitKeymap(keymap)];
  return {
    keymap,
    layouts: chosen.map(([layout]) => layout).join(','),
    variants: chosen.some(([, variant]) => variant !== '') ? chosen.map(([, variant]) => variant).join(',') : '',
  };
}

function splitKeymap(keymap: string): readonly [string, string] {
  const dash = keymap.indexOf('-');
  return dash === -1 ? [keymap, ''] : [keymap.slice(0, dash), keymap.slice(dash + 1)];
}

/** Console keymap (vconsole.conf(5)) and, where the family has it, keyboard(5). */
export async function applyKeyboard(command: KeyboardCommand, { files, family }: Guest): Promise<void> {
  const settings = keyboardSettings(command);
  if (settings === undefined) return;
  await update('/etc/vconsole.conf', { KEYMAP: settings.keymap });
  if (family.keyboardFile === undefined) return;
  const model = /^XKBMODEL=/m.test((await files.read(family.keyboardFile)) ?? '') ? {} : { XKBMODEL: 'pc105' };
  await update(family.keyboardFile, { ...model, XKBLAYOUT: settings.layouts, XKBVARIANT: settings.variants });
  // console-setup keeps what it compiled from the old layout and would load that at boot.
  for (const name of await files.list('/etc/console-setup')) {
    if (name.startsWith('cached_')) await files.remove(`/etc/console-setup/${name}`);
  }

  async function update(file: string, values: Readonly<Record<string, string>>): Promise<void> {
    await files.write(file, setVariables((await files.read(file)) ?? '', values));
  }
}
