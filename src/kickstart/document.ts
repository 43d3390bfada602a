import type { Warning } from '../errors.ts';
import type { Written } from './document/command.ts';
import type { InstallerCommand } from './document/installer.ts';
import type { Addon, Certificate, InstallerSection, PackageSelection, Script } from './document/sections.ts';
import type { StorageCommand } from './document/storage.ts';
import type { SystemCommand } from './document/system.ts';
import type { Syntax } from './versions/versions.ts';

export type * from './document/command.ts';
export type * from './document/installer.ts';
export type * from './document/sections.ts';
export type * from './document/storage.ts';
export type * from './document/system.ts';

export type Command = StorageCommand | SystemCommand | InstallerCommand;
export type CommandName = Command['name'];
export type CommandNamed<Name extends CommandName> = Extract<Command, { name: Name }>;

/** A kickstart file, read. Commands stand in file order; includes are resolved. */
export interface Document {
  readonly file: string;
  /** By which version of the language it was read. */
  readonly syntax: Syntax;
  readonly commands: readonly Command[];
  /** How each command was written. */
  readonly written: ReadonlyMap<Command, Written>;
  readonly packages: PackageSelection;
  readonly scripts: readonly Script[];
  readonly addons: readonly Addon[];
  readonly certificates: readonly Certificate[];
  readonly installerSections: readonly InstallerSection[];
  readonly warnings: readonly Warning[];
}
