import { ApplianceError } from '../errors.ts';
import type { Report } from '../kickstart/options/options.ts';
import type { Firmware } from './appliance.ts';

/** What the command line or the action's inputs ask for. Undefined: not given. */
export interface BuildOptions {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  /** `NAME=SIZE`, in order. */
  readonly disks?: readonly string[] | undefined;
  readonly formats?: readonly string[] | undefined;
  readonly targets?: readonly string[] | undefined;
  /** Kind of the archive of everything. */
  readonly archive?: string | undefined;
  readonly backend?: string | undefined;
  readonly releasever?: string | undefined;
  readonly arch?: string | undefined;
  /** A package that no known key verifies is an error, not a warning. */
  readonly requireSignatures?: boolean | undefined;
  /** `NAME=URL`. They replace repositories of the same name and add others. */
  readonly repos?: readonly string[] | undefined;
  readonly memoryMiB?: number | undefined;
  readonly vcpus?: number | undefined;
  readonly expect?: readonly string[] | undefined;
  readonly bootTimeoutSeconds?: number | undefined;
  readonly firmware?: readonly string[] | undefined;
}

export const firmwares = ['bios', 'uefi', 'uefi-secure'] as const satisfies readonly Firmware[];
export const backends = ['auto', 'apt', 'dnf'] as const;

export const defaults = {
  formats: ['qcow2', 'vmdk'],
  memoryMiB: 1024,
  vcpus: 1,
  timeoutSeconds: 5,
  expect: ['login:'],
} as const;

/** Names become file names, GRUB and XML text: letters, digits and `. _ + -`, as the virt-image grammar allows. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;

/** @returns the value if it is one of those that the option takes; else undefined, after a report */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
  text: string,
  option: string,
  report: Report,
): Values[number] | undefined {
  if (values.includes(text)) return text;
  report(
    new ApplianceError({
      kind: 'input',
      code: 'bad-option',
      message: `${option}: "${text}" is not one of ${values.join(', ')}`,
    }),
  );
  return undefined;
}
