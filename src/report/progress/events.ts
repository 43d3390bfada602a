import type { Firmware } from '../../appliance/appliance.ts';
import type { Format } from '../../appliance/formats.ts';
import type { Position } from '../../errors.ts';
import type { ResolvedPackage } from '../../install/backend.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** Lines and columns count from 1, as in errors. */
export interface Said {
  readonly code: string;
  readonly message: string;
  readonly position?: Position | undefined;
  readonly hint?: string | undefined;
  readonly detail?: readonly string[] | undefined;
}

/** A file of the cache that a build used, or a folder that is kept as a whole, whether it was there already or was put there. */
export interface CacheFile {
  /** Path relative to the cache directory. */
  readonly name: string;
  readonly bytes: number;
}

/**
 * What `build --progress json` and `boot --progress json` print on standard output while they run, a JSON object to a
 * line. Everything in it may hold text of tools, guests and the kickstart; secrets of the kickstart are masked already.
 */
export type ProgressEvent =
  | { readonly event: 'step-start'; readonly name: string; readonly description: string }
  | {
      readonly event: 'step-end';
      readonly name: string;
      readonly ok: boolean;
      readonly seconds: number;
      readonly detail: string | undefined;
    }
  | ({ readonly event: 'warning'; readonly severity: 'warning' | 'note' } & Said)
  | { readonly event: 'note'; readonly text: string }
  /** Texts that must never be shown: passwords of the kickstart, those in addresses. Sent before anything else. */
  | { readonly event: 'secrets'; readonly secrets: readonly string[] }
  /**
   * The set of packages is known; nothing has been fetched yet. Sent once more, with `layerFromCache` false, if the layer goes
   * from the cache before it is taken.
   */
  | {
      readonly event: 'resolved';
      readonly packages: readonly Pick<ResolvedPackage, 'name' | 'version' | 'arch' | 'sha256'>[];
      /** SHA-256 over the sorted set: the same set, the same key, on every machine. */
      readonly setSha256: string;
      readonly layerKey: string;
      readonly layerFromCache: boolean;
    }
  /**
   * Every package file is in the cache: what the packages part of the cache must hold for this build. When the layer came
   * from the cache no package file was needed, and those alone are among `used` that the cache has all the same.
   */
  | {
      readonly event: 'fetched';
      readonly downloaded: number;
      readonly downloadedBytes: number;
      readonly used: readonly CacheFile[];
    }
  /** The layer is in the cache, and may be saved. Not sent if it came from there, or holds private keys. */
  | { readonly event: 'layer-kept'; readonly layerKey: string; readonly used: readonly CacheFile[] }
  /** The initramfs is in the cache, and may be saved: nothing in it is secret. Not sent if it came from there. */
  | { readonly event: 'initramfs-kept'; readonly used: readonly CacheFile[] }
  /** The layer is in the cache, but may not leave the machine: these files in it, named as the guest does, may be secret. */
  | { readonly event: 'layer-private'; readonly layerKey: string; readonly files: readonly string[] }
  /** The last line of what failed. */
  | {
      readonly event: 'error';
      /** As in `ErrorKind`, or `bug`. */
      readonly kind: string;
      /** Path of the log that tells more; undefined if it failed before there was one. */
      readonly log: string | undefined;
      readonly errors: readonly Said[];
      /** The program ends with it. */
      readonly exitCode: number;
    }
  /** The last line of a build that did not fail. */
  | { readonly event: 'built'; readonly directory: string; readonly manifest: Manifest; readonly exitCode: number }
  /** A boot of the boot test that came to a verdict. */
  | {
      readonly event: 'booted';
      readonly name: string;
      readonly firmware: Firmware;
      readonly format: Format;
      readonly accelerator: 'kvm' | 'tcg';
      readonly verdict: string;
      readonly reason: string;
      /** From power-on to the verdict. */
      readonly seconds: number;
      /** The line that decided, and what came before it, oldest first. Empty when passed. */
      readonly evidence: readonly string[];
      readonly lastConsoleLines: readonly string[];
      /** Path of the console's log. */
      readonly consoleLog: string;
      /** Path of a picture of the screen; undefined: none was taken. */
      readonly screenshot: string | undefined;
      readonly exitCode: number;
    };

/** What a build finds out that programs want to know; people see it in the details of the steps. */
export type BuildFact = Extract<
  ProgressEvent,
  { readonly event: 'resolved' | 'fetched' | 'layer-kept' | 'layer-private' | 'initramfs-kept' }
>;
