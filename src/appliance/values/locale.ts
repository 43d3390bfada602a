import { isIPv4, isIPv6 } from '../network/addresses.ts';
import { type Checks, type Problem, problem } from './problem.ts';

/** `de_DE`, `de_DE.UTF-8`, `sr_RS.UTF-8@latin`, `C.UTF-8`: it goes into a file that shells read, and into a path. */
const localePattern = /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?(?:@[A-Za-z0-9_-]+)?$/;
/** A file's name without its ending, which no folder may hide in. */
const keymapPattern = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;
/** `cz` or `cz (qwerty)`: xkeyboard-config(7). */
const layoutPattern = /^\s*[A-Za-z0-9_+-]+\s*(?:\([A-Za-z0-9_.+-]*\))?\s*$/;
/** `grp:alt_shift_toggle`. */
const xkbOptionPattern = /^[A-Za-z0-9_+-]+(?::[A-Za-z0-9_.+-]+)?$/;
/** A path below /usr/share/zoneinfo: it must not climb out of it. */
const zonePattern = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;
/** It becomes a value in a file that shells read. */
const desktopPattern = /^[A-Za-z0-9_./+-]*$/;
/** Labels of letters, digits and hyphens (RFC 1123 §2.1), parted by dots, one at the end perhaps. */
const hostPattern =
  /^(?=.{1,254}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\.?$/;

/** Numbers and dots alone are an address or a mistake, never a name. */
const isHost = (text: string) => (/^[\d.]+$/.test(text) ? isIPv4(text) : isIPv6(text) || hostPattern.test(text));

const eachOf = (
  texts: readonly string[],
  right: (text: string) => boolean,
  what: string,
  at?: string,
): readonly Problem[] => texts.flatMap((text) => problem(!right(text), `"${text}" is not ${what}`, at));

const given = (text: string | undefined) => (text === undefined ? [] : [text]);
const timeServer = 'a host name or an address';

export const localeChecks: Checks = {
  lang: ({ lang, addSupport }) => [
    ...eachOf([lang], (text) => localePattern.test(text), 'a locale such as en_US.UTF-8'),
    ...eachOf(addSupport, (text) => localePattern.test(text), 'a locale such as en_US.UTF-8', '--addsupport'),
  ],
  keyboard: ({ vcKeymap, xLayouts, switchOptions }) => [
    ...eachOf(given(vcKeymap), (text) => keymapPattern.test(text), 'a keymap such as de-nodeadkeys', '--vckeymap'),
    ...eachOf(xLayouts, (text) => layoutPattern.test(text), "an X layout such as 'cz (qwerty)'", '--xlayouts'),
    ...eachOf(
      switchOptions,
      (text) => xkbOptionPattern.test(text),
      'an option of XKB such as grp:alt_shift_toggle',
      '--switch',
    ),
  ],
  timezone: ({ zone, ntpServers }) => [
    ...eachOf(given(zone), (text) => zonePattern.test(text), 'a zone such as Europe/Berlin'),
    ...eachOf(ntpServers, isHost, timeServer, '--ntpservers'),
  ],
  timesource: ({ ntpServer, ntpPool }) => [
    ...eachOf(given(ntpServer), isHost, timeServer, '--ntp-server'),
    ...eachOf(given(ntpPool), isHost, timeServer, '--ntp-pool'),
  ],
  xconfig: ({ defaultDesktop }) =>
    eachOf(
      given(defaultDesktop),
      (text) => desktopPattern.test(text),
      'a desktop such as GNOME or KDE',
      '--defaultdesktop',
    ),
};
