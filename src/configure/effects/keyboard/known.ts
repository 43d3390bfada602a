import * as fs from 'node:fs/promises';
import type { RootFiles } from '../../../host/root/root-files.ts';
import { closest } from '../../../suggest.ts';
import { firstExisting } from '../../guest.ts';
import type { KeyboardSettings } from './settings.ts';

const keymapFolders = ['/usr/lib/kbd/keymaps', '/usr/share/kbd/keymaps', '/usr/share/keymaps'];
const xkbFolder = '/usr/share/X11/xkb';
const ruleLists = ['base.lst', 'evdev.lst'].map((name) => `${xkbFolder}/rules/${name}`);

/** Names of the console keymaps in a guest: `de-nodeadkeys`. Empty if it has none. */
export async function keymapsOf(files: RootFiles): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const folder of keymapFolders) {
    const entries = await fs.readdir(await files.path(folder), { recursive: true }).catch(() => []);
    for (const entry of entries) {
      const name = /([^/]+)\.k?map(?:\.gz|\.xz|\.zst)?$/.exec(entry)?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

/** What X knows: layouts, variants as `de nodeadkeys`, options. */
export interface XkbNames {
  readonly layouts: ReadonlySet<string>;
  readonly variants: ReadonlySet<string>;
  readonly options: ReadonlySet<string>;
}

/**
 * Reads a list of XKB's rules, `! layout`, `! variant` and `! option` with a name and a description a line:
 *
 * ```
 * ! variant
 *   nodeadkeys      de: German (no dead keys)
 * ```
 */
export function parseXkbNames(text: string): XkbNames {
  const sections = {
    layout: new Set<string>(),
    variant: new Set<string>(),
    option: new Set<string>(),
    model: new Set(),
  };
  let section: keyof typeof sections = 'model';
  for (const line of text.split('\n')) {
    const [, title] = /^!\s*(layout|variant|option|model)\s*$/.exec(line) ?? [];
    if (title !== undefined) section = title as keyof typeof sections;
    const [, name, ofLayout] = /^\s+(\S+)\s+(?:(\S+):)?/.exec(line) ?? [];
    if (name !== undefined) sections[section].add(section === 'variant' ? `${ofLayout} ${name}` : name);
  }
  return { layouts: sections.layout, variants: sections.variant, options: sections.option };
}

/** Something that the guest does not know, and what may be meant. */
export interface Unknown {
  readonly what: string;
  readonly suggestion: string | undefined;
}

/** Layouts, variants and options that X of this guest does not know; none if it has no list of them. */
export async function unknownToX(
  { layouts, options }: KeyboardSettings,
  files: RootFiles,
): Promise<readonly Unknown[]> {
  const list = await firstExisting(files, ruleLists);
  if (list === undefined) return [];
  const names = parseXkbNames((await files.read(list)) ?? '');
  const unknown: Unknown[] = [];
  for (const [layout, variant] of layouts) {
    // The list leaves out what few use; the files of symbols have it.
    const symbols = (await files.read(`${xkbFolder}/symbols/${layout}`)) ?? '';
    const known = names.layouts.has(layout) || symbols !== '';
    if (!known) unknown.push({ what: `X layout ${layout}`, suggestion: closest(layout, names.layouts) });
    else if (
      variant !== '' &&
      !names.variants.has(`${layout} ${variant}`) &&
      !symbols.includes(`xkb_symbols "${variant}"`)
    ) {
      const ofLayout = [...names.variants].flatMap((name) =>
        name.startsWith(`${layout} `) ? [name.slice(layout.length + 1)] : [],
      );
      unknown.push({ what: `variant ${variant} of the X layout ${layout}`, suggestion: closest(variant, ofLayout) });
    }
  }
  const rules = (await files.read(list.replace(/\.lst$/, ''))) ?? '';
  for (const option of options) {
    if (names.options.has(option) || rules.split(/\s+/).includes(option)) continue;
    unknown.push({ what: `option ${option} of XKB`, suggestion: closest(option, names.options) });
  }
  return unknown;
}
