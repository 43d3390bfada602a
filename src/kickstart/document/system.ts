import type { CommandOf } from './command.ts';

/** A password as the kickstart gives it. Never print it. */
export interface Password {
  readonly text: string;
  readonly encrypted: boolean;
}
export interface RootpwCommand extends CommandOf<'rootpw'> {
  readonly password: Password | undefined;
  readonly lock: boolean;
  readonly allowSsh: boolean;
}
export interface UserCommand extends CommandOf<'user'> {
  readonly user: string;
  readonly password: Password | undefined;
  readonly lock: boolean;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** Each `name` or `name(gid)`. */
  readonly groups: readonly string[];
  readonly homeDir: string | undefined;
  readonly shell: string | undefined;
  readonly gecos: string | undefined;
}
export interface GroupCommand extends CommandOf<'group'> {
  readonly group: string;
  readonly gid: number | undefined;
}
export interface SshkeyCommand extends CommandOf<'sshkey'> {
  readonly user: string;
  readonly key: string;
}
/** An account of the installer itself. */
export interface SshpwCommand extends CommandOf<'sshpw'> {
  readonly user: string;
  /** The password or, with `isKey`, the public key. Never print it. */
  readonly password: Password;
  readonly lock: boolean;
  readonly isKey: boolean;
}
export interface LangCommand extends CommandOf<'lang'> {
  readonly lang: string;
  readonly addSupport: readonly string[];
}
export interface KeyboardCommand extends CommandOf<'keyboard'> {
  /** Console keymap: `--vckeymap` or the positional word. */
  readonly vcKeymap: string | undefined;
  readonly xLayouts: readonly string[];
  /** X options that switch between layouts: `grp:alt_shift_toggle`. */
  readonly switchOptions: readonly string[];
}
export interface TimezoneCommand extends CommandOf<'timezone'> {
  /** Undefined for a line that only speaks of NTP. */
  readonly zone: string | undefined;
  readonly utc: boolean;
  readonly noNtp: boolean;
  readonly ntpServers: readonly string[];
}
/** One of the three is given. */
export interface TimesourceCommand extends CommandOf<'timesource'> {
  readonly ntpServer: string | undefined;
  readonly ntpPool: string | undefined;
  readonly ntpDisable: boolean;
  readonly nts: boolean;
}
export interface ServicesCommand extends CommandOf<'services'> {
  readonly enabled: readonly string[];
  readonly disabled: readonly string[];
}
export interface FirewallCommand extends CommandOf<'firewall'> {
  readonly enabled: boolean;
  /** `80:tcp`, `53:udp`; a number alone got `:tcp`. */
  readonly ports: readonly string[];
  /** `ssh`, `http`. */
  readonly services: readonly string[];
  readonly trust: readonly string[];
  readonly removeServices: readonly string[];
  /** Leave the firewall as the packages set it up. */
  readonly useSystemDefaults: boolean;
}
export interface SelinuxCommand extends CommandOf<'selinux'> {
  readonly mode: 'enforcing' | 'permissive' | 'disabled';
}
/** `auth`/`authconfig`, and `authselect`: words for the program of that name. */
export interface AuthCommand extends CommandOf<'auth'> {
  readonly arguments: readonly string[];
}
export interface AuthselectCommand extends CommandOf<'authselect'> {
  readonly arguments: readonly string[];
}
export interface FirstbootCommand extends CommandOf<'firstboot'> {
  /** Undefined for a line without options, which says nothing. */
  readonly mode: 'enable' | 'disable' | 'reconfig' | undefined;
}
export interface XconfigCommand extends CommandOf<'xconfig'> {
  readonly startXOnBoot: boolean;
  readonly defaultDesktop: string | undefined;
}
export interface SkipxCommand extends CommandOf<'skipx'> {}
export interface RealmCommand extends CommandOf<'realm'> {
  readonly realm: string;
  /** Options and realm as `realm join` takes them; may hold a one-time password. */
  readonly joinArguments: readonly string[];
}
export interface RhsmCommand extends CommandOf<'rhsm'> {
  readonly organization: string;
  readonly activationKeys: readonly string[];
  readonly connectToInsights: boolean;
  readonly proxy: string | undefined;
  readonly serverHostname: string | undefined;
  readonly rhsmBaseUrl: string | undefined;
  readonly flatpakRegistryUrl: string | undefined;
}
export interface SyspurposeCommand extends CommandOf<'syspurpose'> {
  readonly role: string | undefined;
  readonly sla: string | undefined;
  readonly usage: string | undefined;
  readonly addons: readonly string[];
}
export interface NetworkCommand extends CommandOf<'network'> {
  readonly hostname: string | undefined;
  /** False for a line that only sets the host name. */
  readonly configuresDevice: boolean;
  readonly device: string | undefined;
  readonly bootProto: 'dhcp' | 'bootp' | 'static' | 'query' | 'ibft';
  /** Undefined if neither --activate nor --no-activate was given; of both the last counts. */
  readonly activate: boolean | undefined;
  readonly onBoot: boolean;
  readonly ip: string | undefined;
  readonly netmask: string | undefined;
  readonly gateway: string | undefined;
  readonly nameservers: readonly string[];
  readonly noDns: boolean;
  readonly noDefaultRoute: boolean;
  readonly noIpv4: boolean;
  readonly noIpv6: boolean;
  /** `auto`, `dhcp`, an address or an address with a prefix length. */
  readonly ipv6: string | undefined;
  readonly ipv6Gateway: string | undefined;
  readonly ipv4DnsSearch: readonly string[];
  readonly ipv6DnsSearch: readonly string[];
  readonly ipv4IgnoreAutoDns: boolean;
  readonly ipv6IgnoreAutoDns: boolean;
  readonly mtu: string | undefined;
  readonly dhcpClass: string | undefined;
  readonly ethtool: string | undefined;
  readonly essid: string | undefined;
  readonly wepKey: string | undefined;
  readonly wpaKey: string | undefined;
  readonly bondSlaves: readonly string[];
  /** `mode=active-backup`, one each. */
  readonly bondOpts: readonly string[];
  readonly vlanId: string | undefined;
  readonly interfaceName: string | undefined;
  readonly bridgeSlaves: readonly string[];
  readonly bridgeOpts: readonly string[];
  readonly teamSlaves: string | undefined;
  readonly teamConfig: string | undefined;
  readonly bindTo: 'mac' | undefined;
}

export type SystemCommand =
  | RootpwCommand
  | UserCommand
  | GroupCommand
  | SshkeyCommand
  | SshpwCommand
  | LangCommand
  | KeyboardCommand
  | TimezoneCommand
  | TimesourceCommand
  | ServicesCommand
  | FirewallCommand
  | SelinuxCommand
  | AuthCommand
  | AuthselectCommand
  | FirstbootCommand
  | XconfigCommand
  | SkipxCommand
  | RealmCommand
  | RhsmCommand
  | SyspurposeCommand
  | NetworkCommand;
