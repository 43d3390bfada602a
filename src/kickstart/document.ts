import type { Position, Warning } from '../errors.ts';

/** One word of a command line after unquoting, and where it began. */
export interface Word {
  readonly text: string;
  readonly position: Position;
}

interface CommandOf<Name extends string> {
  readonly name: Name;
  /** Where the command word stands. */
  readonly position: Position;
}

/** `part`/`partition`: sizes in MiB as written. Options that were not given are undefined. */
export interface PartCommand extends CommandOf<'part'> {
  /** `/`, `/srv/data`, `swap`, `biosboot`. */
  readonly mountPoint: string;
  readonly sizeMiB: number | undefined;
  readonly grow: boolean;
  readonly maxSizeMiB: number | undefined;
  /** As written, without a leading `/dev/`. */
  readonly onDisk: string | undefined;
  readonly fsType: string | undefined;
  readonly label: string | undefined;
  readonly asPrimary: boolean;
}
export interface ClearpartCommand extends CommandOf<'clearpart'> {
  readonly diskLabel: 'gpt' | 'msdos' | undefined;
}
export interface ZerombrCommand extends CommandOf<'zerombr'> {}
export interface BootloaderCommand extends CommandOf<'bootloader'> {
  /** Kernel arguments as written in one string. */
  readonly append: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly location: 'mbr' | 'none' | 'partition' | 'boot' | undefined;
}
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
  readonly groups: readonly string[];
  readonly homeDir: string | undefined;
  readonly shell: string | undefined;
  readonly gecos: string | undefined;
}
export interface SshkeyCommand extends CommandOf<'sshkey'> {
  readonly user: string;
  readonly key: string;
}
export interface LangCommand extends CommandOf<'lang'> {
  readonly lang: string;
  readonly addSupport: readonly string[];
}
export interface KeyboardCommand extends CommandOf<'keyboard'> {
  /** Console keymap: `--vckeymap` or the positional word. */
  readonly vcKeymap: string | undefined;
  readonly xLayouts: readonly string[];
}
export interface TimezoneCommand extends CommandOf<'timezone'> {
  readonly zone: string;
  readonly utc: boolean;
}
export interface NetworkCommand extends CommandOf<'network'> {
  readonly hostname: string | undefined;
  /** False for a line that only sets the host name. */
  readonly configuresDevice: boolean;
  readonly device: string | undefined;
  readonly bootProto: 'dhcp';
  readonly activate: boolean;
  readonly onBoot: boolean;
}
export interface ServicesCommand extends CommandOf<'services'> {
  readonly enabled: readonly string[];
  readonly disabled: readonly string[];
}
export interface FirewallCommand extends CommandOf<'firewall'> {
  readonly enabled: boolean;
  /** `80:tcp`, `53:udp`. */
  readonly ports: readonly string[];
  /** `ssh`, `http`. */
  readonly services: readonly string[];
  readonly trust: readonly string[];
}
export interface SelinuxCommand extends CommandOf<'selinux'> {
  readonly mode: 'enforcing' | 'permissive' | 'disabled';
}
export interface UrlCommand extends CommandOf<'url'> {
  readonly url: string;
}
export interface RepoCommand extends CommandOf<'repo'> {
  readonly repo: string;
  readonly baseUrl: string;
}
/** A command of the installer that changes nothing in an image: `text`, `reboot`, `eula`, … */
export interface NoEffectCommand extends CommandOf<'no-effect'> {
  readonly command: string;
}

export type Command =
  | PartCommand
  | ClearpartCommand
  | ZerombrCommand
  | BootloaderCommand
  | RootpwCommand
  | UserCommand
  | SshkeyCommand
  | LangCommand
  | KeyboardCommand
  | TimezoneCommand
  | NetworkCommand
  | ServicesCommand
  | FirewallCommand
  | SelinuxCommand
  | UrlCommand
  | RepoCommand
  | NoEffectCommand;

export type CommandName = Command['name'];
export type CommandNamed<Name extends CommandName> = Extract<Command, { name: Name }>;

/** One line of %packages. */
export interface PackageEntry {
  /** The name without a leading `-`. */
  readonly name: string;
  readonly position: Position;
}
export interface PackageSelection {
  /** False when the kickstart has no %packages section. */
  readonly present: boolean;
  /** Later lines win between `foo` and `-foo`. */
  readonly included: readonly PackageEntry[];
  readonly excluded: readonly PackageEntry[];
  /** `--nocore` on the last %packages header. */
  readonly noCore: boolean;
}

export interface Script {
  readonly section: 'pre' | 'pre-install' | 'post';
  /** Where the section header stands. */
  readonly position: Position;
  /** Line (and file) of the first line of the body. */
  readonly bodyPosition: Position;
  /** Kept byte for byte, but for CRLF, which became LF. */
  readonly body: string;
  readonly interpreter: string;
  /** Where the value of --interpreter stands; the header's place if it was not given. */
  readonly interpreterPosition: Position;
  /** False for %post --nochroot. */
  readonly chroot: boolean;
  readonly errorOnFail: boolean;
  /** Path of --log: inside the root for chroot scripts. */
  readonly log: string | undefined;
}

/** `%addon NAME …` with its body cut into words; lines of other addons are kept too. */
export interface Addon {
  readonly name: string;
  readonly position: Position;
  readonly lines: readonly (readonly Word[])[];
}

/** A kickstart file, read. Commands stand in file order; includes are resolved. */
export interface Document {
  readonly file: string;
  readonly commands: readonly Command[];
  readonly packages: PackageSelection;
  readonly scripts: readonly Script[];
  readonly addons: readonly Addon[];
  readonly warnings: readonly Warning[];
}
