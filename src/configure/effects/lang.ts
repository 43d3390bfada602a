import type { Position } from '../../errors.ts';
import type { LangCommand } from '../../kickstart/document.ts';
import { findProgram, type Guest } from '../guest.ts';
import { setVariables } from '../shell-variables.ts';

const fallback = 'C.UTF-8';
const builtIn: ReadonlySet<string> = new Set(['c', 'posix', 'c.utf8']);

/** `en_US.UTF-8` and `en_US.utf8` are one locale: locale(1) prints the second. */
export function normaliseLocale(locale: string): string {
  const [, name = locale, codeset = '', modifier = ''] = /^([^.@]*)(\.[^@]*)?(@.*)?$/.exec(locale) ?? [];
  return name.toLowerCase() + codeset.toLowerCase().replaceAll('-', '') + modifier.toLowerCase();
}

/**
 * Line of /etc/locale.gen for a locale, from the guest's list of supported ones.
 *
 * @param supported /usr/share/i18n/SUPPORTED: `en_US.UTF-8 UTF-8`
 */
export function localeGenLine(supported: string, locale: string): string | undefined {
  const lines = supported.split('\n').map((line) =>
    line
      .trim()
      .replace(/\s*\\$/, '')
      .replace('/', ' '),
  );
  return lines.find((line) => normaliseLocale(line.split(' ')[0] ?? '') === normaliseLocale(locale));
}

/** Switches lines on in /etc/locale.gen: those there as comments in their place, others at the end. */
export function enableLocales(localeGen: string, wanted: readonly string[]): string {
  const lines = localeGen.split('\n');
  const missing = wanted.filter((want) => {
    const index = lines.findIndex((line) => line.replace(/^#?\s*/, '').trim() === want);
    if (index !== -1) lines[index] = want;
    return index === -1;
  });
  const text = lines.join('\n');
  return missing.length === 0 ? text : `${text.replace(/\n*$/, text.trim() === '' ? '' : '\n')}${missing.join('\n')}\n`;
}

/** Makes the locales and sets LANG (locale.conf(5)); C.UTF-8 with a warning where the guest can't have the locale. */
export async function applyLang({ lang, addSupport, position }: LangCommand, guest: Guest): Promise<void> {
  const available = new Set<string>();
  const missing = [lang, ...addSupport].filter((locale) => !builtIn.has(normaliseLocale(locale)));
  if (missing.length > 0) await addInstalled(guest, available);
  const toMake = missing.filter((locale) => !available.has(normaliseLocale(locale)));
  if (toMake.length > 0) {
    await makeLocales(toMake, guest);
    await addInstalled(guest, available);
  }
  for (const locale of toMake) {
    if (!available.has(normaliseLocale(locale))) warnMissing(locale, locale === lang, guest, position);
  }
  const usable = builtIn.has(normaliseLocale(lang)) || available.has(normaliseLocale(lang));
  const value = { LANG: usable ? lang : fallback };
  await guest.files.write('/etc/locale.conf', setVariables((await guest.files.read('/etc/locale.conf')) ?? '', value));
  for (const file of guest.family.localeFiles) {
    await guest.files.write(file, setVariables((await guest.files.read(file)) ?? '', value));
  }
}

async function addInstalled({ files, chroot }: Guest, available: Set<string>): Promise<void> {
  if ((await findProgram(files, 'locale')) === undefined) return;
  const { stdout } = await chroot.run('locale', ['-a']);
  for (const line of stdout.split('\n')) available.add(normaliseLocale(line.trim()));
}

async function makeLocales(locales: readonly string[], { files, chroot }: Guest): Promise<void> {
  const supported = await files.read('/usr/share/i18n/SUPPORTED');
  if (supported === undefined || (await findProgram(files, 'locale-gen')) === undefined) return;
  const lines = locales.map((locale) => localeGenLine(supported, locale)).filter((line) => line !== undefined);
  if (lines.length === 0) return;
  await files.write('/etc/locale.gen', enableLocales((await files.read('/etc/locale.gen')) ?? '', lines));
  await chroot.run('locale-gen', [], { logOutput: true, failure: `can't make the locales ${locales.join(', ')}` });
}

function warnMissing(locale: string, isMain: boolean, { family, warn }: Guest, position: Position): void {
  warn({
    code: 'locale-missing',
    message: `the guest has no locale ${locale}${isMain ? `; LANG is ${fallback}` : ''}`,
    position,
    hint: `add ${family.packages.locales} to %packages, or check the name`,
  });
}
