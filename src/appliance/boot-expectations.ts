import type { Architecture } from '../architecture.ts';
import { ApplianceError } from '../errors.ts';
import type { Report } from '../kickstart/options/options.ts';
import { expectationProblem } from '../pattern.ts';
import type { AddonSettings } from './addon-lines.ts';
import type { BootSpec } from './appliance.ts';
import { firmwareProblem } from './architecture.ts';
import { type BuildOptions, defaults, firmwares, oneOf } from './settings.ts';

/** What the boot test waits for: options win over the lines of the addon. */
export function bootOf(addon: AddonSettings, options: BuildOptions, arch: Architecture, report: Report): BootSpec {
  const asked = options.expect?.map((text) => ({ text, position: undefined })) ?? addon.expect;
  for (const { text, position } of asked) {
    const problem = expectationProblem(text);
    if (problem === undefined) continue;
    const { message, hint } = problem;
    report(
      new ApplianceError({
        kind: 'input',
        code: 'bad-expectation',
        message: `the boot expectation ${message}`,
        position,
        hint,
      }),
    );
  }
  const asOptions = options.firmware?.map((text) => ({
    name: oneOf(firmwares, text, '--firmware', report),
    position: undefined,
  }));
  const firmware = asOptions ?? addon.firmware;
  for (const { name, position } of firmware) {
    const problem = name === undefined ? undefined : firmwareProblem(arch, name);
    if (problem !== undefined) report(new ApplianceError({ kind: 'input', position, ...problem }));
  }
  return {
    expect: asked.length > 0 ? asked.map(({ text }) => text) : defaults.expect,
    timeoutSeconds: options.bootTimeoutSeconds ?? addon.bootTimeoutSeconds,
    firmware: [...new Set(firmware.flatMap(({ name }) => name ?? []))],
  };
}
