import type { CommandOf } from './command.ts';

/** How to reach a repository. */
export interface Source {
  readonly mirrorList: string | undefined;
  readonly metalink: string | undefined;
  readonly proxy: string | undefined;
  readonly noVerifySsl: boolean;
  readonly sslCaCert: string | undefined;
  readonly sslClientCert: string | undefined;
  readonly sslClientKey: string | undefined;
}
/** Exactly one of `url`, `mirrorList` and `metalink` is given. */
export interface UrlCommand extends CommandOf<'url'>, Source {
  readonly url: string | undefined;
}
/** The old spelling of `url`. */
export interface MethodCommand extends CommandOf<'method'>, Source {
  readonly url: string | undefined;
}
/** At most one of `baseUrl`, `mirrorList` and `metalink` is given; none: one that the installer knows by its name. */
export interface RepoCommand extends CommandOf<'repo'>, Source {
  readonly repo: string;
  readonly baseUrl: string | undefined;
  readonly cost: number | undefined;
  readonly includePackages: readonly string[];
  readonly excludePackages: readonly string[];
  /** Written to /etc/yum.repos.d of the target. */
  readonly install: boolean;
  readonly ignoreGroups: boolean | undefined;
}
export interface ModuleCommand extends CommandOf<'module'> {
  readonly module: string;
  readonly stream: string | undefined;
  readonly enable: boolean;
}
export interface CdromCommand extends CommandOf<'cdrom'> {}
export interface HmcCommand extends CommandOf<'hmc'> {}
export interface HarddriveCommand extends CommandOf<'harddrive'> {
  readonly dir: string;
  readonly partition: string | undefined;
  readonly biosPart: string | undefined;
}
export interface NfsCommand extends CommandOf<'nfs'> {
  readonly server: string;
  readonly dir: string;
  readonly mountOptions: string | undefined;
}
export interface LiveimgCommand extends CommandOf<'liveimg'> {
  readonly url: string;
  readonly proxy: string | undefined;
  readonly noVerifySsl: boolean;
  readonly checksum: string | undefined;
}
export interface OstreesetupCommand extends CommandOf<'ostreesetup'> {
  readonly osName: string;
  /** By default the name of the system. */
  readonly remote: string;
  readonly url: string;
  readonly ref: string;
  readonly noGpg: boolean;
}
export interface OstreecontainerCommand extends CommandOf<'ostreecontainer'> {
  readonly url: string;
  readonly stateRoot: string | undefined;
  readonly transport: string | undefined;
  readonly remote: string | undefined;
  readonly noSignatureVerification: boolean;
}
export interface BootcCommand extends CommandOf<'bootc'> {
  readonly stateRoot: string;
  readonly sourceImgRef: string;
  readonly targetImgRef: string;
  readonly bootLoader: string | undefined;
  readonly composefs: boolean;
}
export interface DriverdiskCommand extends CommandOf<'driverdisk'> {
  readonly partition: string | undefined;
  readonly source: string | undefined;
  readonly biosPart: string | undefined;
}
export interface UpdatesCommand extends CommandOf<'updates'> {
  readonly url: string | undefined;
}
export interface DisplayModeCommand extends CommandOf<'text'> {
  readonly mode: 'text' | 'graphical' | 'cmdline';
  readonly nonInteractive: boolean;
}
export interface RebootCommand extends CommandOf<'reboot'> {
  readonly action: 'reboot' | 'poweroff' | 'halt' | 'shutdown';
  readonly eject: boolean;
  readonly kexec: boolean;
}
export interface VncCommand extends CommandOf<'vnc'> {
  readonly password: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
}
export interface RdpCommand extends CommandOf<'rdp'> {
  readonly username: string | undefined;
  readonly password: string | undefined;
}
export interface LoggingCommand extends CommandOf<'logging'> {
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly level: string | undefined;
}
export interface RescueCommand extends CommandOf<'rescue'> {
  readonly noMount: boolean;
  readonly roMount: boolean;
}
export interface AutostepCommand extends CommandOf<'autostep'> {
  readonly autoScreenshot: boolean;
}
export interface EulaCommand extends CommandOf<'eula'> {}
export interface MediacheckCommand extends CommandOf<'mediacheck'> {}
/** Commands that did something long ago: `install`, `device`, `deviceprobe`, `dmraid`, `multipath`. */
export interface InstallCommand extends CommandOf<'install'> {}

export type InstallerCommand =
  | UrlCommand
  | MethodCommand
  | RepoCommand
  | ModuleCommand
  | CdromCommand
  | HmcCommand
  | HarddriveCommand
  | NfsCommand
  | LiveimgCommand
  | OstreesetupCommand
  | OstreecontainerCommand
  | BootcCommand
  | DriverdiskCommand
  | UpdatesCommand
  | DisplayModeCommand
  | RebootCommand
  | VncCommand
  | RdpCommand
  | LoggingCommand
  | RescueCommand
  | AutostepCommand
  | EulaCommand
  | MediacheckCommand
  | InstallCommand;
