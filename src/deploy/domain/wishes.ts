import type { Firmware } from '../../appliance/appliance.ts';
import { firmwares } from '../../appliance/settings.ts';
import { attribute, type XmlElement } from '../../descriptor/xml.ts';
import { ApplianceError } from '../../errors.ts';
import { type Bus, buses, screens, type VirtType, virtTypes } from './choices.ts';
import { formatNetwork, type Network, parseNetwork } from './networks.ts';

/** What was asked of a machine beyond its descriptor. The domain keeps it, so that an upgrade asks for the same. */
export interface Wishes {
  readonly memoryMiB?: number | undefined;
  readonly vcpus?: number | undefined;
  readonly graphics?: (typeof screens)[number] | undefined;
  /** Index of the way of booting. */
  readonly boot?: number | undefined;
  readonly virtType?: VirtType | undefined;
  readonly firmware?: Firmware | undefined;
  readonly bus?: Bus | undefined;
  readonly machine?: string | undefined;
  /** For each card, the last one for all further ones. */
  readonly networks?: readonly Network[] | undefined;
  /** Path on the host. */
  readonly consoleLog?: string | undefined;
}

/** How a wish is an attribute: written, and read again; undefined: the text is none. */
interface Spelling<Value> {
  write(value: Value): string;
  read(text: string): Value | undefined;
}

const count: Spelling<number> = {
  write: String,
  read: (text) => (/^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
};
const text: Spelling<string> = { write: (value) => value, read: (value) => value || undefined };
const among = <Value extends string>(values: readonly Value[]): Spelling<Value> => ({
  write: (value) => value,
  read: (word) => values.find((value) => value === word),
});
const networkList: Spelling<readonly Network[]> = {
  write: (networks) => networks.map(formatNetwork).join(' '),
  read: readNetworks,
};

function readNetworks(words: string): readonly Network[] | undefined {
  try {
    return words.split(' ').map(parseNetwork);
  } catch (error) {
    if (error instanceof ApplianceError) return undefined;
    throw error;
  }
}

const spellings: { readonly [Name in keyof Wishes]-?: Spelling<NonNullable<Wishes[Name]>> } = {
  memoryMiB: count,
  vcpus: count,
  graphics: among(screens),
  boot: count,
  virtType: among(virtTypes),
  firmware: among(firmwares),
  bus: among(buses),
  machine: text,
  networks: networkList,
  consoleLog: text,
};
const names = Object.keys(spellings) as (keyof Wishes)[];

const spellingOf = (name: keyof Wishes) => spellings[name] as Spelling<unknown>;

/** @returns attributes of an element; none: undefined */
export function wishAttributes(wishes: Wishes): Readonly<Record<string, string>> | undefined {
  const written = names.flatMap((name) => {
    const value = wishes[name];
    return value === undefined ? [] : [[`@${name}`, spellingOf(name).write(value)] as const];
  });
  return written.length === 0 ? undefined : Object.fromEntries(written);
}

/** @returns undefined if a value is none */
export function readWishes(element: XmlElement): Wishes | undefined {
  const wishes: Record<string, unknown> = {};
  for (const name of names) {
    const written = attribute(element, name);
    if (written === undefined) continue;
    const value = spellingOf(name).read(written);
    if (value === undefined) return undefined;
    wishes[name] = value;
  }
  return wishes;
}

/** In the words of the command line. */
const options: { readonly [Name in keyof Wishes]-?: string } = {
  memoryMiB: '--memory',
  vcpus: '--vcpus',
  graphics: '--graphics',
  boot: '--boot',
  virtType: '--virt-type',
  firmware: '--firmware',
  bus: '--bus',
  machine: '--machine',
  networks: '--network',
  consoleLog: '--console-log',
};

/** @returns `--memory 640 --bus sata`; empty: nothing was asked for */
export function describeWishes(wishes: Wishes): string {
  return names
    .flatMap((name) => {
      const value = wishes[name];
      if (value === undefined) return [];
      const words = name === 'networks' ? (wishes.networks ?? []).map(formatNetwork) : [spellingOf(name).write(value)];
      return words.map((word) => `${options[name]} ${word}`);
    })
    .join(' ');
}

/** Those that are asked now win over those of before. */
export function mergeWishes(before: Wishes, now: Wishes): Wishes {
  const asked = Object.entries(now).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(asked) };
}
