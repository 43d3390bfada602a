import type { Architecture } from '../architecture.ts';
import { ApplianceError, type Warning } from '../errors.ts';
import type { Addon, Document } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';
import type { KdumpSpec } from './appliance.ts';

export const kdumpAddon = 'com_redhat_kdump';

/** What `kdumpctl` reserves if nobody says how much (kernel documentation, "kdump": ranges of memory). */
const automatic: Readonly<Record<Architecture, string>> = {
  x86_64: '1G-4G:192M,4G-64G:256M,64G-:512M',
  aarch64: '1G-4G:256M,4G-64G:320M,64G-:576M',
};

/**
 * Reads `%addon com_redhat_kdump --enable|--disable --reserve-mb=MIB|auto`.
 *
 * @returns undefined when the kickstart has no such section
 */
export function readKdump(
  { addons }: Pick<Document, 'addons'>,
  arch: Architecture,
  report: Report,
): KdumpSpec | undefined {
  const addon = addons.findLast(({ name }) => name === kdumpAddon);
  if (addon === undefined) return undefined;
  let enabled = true;
  let crashKernel = automatic[arch];
  for (const word of addon.arguments ?? []) {
    const [option, value = ''] = word.split(/=(.*)/s);
    const size = value.replace(/^(['"])(.*)\1$/, '$2');
    if (option === '--enable') enabled = true;
    else if (option === '--disable') enabled = false;
    else if (option === '--reserve-mb' && /^[1-9]\d{0,5}$/.test(size)) crashKernel = `${size}M`;
    else if (option === '--reserve-mb' && size === 'auto') crashKernel = automatic[arch];
    else report(badOption(addon, word));
  }
  return { enabled, crashKernel, position: addon.position };
}

/** The kernel arguments with the reservation in place of any other: of several the last would count. */
export function withCrashKernel(kernelArguments: readonly string[], kdump: KdumpSpec | undefined): readonly string[] {
  if (!kdump?.enabled) return kernelArguments;
  return [
    ...kernelArguments.filter((argument) => !argument.startsWith('crashkernel=')),
    `crashkernel=${kdump.crashKernel}`,
  ];
}

/** A machine of 1024 MiB has a little less than 1 GiB for the kernel, where the ranges begin. */
export function kdumpWarnings(kdump: KdumpSpec | undefined, memoryMiB: number): readonly Warning[] {
  if (!kdump?.enabled || !Object.values(automatic).includes(kdump.crashKernel) || memoryMiB > 1024) return [];
  return [
    {
      code: 'no-crash-memory',
      message: `kdump has no memory to work in: a machine of ${memoryMiB} MiB reserves none by itself`,
      position: kdump.position,
      hint: 'write --reserve-mb=192, say, or give the machine more memory',
    },
  ];
}

function badOption({ position }: Addon, word: string): ApplianceError {
  const known = word.startsWith('--reserve-mb');
  return new ApplianceError({
    kind: 'input',
    code: known ? 'bad-value' : 'unknown-option',
    message: known
      ? `--reserve-mb of %addon ${kdumpAddon} is a number of MiB or auto`
      : `%addon ${kdumpAddon} has no option ${word}`,
    position,
    hint: 'its options are --enable, --disable and --reserve-mb=MIB',
  });
}
