import type { Position } from '../../errors.ts';
import type { Word } from './command.ts';

/** One line of %packages. */
export interface PackageEntry {
  /** The name without a leading `-`: `vim`, `@core`, `@^server`, `@nodejs:20/minimal`. */
  readonly name: string;
  readonly position: Position;
  /** Of a group: `--nodefaults` its mandatory packages alone, `--optional` the optional ones too. Undefined: neither. */
  readonly members?: 'mandatory' | 'all' | undefined;
}
export interface PackageSelection {
  /** False when the kickstart has no %packages section. */
  readonly present: boolean;
  /** Later lines win between `foo` and `-foo`. */
  readonly included: readonly PackageEntry[];
  readonly excluded: readonly PackageEntry[];
  /** `--nocore` on the last %packages header. */
  readonly noCore: boolean;
  /** The flags of the headers; undefined when there is no %packages section. */
  readonly flags?: PackageFlags | undefined;
}
/** `--default` and `--inst-langs` stick; of all others only what the last %packages header says counts. */
export interface PackageFlags {
  readonly defaultEnvironment: boolean;
  readonly excludeDocs: boolean;
  readonly excludeWeakDeps: boolean;
  readonly ignoreMissing: boolean;
  readonly ignoreBroken: boolean;
  readonly multilib: boolean;
  /** Separated by colons; the empty text means none. */
  readonly instLangs: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly retries: number | undefined;
  /** Where the last header gave each option, by the first of its names. */
  readonly options: Readonly<Record<string, Position>>;
}

export interface Script {
  readonly section: 'pre' | 'pre-install' | 'post' | 'onerror' | 'traceback';
  /** Where the section header stands. */
  readonly position: Position;
  /** Line (and file) of the first line of the body. */
  readonly bodyPosition: Position;
  /** Kept byte for byte, but for CRLF, which became LF. */
  readonly body: string;
  readonly interpreter: string;
  /** Where the value of --interpreter stands; the header's place if it was not given. */
  readonly interpreterPosition: Position;
  /** True for %post without --nochroot alone. */
  readonly chroot: boolean;
  readonly errorOnFail: boolean;
  /** Path of --log: inside the root for chroot scripts. */
  readonly log: string | undefined;
}

/** `%addon NAME …` with its body cut into words; lines of other addons are kept too. */
export interface Addon {
  readonly name: string;
  readonly position: Position;
  /** The words after the name. */
  readonly arguments?: readonly string[];
  readonly lines: readonly (readonly Word[])[];
}

/** `%certificate`: a file for the installer and the target. One of `directory` and `type` is given. */
export interface Certificate {
  readonly position: Position;
  readonly filename: string;
  readonly directory: string | undefined;
  /** `anchor`: a trusted authority. */
  readonly type: string | undefined;
  /** Without the line end before %end. */
  readonly text: string;
}

/** `%anaconda`: settings of the installer, kept as they are. */
export interface InstallerSection {
  readonly position: Position;
  readonly arguments: readonly string[];
  readonly body: string;
}
