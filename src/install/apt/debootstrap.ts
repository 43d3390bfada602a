import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Architecture } from '../../architecture.ts';
import type { Runner } from '../../host/program/run.ts';
import { runIsolated } from '../../host/root/chroot.ts';
import { sanePath } from '../../host/root/mount.ts';
import { rootFiles } from '../../host/root/root-files.ts';
import type { InstallOptions } from '../../plan/install-options.ts';
import { architectureOptions } from './architecture.ts';
import type { AptDirectories } from './config.ts';
import { manuals, pathFilters } from './path-filters.ts';
import type { AptPackage } from './resolve.ts';

/**
 * Installs the set with mmdebstrap into an empty directory.
 *
 * mmdebstrap sees one private flat repository that holds just the resolved packages, so what it installs is what was
 * resolved, whatever the mirrors do meanwhile, and needs no network. The repository may be `trusted`: apt checked every
 * file of it against the signed lists when it was fetched, and checks the SHA-256 once more as it copies.
 *
 * @throws ApplianceError with the last output, among it that of a failing package script
 */
export async function installWithMmdebstrap(
  runner: Runner,
  apt: AptDirectories,
  packages: readonly AptPackage[],
  root: string,
  options: InstallOptions & { readonly arch: Architecture; readonly epochSeconds: number },
): Promise<void> {
  await fs.writeFile(path.join(apt.archives, 'Packages'), packages.map(({ stanza }) => `${stanza}\n\n`).join(''));
  // In namespaces of its own: when the build is interrupted, mmdebstrap would wait for apt, and apt for package scripts.
  await runIsolated(
    runner,
    {
      root: undefined,
      mountProcOn: '/proc',
      // The initramfs is made once, after configuration and scripts; see the hook of initramfs-tools in /etc/kernel/postinst.d.
      env: {
        PATH: sanePath,
        HOME: '/root',
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
        INITRD: 'No',
        TMPDIR: apt.base,
        SOURCE_DATE_EPOCH: String(options.epochSeconds),
      },
    },
    'mmdebstrap',
    [
      '--mode=root',
      '--variant=required',
      '--format=directory',
      '--verbose',
      ...architectureOptions(options.arch),
      // It would ask arch-test; that programs run was found out before.
      '--skip=check/qemu',
      '--aptopt=Acquire::Languages "none"',
      '--aptopt=APT::Sandbox::User "root"',
      ...pathFilters(options).map((filter) => `--dpkgopt=${filter}`),
      `--include=${packages.map(({ name }) => name).join(',')}`,
      '',
      root,
      `deb [trusted=yes] copy://${apt.archives} ./`,
    ],
    {
      logOutput: true,
      failure: 'the packages cannot be installed',
    },
  );
  await cleanLayer(root);
  if (options.excludeDocs) await removeLinks(path.join(root, manuals));
}

/** dpkg leaves folders out only with all links in them, and the folders are needed: links without their pages remain. */
async function removeLinks(folder: string): Promise<void> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isSymbolicLink()) await fs.rm(path.join(entry.parentPath, entry.name));
}

/** What mmdebstrap copied from this host or wrote for itself; a layer must be the same wherever it was made. */
async function cleanLayer(root: string): Promise<void> {
  const files = rootFiles(root);
  const leftovers = [
    '/etc/resolv.conf',
    '/etc/hostname',
    '/etc/apt/sources.list',
    '/etc/apt/apt.conf.d/99mmdebstrap',
    '/etc/dpkg/dpkg.cfg.d/99mmdebstrap',
    '/var/lib/apt/extended_states',
  ] as const;
  for (const leftover of leftovers) {
    const isLink = await fs.readlink(path.join(root, leftover)).then(
      () => true,
      () => false,
    );
    if (!isLink) await files.remove(leftover);
  }
}
