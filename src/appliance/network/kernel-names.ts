import type { Warning } from '../../errors.ts';
import type { Connection } from './connection.ts';

const kernelName = /^eth\d+$/;
const udevName = /^en[opsx]\w+$/;

/**
 * Names of network cards that no rule makes: udev gives names such as enp1s0 unless net.ifnames=0 stands on the kernel's
 * command line (systemd.net-naming-scheme(7)), and then the kernel's names eth0, eth1, … stay.
 */
export function unstableNames(
  connections: readonly Connection[],
  kernelArguments: readonly string[],
): readonly Warning[] {
  const keepsKernelNames =
    kernelArguments.findLast((argument) => argument.startsWith('net.ifnames=')) === 'net.ifnames=0';
  return connections.flatMap(({ kind, match, position }): readonly Warning[] => {
    if (kind !== 'ethernet' || match.by !== 'name') return [];
    const { name } = match;
    if (keepsKernelNames && udevName.test(name)) {
      const message = `no device will be called ${name}: with net.ifnames=0 they are called eth0, eth1, …`;
      return [{ code: 'unstable-device-name', message, position, hint: 'use --device=eth0, or remove net.ifnames=0' }];
    }
    if (keepsKernelNames || !kernelName.test(name)) return [];
    return [
      {
        code: 'unstable-device-name',
        message: `no device may be called ${name}: udev gives names such as enp1s0`,
        position,
        hint: 'add net.ifnames=0 to --append of the bootloader line, or use --device=link',
      },
    ];
  });
}
