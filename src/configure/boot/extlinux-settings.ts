import { serialPortOf } from '../../plan/boot/serial-port.ts';
import { bootPrefix, rootArguments } from '../../plan/volumes/boot-volumes.ts';
import { readVariable, setVariables } from '../shell-variables.ts';
import { extlinuxUpdate } from './extlinux-update.ts';
import { type LoaderSettings, splitArguments, timeoutOr } from './settings.ts';

const defaultsFile = '/etc/default/extlinux';
/** Where packages of kernels run programs: Debian (kernel-handbook, 8.4), and kernel-install(8) of Fedora. */
const updateFiles = {
  debian: [
    '/etc/kernel/postinst.d/zz-extlinux',
    '/etc/kernel/postrm.d/zz-extlinux',
    '/etc/initramfs/post-update.d/zz-extlinux',
  ],
  fedora: ['/etc/kernel/install.d/99-extlinux.install'],
} as const;

/** Settings, and the program that makes extlinux.conf of them when kernels come and go. */
export const extlinuxSettings: LoaderSettings = {
  async write({ files, family }, layout) {
    const { bootLoader } = layout;
    const { kernelArguments, serialConsole, timeoutSeconds } = bootLoader;
    const { unit, speed } = serialPortOf(kernelArguments);
    const text = setVariables((await files.read(defaultsFile)) ?? '', {
      EXTLINUX_ROOT: rootArguments(layout).join(' '),
      EXTLINUX_PARAMETERS: kernelArguments.join(' '),
      EXTLINUX_TIMEOUT: String(timeoutSeconds),
      EXTLINUX_FOLDER: bootPrefix(layout),
      EXTLINUX_SERIAL: serialConsole ? `${unit} ${speed}` : '',
    });
    await files.write(defaultsFile, text);
    for (const file of updateFiles[family.name]) await files.write(file, extlinuxUpdate, 0o755);
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
