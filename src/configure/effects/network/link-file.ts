import type { Connection } from '../../../appliance/network/connection.ts';
import { iniText, setting } from './ini.ts';

/** Keys of systemd.link(5) by ethtool's names of features. */
const featureKeys: Readonly<Record<string, string>> = {
  rx: 'ReceiveChecksumOffload',
  tx: 'TransmitChecksumOffload',
  tso: 'TCPSegmentationOffload',
  gso: 'GenericSegmentationOffload',
  gro: 'GenericReceiveOffload',
  lro: 'LargeReceiveOffload',
};

/**
 * systemd.link(5) with what ethtool sets. Of these files only the first that matches counts, so the policies of
 * 99-default.link stand in it too.
 *
 * @returns undefined if udev cannot know the device by what the kickstart calls it, or a setting has no key
 */
export function linkText({ match, ethtool }: Connection): string | undefined {
  if (ethtool === undefined) return undefined;
  const features = Object.entries(ethtool.features);
  if (features.some(([name]) => !Object.hasOwn(featureKeys, name))) return undefined;
  const found =
    match.by === 'mac'
      ? `MACAddress=${match.mac}`
      : match.by === 'any'
        ? 'OriginalName=en* eth*'
        : /^eth\d+$/.test(match.name)
          ? `OriginalName=${match.name}`
          : undefined;
  if (found === undefined) return undefined;
  const { autoNegotiate, speed, duplex } = ethtool;
  const yesNo = (value: boolean) => (value ? 'yes' : 'no');
  return iniText([
    ['Match', [found]],
    [
      'Link',
      [
        'NamePolicy=keep kernel database onboard slot path',
        'AlternativeNamesPolicy=database onboard slot path',
        'MACAddressPolicy=persistent',
        ...setting('AutoNegotiation', autoNegotiate === undefined ? undefined : yesNo(autoNegotiate)),
        ...setting('BitsPerSecond', speed === undefined ? undefined : `${speed}M`),
        ...setting('Duplex', duplex),
        ...features.flatMap(([name, on]) => setting(featureKeys[name] ?? name, yesNo(on))),
      ],
    ],
  ]);
}
