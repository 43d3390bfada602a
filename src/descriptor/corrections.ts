import type { Warning } from '../errors.ts';

/** Takes what was corrected in the reading. */
export type Warn = (warning: Warning) => void;

/** What virt-image took the old names of a machine for. */
const architectures: readonly (readonly [RegExp, string])[] = [
  [/^i[3-9]86$/, 'i686'],
  [/^amd64$/, 'x86_64'],
  [/^arm64$/, 'aarch64'],
];

/** appliance-creator wrote the name that uname(2) gives to the builder. */
export function correctArchitecture(name: string, warn: Warn): string {
  const known = architectures.find(([pattern]) => pattern.test(name))?.[1] ?? name;
  if (known !== name) warn({ code: 'old-architecture', message: `the machine ${name} is taken for ${known}` });
  return known;
}

/** The grammar's least: no guest of that time ran with less than 4 MB. */
const leastKiB = 4000;

/** Systems of 2008 ran with less, those of today do not: such a number may mean either, so it is only asked about. */
const leastOfTodayKiB = 64 * 1024;

/**
 * Memory is in KiB, and some producers wrote MiB. A number that is too small for any guest can only be that.
 *
 * @param written a positive number
 * @returns KiB
 */
export function correctMemory(written: number, warn: Warn): number {
  if (written >= leastOfTodayKiB) return written;
  if (written >= leastKiB) {
    warn({
      code: 'little-memory',
      message: `<memory> is in KiB: ${written} KiB are ${Math.floor(written / 1024)} MiB`,
      hint: `if MiB was meant, write ${written * 1024}`,
    });
    return written;
  }
  warn({
    code: 'memory-in-mib',
    message: `<memory> is in KiB, and ${written} KiB run nothing: it is taken for ${written} MiB`,
    hint: `write ${written * 1024}`,
  });
  return written * 1024;
}

/** Comments and CDATA, where an ampersand is one, are passed over. One without an end goes on to that of the text. */
const bareAmpersands = /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|&(?![A-Za-z#][^;&<>\s]*;)/gs;

/** appliance-creator and lorax write names and file names into the XML as they are. */
export function correctAmpersands(xml: string, warn: Warn): string {
  const corrected = xml.replaceAll(bareAmpersands, (found) => (found === '&' ? '&amp;' : found));
  if (corrected !== xml) warn({ code: 'bare-ampersand', message: 'a bare & is taken for &amp;' });
  return corrected;
}
