import * as path from 'node:path';
import { parseNetwork } from '../../deploy/domain/networks.ts';
import type { Wishes } from '../../deploy/domain/wishes.ts';
import type { ConnectUri } from '../../deploy/host/uri.ts';
import { ApplianceError } from '../../errors.ts';
import type { DeployFlags } from './flags.ts';

/** What the command line asks of the machine. @throws ApplianceError codes `bad-network` */
export function wishesOf(flags: DeployFlags): Wishes {
  const { memory, vcpus, graphics, boot, virtType, firmware, bus, machine, network, consoleLog } = flags;
  return {
    ...{ memoryMiB: memory, vcpus, graphics, boot, virtType, firmware, bus },
    machine: machine || undefined,
    networks: network?.map(parseNetwork),
    consoleLog: consoleLog === undefined ? undefined : path.resolve(consoleLog),
  };
}

/** Options that do nothing without another. */
const companions: readonly {
  readonly options: readonly (keyof DeployFlags)[];
  readonly of: keyof DeployFlags;
  readonly why: string;
}[] = [
  { options: ['expect', 'timeout'], of: 'waitBoot', why: 'says what is waited for, and nothing is' },
  { options: ['forget'], of: 'upgrade', why: 'is of an upgrade, and this is none' },
];

/** @throws ApplianceError code `bad-option` if an option lacks the one that it belongs to */
export function requireCompanions(flags: DeployFlags): void {
  for (const { options, of, why } of companions) {
    const idle = options.find((name) => flags[name] !== undefined);
    if (idle === undefined || flags[of] !== undefined) continue;
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-option',
      message: `--${idle} ${why}`,
      hint: `add --${of.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    });
  }
}

/** libvirt may write there, and its virtlogd keeps the file within limits. */
export function consoleLogOf(
  name: string,
  { consoleLog }: Wishes,
  { driver, isSystem }: ConnectUri,
): string | undefined {
  if (consoleLog !== undefined) return consoleLog;
  return driver === 'qemu' && isSystem ? `/var/log/libvirt/qemu/${name}-console.log` : undefined;
}

/**
 * Addresses of the first network cards.
 *
 * @param cards how many there are
 * @throws ApplianceError code `bad-option`
 */
export function macsOf({ mac = [] }: DeployFlags, cards: number): readonly string[] {
  const refuse = (text: string, why: string, hint: string) =>
    new ApplianceError({ kind: 'input', code: 'bad-option', message: `--mac ${text}: ${why}`, hint });
  const addresses = mac.map((text) => text.toLowerCase());
  return addresses.map((text, index) => {
    // The last bit of the first byte marks addresses of groups (IEEE 802-2014, §8.2.2).
    if (!/^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/.test(text))
      throw refuse(text, 'that is no address of a network card', 'such as 52:54:00:12:34:56');
    if (index >= cards) throw refuse(text, `the machine has no more than ${cards} network cards`, 'leave it out');
    if (addresses.indexOf(text) < index) throw refuse(text, 'two cards cannot have one address', 'take another');
    return text;
  });
}
