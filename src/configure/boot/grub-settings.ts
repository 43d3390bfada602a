import type { RootFiles } from '../../host/root/root-files.ts';
import { serialPortOf } from '../../plan/boot/serial-port.ts';
import type { BootLoaderPlan } from '../../plan/plan.ts';
import type { Family } from '../family.ts';
import type { Guest } from '../guest.ts';
import { readVariable, setVariables } from '../shell-variables.ts';
import { writeGrubPassword } from './grub-password.ts';
import { changedKernelArguments } from './kernel-install.ts';
import { type BootSettings, type LoaderSettings, splitArguments, timeoutOr } from './settings.ts';

const defaultsFile = '/etc/default/grub';

type Planned = Pick<BootLoaderPlan, 'kernelArguments' | 'timeoutSeconds' | 'serialConsole' | 'hasPassword'>;

/** What anaconda writes to the file, which no package brings, besides what the kickstart says. Only what is missing is added. */
const familyDefaults: Readonly<Record<Family['name'], readonly string[]>> = {
  debian: [],
  fedora: [
    'GRUB_DISTRIBUTOR="$(sed \'s, release .*$,,g\' /etc/system-release)"',
    'GRUB_DEFAULT=saved',
    'GRUB_DISABLE_SUBMENU=true',
    'GRUB_DISABLE_RECOVERY="true"',
    'GRUB_ENABLE_BLSCFG=true',
  ],
};

function withDefaults(text: string, lines: readonly string[]): string {
  const missing = lines.filter((line) => readVariable(text, line.slice(0, line.indexOf('='))) === undefined);
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return start + missing.map((line) => `${line}\n`).join('');
}

/**
 * /etc/default/grub (GRUB manual, 6.1) as the kickstart has it, so that an update-grub in the guest keeps the settings.
 * Other lines of the file stay. With a password there are no entries for repairs: they give a shell of root.
 */
export function grubDefaults(before: string, planned: Planned, family: Family['name'] = 'debian'): string {
  const { kernelArguments, timeoutSeconds, serialConsole, hasPassword } = planned;
  const { unit, speed } = serialPortOf(kernelArguments);
  return setVariables(withDefaults(before, familyDefaults[family]), {
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

export async function writeGrubDefaults(files: RootFiles, planned: Planned, family?: Family['name']): Promise<void> {
  await files.write(defaultsFile, grubDefaults((await files.read(defaultsFile)) ?? '', planned, family));
}

export const grubSettings: LoaderSettings = {
  async write(guest: Guest, { bootLoader, passwordHash }) {
    await writeGrubDefaults(guest.files, bootLoader, guest.family.name);
    if (passwordHash !== undefined) await writeGrubPassword(guest, passwordHash);
  },
  async read(files, planned) {
    const settings = readGrubDefaults((await files.read(defaultsFile)) ?? '', planned.bootLoader);
    const kernelArguments = await changedKernelArguments(files, planned);
    return kernelArguments === undefined ? settings : { ...settings, kernelArguments };
  },
};
