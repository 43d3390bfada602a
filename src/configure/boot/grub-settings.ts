import type { RootFiles } from '../../host/root-files.ts';
import type { BootLoaderPlan } from '../../plan/plan.ts';
import { serialPortOf } from '../../plan/serial-port.ts';
import type { Guest } from '../guest.ts';
import { readVariable, setVariables } from '../shell-variables.ts';
import { writeGrubPassword } from './grub-password.ts';
import { type BootSettings, type LoaderSettings, splitArguments, timeoutOr } from './settings.ts';

const defaultsFile = '/etc/default/grub';

type Planned = Pick<BootLoaderPlan, 'kernelArguments' | 'timeoutSeconds' | 'serialConsole' | 'hasPassword'>;

/**
 * /etc/default/grub (GRUB manual, 6.1) as the kickstart has it, so that an update-grub in the guest keeps the settings.
 * Other lines of the file stay. With a password there are no entries for repairs: they give a shell of root.
 */
export function grubDefaults(before: string, planned: Planned): string {
  const { kernelArguments, timeoutSeconds, serialConsole, hasPassword } = planned;
  const { unit, speed } = serialPortOf(kernelArguments);
  return setVariables(before, {
    GRUB_TIMEOUT: String(timeoutSeconds),
    GRUB_CMDLINE_LINUX_DEFAULT: '',
    GRUB_CMDLINE_LINUX: kernelArguments.join(' '),
    ...(serialConsole
      ? { GRUB_TERMINAL: 'console serial', GRUB_SERIAL_COMMAND: `serial --unit=${unit} --speed=${speed}` }
      : {}),
    ...(hasPassword ? { GRUB_DISABLE_RECOVERY: 'true' } : {}),
  });
}

export function readGrubDefaults(text: string, planned: BootSettings): BootSettings {
  const general = readVariable(text, 'GRUB_CMDLINE_LINUX');
  const normal = readVariable(text, 'GRUB_CMDLINE_LINUX_DEFAULT') ?? '';
  return {
    kernelArguments: general === undefined ? planned.kernelArguments : splitArguments(`${general} ${normal}`),
    timeoutSeconds: timeoutOr(readVariable(text, 'GRUB_TIMEOUT'), planned.timeoutSeconds),
  };
}

export async function writeGrubDefaults(files: RootFiles, planned: Planned): Promise<void> {
  await files.write(defaultsFile, grubDefaults((await files.read(defaultsFile)) ?? '', planned));
}

export const grubSettings: LoaderSettings = {
  async write(guest: Guest, { bootLoader, passwordHash }) {
    await writeGrubDefaults(guest.files, bootLoader);
    if (passwordHash !== undefined) await writeGrubPassword(guest, passwordHash);
  },
  read: async (files, { bootLoader }) => readGrubDefaults((await files.read(defaultsFile)) ?? '', bootLoader),
};
