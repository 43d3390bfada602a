// Xen's own pygrub, from Debian's package, which is unpacked and not installed: it needs no hypervisor to read a disk.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const version = '4.17';
const names = [`xen-utils-${version}`, `libxenmisc${version}`];

export interface Found {
  readonly kernel: Buffer;
  readonly initrd: Buffer;
  readonly cmdline: string;
}

/** @returns a function that reads a raw disk; it gives undefined where pygrub finds no kernel */
export function getPygrub(directory: string): (disk: string) => Found | undefined {
  const packages = path.join(directory, 'packages');
  mkdirSync(packages);
  execFileSync('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', ...names], {
    cwd: packages,
    stdio: 'pipe',
  });
  for (const deb of readdirSync(packages))
    execFileSync('dpkg-deb', ['--extract', path.join(packages, deb), path.join(directory, 'root')]);
  const home = path.join(directory, `root/usr/lib/xen-${version}`);
  const libraries = path.join(home, 'lib/x86_64-linux-gnu');
  const env = {
    PATH: '/usr/bin:/bin',
    PYTHONPATH: path.join(home, 'lib/python'),
    LD_LIBRARY_PATH: libraries,
    XEN_FSIMAGE_FSDIR: path.join(libraries, 'xenfsimage'),
  };
  const output = path.join(directory, 'found');
  mkdirSync(output);
  return (disk) => {
    const args = [path.join(home, 'bin/pygrub'), '-q', `--output-directory=${output}`, '--output-format=simple', disk];
    const { status, stdout, stderr } = spawnSync('/usr/bin/python3', args, { env, encoding: 'utf8' });
    const said = (word: string) => new RegExp(`^${word} (.*)$`, 'm').exec(stdout)?.[1];
    const [kernel, ramdisk, cmdline] = [said('kernel'), said('ramdisk'), said('args')];
    if (status === 0 && kernel !== undefined && ramdisk !== undefined && cmdline !== undefined)
      return { kernel: readFileSync(kernel), initrd: readFileSync(ramdisk), cmdline };
    if (/Unable to find partition containing kernel/.test(stderr)) return undefined;
    throw new Error(`pygrub: ${stderr}`);
  };
}
