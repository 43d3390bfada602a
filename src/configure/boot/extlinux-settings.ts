import { readVariable, setVariables } from '../shell-variables.ts';
import { type LoaderSettings, rootArguments, splitArguments, timeoutOr } from './settings.ts';

const defaultsFile = '/etc/default/extlinux';

/** Settings from which our program in the guest makes extlinux.conf anew; no distribution of today has one. */
export const extlinuxSettings: LoaderSettings = {
  async write({ files }, { bootLoader, disks }) {
    const text = setVariables((await files.read(defaultsFile)) ?? '', {
      EXTLINUX_ROOT: rootArguments(disks).join(' '),
      EXTLINUX_PARAMETERS: bootLoader.kernelArguments.join(' '),
      EXTLINUX_TIMEOUT: String(bootLoader.timeoutSeconds),
    });
    await files.write(defaultsFile, text);
  },
  async read(files, { bootLoader }) {
    const text = (await files.read(defaultsFile)) ?? '';
    const words = readVariable(text, 'EXTLINUX_PARAMETERS');
    return {
      kernelArguments: words === undefined ? bootLoader.kernelArguments : splitArguments(words),
      timeoutSeconds: timeoutOr(readVariable(text, 'EXTLINUX_TIMEOUT'), bootLoader.timeoutSeconds),
    };
  },
};
