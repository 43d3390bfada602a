import type { Position } from '../../errors.ts';

/** What the network lines mean, free of kickstart's words: one for each device, controllers and their ports included. */
export interface Connection {
  /** Unique; also the name of its files. The device's name where it has one. */
  readonly id: string;
  readonly kind: 'ethernet' | 'bond' | 'bridge' | 'vlan';
  readonly match: DeviceMatch;
  /** Name of the bond or bridge whose port it is; a port has no addresses of its own. */
  readonly controller: string | undefined;
  /** Names of the ports of a bond or a bridge, in order; none of other kinds. */
  readonly ports: readonly string[];
  /** Of a bond or a bridge: by the names of the kernel's bonding driver, or of `bridgeRules`. */
  readonly options: Readonly<Record<string, string>>;
  readonly vlan: { readonly parent: string; readonly tag: number } | undefined;
  /** False: it is set up, and waits for somebody to bring it up. */
  readonly onBoot: boolean;
  /** Bytes. */
  readonly mtu: number | undefined;
  readonly ethtool: EthtoolSettings | undefined;
  readonly ipv4: Ipv4Spec;
  readonly ipv6: Ipv6Spec;
  /** Takes no default route from anybody. */
  readonly neverDefault: boolean;
  /** Of both families, in order. */
  readonly nameservers: readonly string[];
  /** The line it comes from. */
  readonly position: Position;
}

export type DeviceMatch =
  | { readonly by: 'name'; readonly name: string }
  /** Lower case, with colons. */
  | { readonly by: 'mac'; readonly mac: string }
  /** Every wired device: the kickstart leaves the choice to the installer, which knows the machine. */
  | { readonly by: 'any' };

export interface Address {
  readonly address: string;
  readonly prefix: number;
  readonly gateway: string | undefined;
}

interface FamilySpec {
  /** Present if the method is `manual`. */
  readonly static: Address | undefined;
  readonly search: readonly string[];
  /** Whether name servers that DHCP or router advertisements tell are left alone. */
  readonly ignoreAutoDns: boolean;
}

export interface Ipv4Spec extends FamilySpec {
  readonly method: 'auto' | 'manual' | 'disabled';
  /** Vendor class that the DHCP client calls itself. */
  readonly dhcpClass: string | undefined;
}

export interface Ipv6Spec extends FamilySpec {
  /** `auto`: router advertisements, and DHCPv6 if they say so; `dhcp`: DHCPv6 alone for addresses. */
  readonly method: 'auto' | 'dhcp' | 'manual' | 'disabled';
}

/** The part of ethtool(8) that all network services know. */
export interface EthtoolSettings {
  readonly autoNegotiate: boolean | undefined;
  /** Mbit/s. */
  readonly speed: number | undefined;
  readonly duplex: 'half' | 'full' | undefined;
  /** By ethtool's short names: `gro`, `tso`. */
  readonly features: Readonly<Record<string, boolean>>;
}
