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

/** Memory is in KiB, and some producers wrote MiB. A number that is too small for any guest can only be that. */
export function correctMemory(written: number, warn: Warn): number {
  if (written === 0 || written >= leastKiB) return written;
  warn({
    code: 'memory-in-mib',
    message: `<memory> is in KiB, and ${written} KiB run nothing: it is taken for ${written} MiB`,
    hint: `write ${written * 1024}`,
  });
  return written * 1024;
}

/** appliance-creator and lorax write names and file names into the XML as they are. */
export function correctAmpersands(xml: string, warn: Warn): string {
  if (xml.includes('<![CDATA[')) return xml;
  const corrected = xml.replaceAll(/&(?![A-Za-z#][^;&<>\s]*;)/g, '&amp;');
  if (corrected !== xml) warn({ code: 'bare-ampersand', message: 'a bare & is taken for &amp;' });
  return corrected;
}
