// Xen's own programs from Debian's packages, which are unpacked and not installed. Those here need no hypervisor.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const version = '4.17';
/** The programs, and the libraries that they load. */
const packages = [
  ...[`xen-utils-${version}`, `libxenmisc${version}`, 'libxencall1', 'libxenevtchn1', 'libxenforeignmemory1'],
  ...['libxengnttab1', 'libxenstore4', 'libxentoollog1', 'libxentoolcore1', 'libxendevicemodel1', 'libxenhypfs1'],
  ...['libyajl2', 'libnl-route-3-200'],
];
const parser = fileURLToPath(new URL('./parse-xl.py', import.meta.url));

export interface FoundKernel {
  readonly kernel: Buffer;
  readonly initrd: Buffer;
  readonly cmdline: string;
}

export interface XenTools {
  /** Reads a raw disk. @returns undefined if pygrub finds no kernel in it */
  pygrub(disk: string): FoundKernel | undefined;
  /** Reads a configuration as xl does. @returns what it says @throws Error with Xen's words */
  parseXl(file: string): Readonly<Record<string, unknown>>;
}

export function getXenTools(directory: string): XenTools {
  const [downloads, root, output] = ['packages', 'xen', 'found'].map((name) => path.join(directory, name));
  if (downloads === undefined || root === undefined || output === undefined) throw new Error('no folders');
  for (const folder of [downloads, output]) mkdirSync(folder);
  const download = ['-q', '-o', 'APT::Sandbox::User=root', 'download', ...packages];
  execFileSync('apt-get', download, { cwd: downloads, stdio: 'pipe' });
  for (const deb of readdirSync(downloads)) execFileSync('dpkg-deb', ['-x', path.join(downloads, deb), root]);
  const home = path.join(root, `usr/lib/xen-${version}`);
  const libraries = path.join(home, 'lib/x86_64-linux-gnu');
  const env = {
    PATH: '/usr/bin:/bin',
    PYTHONPATH: path.join(home, 'lib/python'),
    LD_LIBRARY_PATH: `${libraries}:${path.join(root, 'usr/lib/x86_64-linux-gnu')}`,
    XEN_FSIMAGE_FSDIR: path.join(libraries, 'xenfsimage'),
  };
  const python = (...args: readonly string[]) => spawnSync('/usr/bin/python3', args, { env, encoding: 'utf8' });
  return {
    pygrub(disk) {
      const options = ['-q', `--output-directory=${output}`, '--output-format=simple'];
      const { status, stdout, stderr } = python(path.join(home, 'bin/pygrub'), ...options, disk);
      const said = (word: string) => new RegExp(`^${word} (.*)$`, 'm').exec(stdout)?.[1];
      const [kernel, ramdisk, cmdline] = [said('kernel'), said('ramdisk'), said('args')];
      if (status === 0 && kernel !== undefined && ramdisk !== undefined && cmdline !== undefined)
        return { kernel: readFileSync(kernel), initrd: readFileSync(ramdisk), cmdline };
      if (/Unable to find partition containing kernel/.test(stderr)) return undefined;
      throw new Error(`pygrub: ${stderr}`);
    },
    parseXl(file) {
      const { status, stdout, stderr } = python(parser, file);
      if (status !== 0) throw new Error(`xl: ${stderr}`);
      return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    },
  };
}
