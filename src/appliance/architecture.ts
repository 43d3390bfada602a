import { type Architecture, architectureNamed, architectureNames, architectures } from '../architecture.ts';
import { ApplianceError, type ErrorDetails } from '../errors.ts';
import type { Report } from '../kickstart/options/options.ts';
import type { Firmware, PartSpec } from './appliance.ts';

const usual: Architecture = 'x86_64';

/** @param text what `--arch` says, `aarch64` or `arm64`; undefined: it is not given */
export function architectureOf(text: string | undefined, report: Report): Architecture {
  const known = architectureNamed(text ?? usual);
  if (known !== undefined) return known;
  report(
    new ApplianceError({
      kind: 'input',
      code: 'bad-option',
      message: `--arch: "${text}" is not one of ${architectureNames.join(', ')}`,
    }),
  );
  return usual;
}

/** Reports the parts that machines of the architecture have no use for. */
export function checkArchitecture(arch: Architecture, parts: readonly PartSpec[], report: Report): void {
  if (architectures[arch].hasBios) return;
  for (const { position } of parts.filter(({ kind }) => kind === 'biosboot')) {
    report(
      new ApplianceError({
        kind: 'input',
        code: 'no-bios',
        message: `part biosboot: machines of ${arch} have no BIOS`,
        position,
        hint: `remove the line; ${espHint}`,
      }),
    );
  }
}

export const espHint = 'UEFI needs the line: part /boot/efi --fstype=efi --size=64';

/** @returns why machines of the architecture do not boot with the firmware; undefined: they do */
export function firmwareProblem(
  arch: Architecture,
  firmware: Firmware,
): Pick<ErrorDetails, 'code' | 'message' | 'hint'> | undefined {
  if (architectures[arch].hasBios || firmware === 'uefi') return undefined;
  const hint = 'write --firmware=uefi, or leave it out';
  if (firmware === 'bios')
    return { code: 'no-bios', message: `--firmware=bios: machines of ${arch} have no BIOS`, hint };
  return { code: 'not-supported-yet', message: `--firmware=${firmware} is not supported yet on ${arch}`, hint };
}
