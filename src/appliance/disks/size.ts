import { ApplianceError, type Position } from '../../errors.ts';

const mib = 1024 * 1024;
const unitBytes: Readonly<Record<string, number>> = { '': mib, K: 1024, M: mib, G: 1024 * mib, T: 1024 * 1024 * mib };

/**
 * Reads a size as users write it: `5G`, `512M`, `1.5G`, `2T`; a bare number counts MiB, as in a `part` line. Units are binary.
 *
 * @returns bytes, rounded up to a whole MiB; undefined for 0, which means "compute it"
 * @throws ApplianceError code `bad-size`
 */
export function parseSizeBytes(text: string, what: string, position?: Position): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(?:([KMGT])(?:i?B)?)?$/i.exec(text.trim());
  const unit = match === null ? undefined : unitBytes[(match[2] ?? '').toUpperCase()];
  const bytes = match === null || unit === undefined ? Number.NaN : Number(match[1]) * unit;
  if (!Number.isFinite(bytes) || bytes > Number.MAX_SAFE_INTEGER) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-size',
      message: `${what}: "${text}" is not a size`,
      position,
      hint: 'write a number with K, M, G or T, such as 5G; a bare number counts MiB',
    });
  }
  return bytes === 0 ? undefined : Math.ceil(bytes / mib) * mib;
}
