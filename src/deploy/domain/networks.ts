import { ApplianceError } from '../../errors.ts';

/** What a network card is connected to: a network of libvirt, a bridge of the host, or QEMU's own translation of addresses. */
export type Network = { readonly kind: 'network' | 'bridge'; readonly name: string } | { readonly kind: 'user' };

const name = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;

/**
 * Reads `--network`: `network=NAME`, `bridge=NAME`, `user`, or the name of a network of libvirt alone.
 *
 * @throws ApplianceError code `bad-network`
 */
export function parseNetwork(text: string): Network {
  if (text === 'user') return { kind: 'user' };
  const [, kind = 'network', word = ''] = /^(?:(network|bridge)=)?(.*)$/.exec(text) ?? [];
  if (name.test(word)) return { kind: kind === 'bridge' ? 'bridge' : 'network', name: word };
  throw new ApplianceError({
    kind: 'input',
    code: 'bad-network',
    message: `--network ${text} is no network`,
    hint: 'write network=NAME, bridge=NAME or user',
  });
}

/** As `parseNetwork` reads it. */
export const formatNetwork = (network: Network): string =>
  network.kind === 'user' ? 'user' : `${network.kind}=${network.name}`;

/**
 * @param named what `--network` says
 * @param count of cards that there are
 * @throws ApplianceError code `bad-option` if there are fewer than networks for them
 */
export function requireCards(named: readonly string[], count: number): void {
  const surplus = named[count];
  if (surplus === undefined) return;
  const cards = count === 0 ? 'no network cards' : `no more than ${count} network card${count === 1 ? '' : 's'}`;
  throw new ApplianceError({
    kind: 'input',
    code: 'bad-option',
    message: `--network ${surplus}: the machine has ${cards}`,
    hint: 'leave it out',
  });
}

/**
 * Connects the cards, in order; cards for which none was named go where the last named one goes. Without any name that is libvirt's
 * network `default`, or else the program's own translation of addresses: the guest gets out, and nobody in.
 *
 * @param active names of libvirt's networks that run
 */
export function connectCards(count: number, named: readonly Network[], active: readonly string[]): Network[] {
  const usual: Network = active.includes('default') ? { kind: 'network', name: 'default' } : { kind: 'user' };
  return Array.from({ length: count }, (_, index) => named[index] ?? named.at(-1) ?? usual);
}
