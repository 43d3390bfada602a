// The kickstart of most integration tests, with the packages of examples/hello.ks, so that all share one layer.
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type CliResult, runCli, sharedCache } from './run-cli.ts';
import type { Site } from './traces.ts';

export interface Changes {
  /** Further commands, such as `url --url=…`. */
  readonly commands?: readonly string[];
  /** Instead of the one part line of / with 900 MiB. */
  readonly parts?: readonly string[];
  readonly packages?: readonly string[];
  /** Options of the %packages header. */
  readonly packagesOptions?: string;
  /** Instead of the consoles on the kernel's command line. */
  readonly append?: string;
  /** Whole sections at the end. */
  readonly sections?: readonly string[];
}

export const rootPart = 'part / --fstype=ext4 --size=900';

/** Writes the kickstart. @returns its path */
export function writeKickstart(site: Site, name: string, changes: Changes = {}): string {
  const file = path.join(site.inputs, name);
  writeFileSync(file, smallKickstart(changes));
  return file;
}

/** The text of the kickstart. */
export function smallKickstart(changes: Changes = {}): string {
  return [
    'lang C.UTF-8',
    'timezone Etc/UTC --utc',
    'network --bootproto=dhcp --hostname=small',
    'rootpw --plaintext small-root',
    `bootloader --timeout=1 --append="${changes.append ?? 'console=tty0 console=ttyS0,115200'}"`,
    'zerombr',
    'clearpart --all --initlabel --disklabel=gpt',
    ...(changes.parts ?? [rootPart]),
    ...(changes.commands ?? []),
    `%packages ${changes.packagesOptions ?? ''}`.trimEnd(),
    'linux-image-cloud-amd64',
    ...(changes.packages ?? []),
    '%end',
    ...(changes.sections ?? []),
    '',
  ].join('\n');
}

/** Line number of the first line that holds the text, as messages give it: `FILE:LINE`. */
export function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

/** Fills the shared cache with the packages and the layer of the small appliance, once. */
export async function warmSharedCache(site: Site): Promise<void> {
  const layers = path.join(sharedCache, 'layers');
  if (existsSync(layers) && readdirSync(layers).some((name) => name.endsWith('.tar.zst'))) return;
  const out = path.join(site.directory, 'warm-up');
  const file = writeKickstart(site, 'warm-up.ks');
  const built: CliResult = await runCli(['build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', out]);
  if (built.code !== 0) throw new Error(`the shared cache cannot be filled:\n${built.stderr}`);
}

type CacheKind = 'packages' | 'layers' | 'apt-lists' | 'initramfs' | 'accelerator';

/** A cache of its own for a test, with some of what the shared one holds, as links: a build replaces files, never changes them. */
export function seedCache(directory: string, kinds: readonly CacheKind[]): string {
  for (const kind of kinds) {
    const from = path.join(sharedCache, kind);
    if (existsSync(from)) linkTree(from, path.join(directory, kind));
  }
  return directory;
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.name.endsWith('.partial')) continue;
    if (entry.isDirectory()) linkTree(source, target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') cpSync(source, target);
  }
}
