import type { Appliance } from '../../appliance/appliance.ts';
import { timeServiceOf } from '../../appliance/locale/time-sources.ts';
import { askedFor, type Need } from './need.ts';

const builtIn = /^(?:C|POSIX)(?:\.|$)/;
/** Debian's packages that provide `time-daemon`, of which only one can be installed. */
const timeDaemons = [/^chrony$/, /^systemd-timesyncd$/, /^ntpsec$/, /^ntp$/, /^openntpd$/];

/** Sources to ask for the time, of a kickstart that lets a time service run and names no package for it. */
const timeSources = ({ system }: Appliance, asked: ReadonlySet<string>) => {
  const time = timeServiceOf(system);
  return time?.disabledAt === undefined && !askedFor(asked, ...timeDaemons) ? (time?.sources ?? []) : [];
};

/** The console of Debian starts with the layout `us`, and switches nothing, without further packages. */
const needsConsoleSetup = ({ system: { keyboard } }: Appliance) =>
  keyboard !== undefined &&
  (keyboard.switchOptions.length > 0 ||
    [keyboard.vcKeymap ?? 'us', ...keyboard.xLayouts].some((layout) => layout.trim() !== 'us'));

/** Packages of Debian for language, keyboard and time. */
export const localeNeeds: readonly Need[] = [
  { package: 'tzdata', reason: 'timezone', when: ({ system }) => system.timezone?.zone !== undefined },
  {
    package: 'locales',
    reason: 'lang',
    when: ({ system: { lang } }, asked) =>
      lang !== undefined &&
      [lang.lang, ...lang.addSupport].some((locale) => !builtIn.test(locale)) &&
      !asked.has('locales-all'),
  },
  { package: 'console-setup', reason: 'keyboard', when: needsConsoleSetup },
  // The smaller one knows no authenticated time.
  {
    package: 'systemd-timesyncd',
    reason: 'time servers',
    when: (appliance, asked) => {
      const sources = timeSources(appliance, asked);
      return sources.length > 0 && !sources.some(({ nts }) => nts);
    },
  },
  {
    package: 'chrony',
    reason: 'time servers with NTS',
    when: (appliance, asked) => timeSources(appliance, asked).some(({ nts }) => nts),
  },
  {
    package: 'ca-certificates',
    reason: 'time servers with NTS',
    when: ({ system }) => (timeServiceOf(system)?.sources ?? []).some(({ nts }) => nts),
  },
];
