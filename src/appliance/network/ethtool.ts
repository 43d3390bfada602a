import type { EthtoolSettings } from './connection.ts';

/** Features that NetworkManager, systemd.link(5) and ifupdown all know, by ethtool's short names. */
const features: ReadonlySet<string> = new Set(['rx', 'tx', 'sg', 'tso', 'gso', 'gro', 'lro']);
const switches: Readonly<Record<string, boolean>> = { on: true, off: false };

interface Mutable {
  autoNegotiate: boolean | undefined;
  speed: number | undefined;
  duplex: 'half' | 'full' | undefined;
  features: Record<string, boolean>;
}

/** Reads one `name value` of ethtool(8) into the settings; false if it is not understood. */
function readPair(name: string, value: string, feature: boolean, settings: Mutable): boolean {
  const state = Object.hasOwn(switches, value) ? switches[value] : undefined;
  if (feature) {
    if (!features.has(name) || state === undefined) return false;
    settings.features[name] = state;
  } else if (name === 'autoneg' && state !== undefined) settings.autoNegotiate = state;
  else if (name === 'speed' && /^[1-9]\d{0,5}$/.test(value)) settings.speed = Number(value);
  else if (name === 'duplex' && (value === 'half' || value === 'full')) settings.duplex = value;
  else return false;
  return true;
}

/**
 * `autoneg off speed 1000 duplex full`, or the same after `-s DEVICE`, or `-K DEVICE gro off`; several parted by `;`.
 *
 * @returns what is not understood, as a string
 */
export function readEthtool(text: string, device: string | undefined): EthtoolSettings | string {
  const settings: Mutable = { autoNegotiate: undefined, speed: undefined, duplex: undefined, features: {} };
  for (const part of text.split(';')) {
    const words = part.split(/\s+/).filter((word) => word !== '');
    const feature = words[0] === '-K' || words[0] === '--features' || words[0] === '--offload';
    if (feature || words[0] === '-s' || words[0] === '--change') {
      words.shift();
      if (words.length % 2 === 1 && words[0] === device) words.shift();
    }
    for (let index = 0; index < words.length; index += 2) {
      const [name = '', value = ''] = words.slice(index, index + 2);
      if (!readPair(name, value, feature, settings)) return `${name} ${value}`.trim();
    }
  }
  // Neither can be fixed while the device negotiates (NetworkManager refuses one without the other).
  if ((settings.speed === undefined) !== (settings.duplex === undefined)) return 'speed without duplex';
  return settings;
}
