import { type FeatureName, featureNames } from '../../descriptor/data.ts';
import { attribute, elements, parseXml, textOf, type XmlElement } from '../../descriptor/xml.ts';
import { ApplianceError, messageOf } from '../../errors.ts';

/** Kinds of domains by libvirt's names, the fastest first; `test` is that of its test driver. */
export const domainTypes = ['kvm', 'xen', 'kqemu', 'qemu', 'test'] as const;
export type DomainType = (typeof domainTypes)[number];

/** A kind of guest that a host runs. */
export interface HostGuest {
  readonly osType: string;
  readonly arch: string;
  readonly domainTypes: readonly DomainType[];
  readonly features: Readonly<Partial<Record<FeatureName, FeatureOffer>>>;
}

/** Which states of a feature guests can have. */
export interface FeatureOffer {
  readonly on: boolean;
  readonly off: boolean;
}

/** @throws ApplianceError code `libvirt-answer` */
export function readCapabilities(xml: string): HostGuest[] {
  return elements(parseAnswer(xml, 'capabilities'), 'guest').flatMap((guest) => {
    const features = offersOf(elements(guest, 'features')[0]);
    const osType = textOf(elements(guest, 'os_type')[0] ?? {});
    return elements(guest, 'arch').map((arch): HostGuest => {
      const offered = elements(arch, 'domain').map((domain) => attribute(domain, 'type'));
      return {
        osType,
        arch: attribute(arch, 'name') ?? '',
        domainTypes: domainTypes.filter((type) => offered.includes(type)),
        features,
      };
    });
  });
}

/**
 * Parses what libvirt answered.
 *
 * @throws ApplianceError code `libvirt-answer`
 */
export function parseAnswer(xml: string, root: string): XmlElement {
  try {
    return parseXml(xml, root);
  } catch (cause) {
    throw new ApplianceError({
      kind: 'build',
      code: 'libvirt-answer',
      message: `libvirt's answer is not understood: ${messageOf(cause)}`,
      cause,
    });
  }
}

/**
 * formatcaps of libvirt: `default` is how a guest has the feature unless told otherwise, `toggle` whether it can be told. Older
 * ones name what they have, and `nonpae` for guests without PAE.
 */
function offersOf(features: XmlElement | undefined): HostGuest['features'] {
  if (features === undefined) return {};
  const offers = featureNames.flatMap((name) => {
    const [element] = elements(features, name);
    const without = name === 'pae' && elements(features, 'nonpae').length > 0;
    if (element === undefined) return without ? [[name, { on: false, off: true }] as const] : [];
    const [usual, toggle] = [attribute(element, 'default') ?? 'on', attribute(element, 'toggle') === 'yes'];
    return [[name, { on: usual === 'on' || toggle, off: usual === 'off' || toggle || without }] as const];
  });
  return Object.fromEntries(offers);
}
