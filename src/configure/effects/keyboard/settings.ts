import type { KeyboardCommand } from '../../../kickstart/document.ts';

export type Layout = readonly [layout: string, variant: string];

/** Console keymaps whose X layout is called otherwise (kbd-model-map of systemd and localed). */
const layoutOfKeymap: Readonly<Record<string, Layout>> = {
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

export interface KeyboardSettings {
  readonly keymap: string;
  readonly layouts: readonly Layout[];
  /** Options of XKB: `grp:alt_shift_toggle`. */
  readonly options: readonly string[];
  /** What X calls the console keymap, where that is not the first X layout. */
  readonly consoleLayout: Layout | undefined;
}

/**
 * The missing one of console keymap and X layouts is derived from the other, as localed(8) does it. `cz (qwerty)` is a
 * layout with a variant.
 *
 * @param keymaps that the guest has, of which the derived one should be; empty: not known
 * @returns undefined for a line that names neither
 */
export function keyboardSettings(
  { vcKeymap, xLayouts, switchOptions }: Pick<KeyboardCommand, 'vcKeymap' | 'xLayouts' | 'switchOptions'>,
  keymaps: ReadonlySet<string> = new Set(),
): KeyboardSettings | undefined {
  const asked = xLayouts.map(layoutOf);
  const [first] = asked;
  const keymap = vcKeymap ?? (first === undefined ? undefined : keymapOf(first, keymaps));
  if (keymap === undefined) return undefined;
  const ofKeymap = layoutOfKeymap[keymap] ?? splitKeymap(keymap);
  const differs = vcKeymap !== undefined && first !== undefined && first.join() !== ofKeymap.join();
  return {
    keymap,
    layouts: asked.length > 0 ? asked : [ofKeymap],
    options: switchOptions,
    consoleLayout: differs ? ofKeymap : undefined,
  };
}

function layoutOf(text: string): Layout {
  const [, layout = text, variant = ''] = /^\s*([^\s(]+)\s*(?:\(([^)]*)\))?\s*$/.exec(text) ?? [];
  return [layout, variant];
}

function splitKeymap(keymap: string): Layout {
  const dash = keymap.indexOf('-');
  return dash === -1 ? [keymap, ''] : [keymap.slice(0, dash), keymap.slice(dash + 1)];
}

/** kbd's own keymaps, and those made of XKB's: `cz-qwerty`. */
function keymapOf([layout, variant]: Layout, keymaps: ReadonlySet<string>): string {
  const kbd = Object.entries(layoutOfKeymap).flatMap(([keymap, [itsLayout, itsVariant]]) =>
    itsLayout === layout && itsVariant === variant ? [keymap] : [],
  );
  const named = variant === '' ? layout : `${layout}-${variant}`;
  // Where kbd uses X's name, as in de-latin1, it has the plain name too.
  const plainFirst = variant === '' && kbd.some((keymap) => keymap.startsWith(layout));
  const candidates = [...(plainFirst ? [named, ...kbd] : [...kbd, named]), layout];
  return candidates.find((candidate) => keymaps.has(candidate)) ?? candidates[0] ?? layout;
}
