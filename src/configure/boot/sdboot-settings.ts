import type { RootFiles } from '../../host/root/root-files.ts';
import { rootArguments } from '../../plan/volumes/boot-volumes.ts';
import { readVariable } from '../shell-variables.ts';
import type { BootLayout, BootSettings, LoaderSettings } from './settings.ts';
import { splitArguments } from './settings.ts';

const argumentsFile = '/etc/kernel/cmdline';

/** loader.conf(5): `menu-force` waits for ever. */
function loaderConfig(timeoutSeconds: number): string {
  return `timeout ${timeoutSeconds === -1 ? 'menu-force' : timeoutSeconds}\n`;
}

export function readLoaderTimeout(text: string): number | undefined {
  const value = /^timeout\s+(\S+)/m.exec(text)?.[1];
  if (value === 'menu-force') return -1;
  if (value === 'menu-hidden') return 0;
  return /^\d+$/.test(value ?? '') ? Number(value) : undefined;
}

function loaderFile({ disks, bootLoader: { uefi } }: BootLayout): string {
  const disk = disks.find(({ name }) => name === uefi?.disk);
  const esp = disk?.partitions.find(({ number }) => number === uefi?.partition)?.filesystem?.mountPoint;
  return `${esp ?? '/boot/efi'}/loader/loader.conf`;
}

/**
 * What kernel-install(8) needs in the guest to add the kernels of updates: their arguments, entries by the Boot Loader
 * Specification with the kernels beside them, and a name for them that is not the machine's.
 */
export const sdbootSettings: LoaderSettings = {
  async write({ files }, layout) {
    const words = [...rootArguments(layout), ...layout.bootLoader.kernelArguments];
    await files.write(argumentsFile, `${words.join(' ')}\n`);
    await files.write('/etc/kernel/install.conf', 'layout=bls\n');
    await files.write('/etc/kernel/entry-token', `${await tokenOf(files)}\n`);
    await files.write(loaderFile(layout), loaderConfig(layout.bootLoader.timeoutSeconds));
  },
  async read(files, layout): Promise<BootSettings> {
    const { bootLoader } = layout;
    const fixed = rootArguments(layout);
    const words = await files.read(argumentsFile);
    const timeout = readLoaderTimeout((await files.read(loaderFile(layout))) ?? '');
    return {
      kernelArguments:
        words === undefined
          ? bootLoader.kernelArguments
          : splitArguments(words).filter((word) => !fixed.includes(word)),
      timeoutSeconds: timeout ?? bootLoader.timeoutSeconds,
    };
  },
};

async function tokenOf(files: RootFiles): Promise<string> {
  const osRelease = (await files.read('/etc/os-release')) ?? (await files.read('/usr/lib/os-release')) ?? '';
  const id = readVariable(osRelease, 'ID') ?? '';
  return /^[a-z0-9._-]+$/.test(id) ? id : 'linux';
}
