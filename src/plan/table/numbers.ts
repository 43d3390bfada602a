import type { DiskSpec, PartSpec } from '../../appliance/appliance.ts';
import { ApplianceError, formatPosition } from '../../errors.ts';

/** Entries of a GUID partition table as ours are (UEFI specification 2.10, §5.3.2: at least 16 KiB). */
const gptEntries = 128;

/** What is numbered: as it lies on the disk, with the number that this gives. */
interface Numbered {
  readonly part: PartSpec | undefined;
  readonly number: number;
}

/**
 * Gives partitions the numbers that part lines ask for. On GPT they are free, and others take the lowest that are left; on msdos
 * they follow from how partitions lie.
 *
 * @throws ApplianceError codes `duplicate-partition`, `partition-number`
 */
export function numberParts<Placed extends Numbered>(disk: DiskSpec, placed: readonly Placed[]): Placed[] {
  const wanted = new Map<number, PartSpec>();
  for (const { part, number } of placed) {
    if (part?.number === undefined) continue;
    const { value, position } = part.number;
    const earlier = wanted.get(value);
    const fail = (code: string, message: string, hint?: string) =>
      new ApplianceError({ kind: 'input', code, message, position, hint });
    if (earlier !== undefined) {
      const first = formatPosition(earlier.position);
      throw fail('duplicate-partition', `two parts are partition ${value} of ${disk.device}; the first is at ${first}`);
    }
    if (disk.table === 'msdos' && value !== number) {
      throw fail(
        'partition-number',
        `the part becomes partition ${number} of ${disk.device}, not ${value}: an msdos table has primary partitions from 1 on, and logical ones from 5 on, in their order`,
        'move the line, or use clearpart --disklabel=gpt, where numbers are free',
      );
    }
    if (value > gptEntries) {
      throw fail('partition-number', `a GPT has ${gptEntries} partitions, and ${value} is none of them`);
    }
    wanted.set(value, part);
  }
  if (wanted.size === 0 || disk.table === 'msdos') return [...placed];
  let next = 1;
  const nextFree = () => {
    while (wanted.has(next)) next += 1;
    return next++;
  };
  return placed.map((one) => ({ ...one, number: one.part?.number?.value ?? nextFree() }));
}
