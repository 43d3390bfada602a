import type { PartCommand, Written } from '../../kickstart/document.ts';
import type { WantedNumber } from '../appliance.ts';
import type { Fail } from './format.ts';

/** How Linux names a partition: the disk, then its number; after a disk whose name ends in a digit a `p` between them. */
const names = [/^([a-z]+)([1-9]\d*)$/, /^(.*\d)p([1-9]\d*)$/, /^(disk\/.+)-part([1-9]\d*)$/] as const;

/** `sda2` is partition 2 of sda; undefined for a name that does not tell disk and number. */
export function partitionNamed(device: string): { readonly disk: string; readonly number: number } | undefined {
  for (const pattern of names) {
    const [, disk, number] = pattern.exec(device) ?? [];
    if (disk !== undefined) return { disk, number: Number(number) };
  }
  return undefined;
}

/**
 * The number that `--onpart` asks for: the partition, which a %pre script of the installer would have made, is made by the plan.
 *
 * @param failAtOption reports at the place of the option
 */
export function wantedNumberOf(
  { mountPoint, onPart, onDisk, sizeMiB, recommended, hibernation, position }: PartCommand,
  written: Written | undefined,
  failAtOption: Fail,
): WantedNumber | undefined {
  if (onPart === undefined) return undefined;
  const what = `part ${mountPoint}: --onpart=${onPart}`;
  const found = partitionNamed(onPart);
  if (found === undefined) {
    failAtOption(
      'refused',
      `${what} is refused: only a partition that exists is known by that name, and those of an appliance are always new`,
      'write a disk and a number, such as --onpart=sda2, or --ondisk=sda',
    );
    return undefined;
  }
  if (onDisk !== undefined && onDisk !== found.disk) {
    failAtOption('conflicting-options', `${what} lies on ${found.disk}, and --ondisk says ${onDisk}`, 'leave one out');
  }
  if (sizeMiB === undefined && !recommended && !hibernation) {
    failAtOption(
      'part-without-size',
      `${what} has no --size, and there is no partition to take it from: disks are always new, for %pre scripts too`,
      'add --size=MIB; with --grow it is the smallest size',
    );
  }
  return { value: found.number, position: written?.options['--onpart'] ?? position };
}
