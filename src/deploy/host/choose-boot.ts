import type { BootRecord, FeatureName } from '../../descriptor/data.ts';
import { ApplianceError } from '../../errors.ts';
import type { DomainType, HostGuest } from './capabilities.ts';

export interface BootWishes {
  /** Number of the way of booting, from 0; undefined: the first that the host can. */
  readonly boot?: number | undefined;
  /** Only this kind of domain; undefined: the fastest. */
  readonly domainType?: DomainType | undefined;
}

export interface BootChoice {
  readonly index: number;
  readonly record: BootRecord;
  readonly domainType: DomainType;
  /** QEMU's name of the CPU model under which a guest ran on the host with KVM; undefined: none was tried. */
  readonly cpu?: string | undefined;
}

/**
 * Chooses how to boot as virt-image did: the first way for which the host has a guest of that type and machine with all named
 * features.
 *
 * @throws ApplianceError codes `no-such-boot`, `no-suitable-boot`
 */
export function chooseBoot(
  boots: readonly BootRecord[],
  guests: readonly HostGuest[],
  { boot, domainType }: BootWishes = {},
): BootChoice {
  if (boot !== undefined && boots[boot] === undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'no-such-boot',
      message: `--boot ${boot}: the descriptor has ${boots.length} way${boots.length === 1 ? '' : 's'} of booting, counted from 0`,
    });
  }
  const reasons: string[] = [];
  for (const [index, record] of boots.entries()) {
    if (boot !== undefined && index !== boot) continue;
    const found = matchBoot(record, guests, domainType);
    if (typeof found !== 'string') return { index, record, domainType: found.domainType };
    reasons.push(`boot ${index}, ${record.type} ${record.arch}: ${found}`);
  }
  throw new ApplianceError({
    kind: 'input',
    code: 'no-suitable-boot',
    message: 'this host can boot the appliance in none of the ways that its descriptor knows',
    detail: reasons,
    hint: 'virsh capabilities shows what the host runs',
  });
}

/** @returns why not, in words, if the host cannot */
function matchBoot(
  { type, arch, features }: BootRecord,
  guests: readonly HostGuest[],
  wanted: DomainType | undefined,
): { readonly domainType: DomainType } | string {
  const alike = guests.filter((guest) => guest.osType === type && guest.arch === arch);
  if (alike.length === 0) return 'the host has no such guests';
  const states = Object.entries(features) as [FeatureName, boolean][];
  const capable = alike.filter((guest) => states.every(([name, on]) => isOffered(guest, name, on)));
  if (capable.length === 0)
    return `the host does not offer ${states.map(([name, on]) => `${name} ${on ? 'on' : 'off'}`).join(', ')}`;
  const types = capable.flatMap((guest) => guest.domainTypes);
  const [first] = wanted === undefined ? types : types.filter((candidate) => candidate === wanted);
  return first === undefined ? `the host does not run it with ${wanted ?? 'anything known'}` : { domainType: first };
}

/** Machines of 64 bits always have PAE, and so hosts do not list it for them; virt-image found no match then. */
function isOffered({ arch, features }: HostGuest, name: FeatureName, on: boolean): boolean {
  if (name === 'pae' && arch === 'x86_64') return on;
  return features[name]?.[on ? 'on' : 'off'] ?? false;
}
