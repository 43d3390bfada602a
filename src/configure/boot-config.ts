import type { RootFiles } from '../host/root-files.ts';
import type { BootLoaderPlan } from '../plan/plan.ts';
import { findKernels, type Kernel } from './kernels.ts';
import { readVariable, setVariables } from './shell-variables.ts';

const defaultsFile = '/etc/default/grub';

type BootSettings = Pick<BootLoaderPlan, 'kernelArguments' | 'timeoutSeconds' | 'serialConsole'>;

/**
 * /etc/default/grub (GRUB manual, 6.1) as the kickstart has it, so that an update-grub in the guest keeps the settings.
 * Other lines of the file stay.
 */
export function grubDefaults(before: string, { kernelArguments, timeoutSeconds, serialConsole }: BootSettings): string {
  return setVariables(before, {
    GRUB_TIMEOUT: String(timeoutSeconds),
    GRUB_CMDLINE_LINUX_DEFAULT: '',
    GRUB_CMDLINE_LINUX: kernelArguments.join(' '),
    ...(serialConsole
      ? { GRUB_TERMINAL: 'console serial', GRUB_SERIAL_COMMAND: 'serial --unit=0 --speed=115200' }
      : {}),
  });
}

export async function writeGrubDefaults(files: RootFiles, settings: BootSettings): Promise<void> {
  await files.write(defaultsFile, grubDefaults((await files.read(defaultsFile)) ?? '', settings));
}

export interface BootConfig {
  /** Newest first; what grub.cfg offers. */
  readonly kernels: readonly Kernel[];
  /** Kernel arguments as /etc/default/grub has them now. */
  readonly kernelArguments: readonly string[];
  readonly timeoutSeconds: number;
}

/**
 * What the boot loader is to boot. Read after the scripts: kernels that they installed and changes that they made to
 * /etc/default/grub count.
 */
export async function readBootConfig(files: RootFiles, planned: BootSettings): Promise<BootConfig> {
  return { kernels: await findKernels(files), ...bootSettings((await files.read(defaultsFile)) ?? '', planned) };
}

export function bootSettings(text: string, planned: BootSettings): Omit<BootConfig, 'kernels'> {
  const general = readVariable(text, 'GRUB_CMDLINE_LINUX');
  const normal = readVariable(text, 'GRUB_CMDLINE_LINUX_DEFAULT') ?? '';
  const timeout = readVariable(text, 'GRUB_TIMEOUT') ?? '';
  return {
    kernelArguments: general === undefined ? planned.kernelArguments : splitArguments(`${general} ${normal}`),
    timeoutSeconds: /^\d+$/.test(timeout) ? Number(timeout) : planned.timeoutSeconds,
  };
}

/** Kernel arguments are parted by blanks; double quotes keep them together (kernel-parameters documentation). */
const splitArguments = (text: string) => text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
