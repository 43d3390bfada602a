import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { ApplianceError, type Warning } from '../../errors.ts';
import { type Chroot, everyExitCode } from '../../host/root/chroot.ts';
import { type RootFiles, rootFiles } from '../../host/root/root-files.ts';
import { detectFamily, type Family } from '../family.ts';
import { findProgram } from '../guest.ts';
import { placeKernels, requireKernels } from '../kernels.ts';
import { readVariable } from '../shell-variables.ts';
import { type BlobCache, cachedInitramfs, inputsKey, keepInitramfs, witnesses } from './initramfs-cache.ts';
import { placeRescueKernel, rescueInitramfs, wantsRescue } from './rescue.ts';

export type { BlobCache } from './initramfs-cache.ts';

export interface InitramfsOptions {
  readonly chroot: Chroot;
  /** Absolute path of the overlay's upper directory: what differs from the installed packages. */
  readonly upper: string;
  /** Identifies the installed packages: names, versions, checksums. */
  readonly layerKey: string;
  readonly cache: BlobCache | undefined;
  /**
   * Seconds since 1970 that no file in the initramfs is newer than; undefined: files keep their times, and the guest's
   * tool may compress with several threads, which takes half the time and gives other bytes.
   */
  readonly sourceDateEpoch: number | undefined;
  /** What the name of a rescue kernel ends with; undefined: none is made. */
  readonly rescueToken?: string | undefined;
  /** Existing folder on the host. */
  readonly scratch: string;
}

export interface InitramfsResult {
  /** Kernel version. */
  readonly version: string;
  /** Path in the guest. */
  readonly file: string;
  readonly fromCache: boolean;
  /** Paths in it, without leading slash; undefined if it came from the cache, or nobody can list it. */
  readonly contents: readonly string[] | undefined;
}

interface Generator {
  readonly name: 'initramfs-tools' | 'dracut';
  readonly program: string;
  readonly arguments: (version: string, file: string) => readonly string[];
  /** Of an initramfs as the tool makes it. */
  readonly mode: number;
  readonly list: (file: string) => readonly [program: string, ...args: string[]];
}

const dracutOptions = ['--force', '--no-hostonly', '--no-hostonly-cmdline', '--reproducible'];

/** update-initramfs(8), dracut(8): modules for any machine, nothing of the machine that builds. */
const generators: readonly Generator[] = [
  {
    name: 'initramfs-tools',
    program: 'update-initramfs',
    arguments: (version) => ['-c', '-k', version],
    mode: 0o644,
    list: (file) => ['lsinitramfs', file],
  },
  {
    name: 'dracut',
    program: 'dracut',
    arguments: (version, file) => [...dracutOptions, '--kver', version, file],
    mode: 0o600,
    list: (file) => ['lsinitrd', file],
  },
];

/**
 * Makes the initramfs of each kernel in the root, or takes it from the cache if nothing that goes into it changed.
 * The guest's own configuration decides its compression and content.
 *
 * @throws ApplianceError codes `kernel-missing`, `initramfs-generator-missing`, `tool-failed`
 */
export async function makeInitramfs(
  options: InitramfsOptions,
): Promise<{ readonly results: readonly InitramfsResult[]; readonly warnings: readonly Warning[] }> {
  const files = rootFiles(options.chroot.root);
  const family = await detectFamily(files);
  await placeKernels(files, family);
  const kernels = await requireKernels(files, family);
  const generator = await findGenerator(files, family);
  const warnings = generator.name === 'initramfs-tools' ? await includeMostModules(files) : [];
  const results: InitramfsResult[] = [];
  for (const { version } of kernels) {
    const file = family.initramfs(version);
    results.push({ version, file, ...(await makeOne(generator, version, file, files, options)) });
  }
  const newest = kernels[0]?.version;
  const token = options.rescueToken;
  if (family.name === 'fedora' && generator.name === 'dracut' && newest !== undefined && token !== undefined) {
    if ((await wantsRescue(files)) && (await placeRescueKernel(files, token, newest))) {
      const file = rescueInitramfs(token);
      const made = await makeOne(rescueGenerator(generator), newest, file, files, options);
      results.push({ version: `0-rescue (${newest})`, file, ...made });
    }
  }
  return { results, warnings };
}

/** As 51-dracut-rescue.install of dracut calls it. */
function rescueGenerator(dracut: Generator): Generator {
  return { ...dracut, arguments: (version, file) => ['--add', 'rescue', ...dracut.arguments(version, file)] };
}

async function findGenerator(files: RootFiles, family: Family): Promise<Generator> {
  for (const generator of generators) if ((await findProgram(files, generator.program)) !== undefined) return generator;
  throw new ApplianceError({
    kind: 'build',
    code: 'initramfs-generator-missing',
    message: 'the guest has a kernel, but no program that makes its initramfs',
    hint: `add ${family.packages.initramfs} to %packages`,
  });
}

async function makeOne(
  generator: Generator,
  version: string,
  file: string,
  files: RootFiles,
  { chroot, upper, layerKey, cache, sourceDateEpoch, scratch }: InitramfsOptions,
): Promise<Pick<InitramfsResult, 'fromCache' | 'contents'>> {
  const { root } = chroot;
  const how = { generator: generator.name, version, arguments: generator.arguments(version, file), sourceDateEpoch };
  const key = await inputsKey({ root, upper, layerKey, ...how });
  const cached = cache === undefined ? undefined : await cachedInitramfs(cache, key, root);
  await files.remove(file);
  if (cached !== undefined) {
    await fs.copyFile(cached, await files.path(file), fs.constants.COPYFILE_FICLONE);
    await fs.chmod(await files.path(file), generator.mode);
    return { fromCache: true, contents: undefined };
  }
  await keepingTimes(files, workFolders, () =>
    chroot.run(generator.program, generator.arguments(version, file), {
      logOutput: true,
      env: sourceDateEpoch === undefined ? {} : { SOURCE_DATE_EPOCH: String(sourceDateEpoch) },
      failure: `can't make the initramfs of kernel ${version}`,
    }),
  );
  if (cache !== undefined) {
    const [program, ...args] = generator.list(file);
    const { exitCode, stdout } = await chroot.run(program, args, { okCodes: everyExitCode });
    // Without a listing nobody can tell when it is stale: then it is not kept.
    if (exitCode !== 0) return { fromCache: false, contents: undefined };
    const contents = stdout.split('\n').map(listedPath);
    const found = await witnesses(root, contents, generator.name);
    await keepInitramfs(cache, key, root, { file: await files.path(file), witnesses: found, scratch });
    return { fromCache: false, contents };
  }
  return { fromCache: false, contents: undefined };
}

/** Where generators work, and leave nothing but the time: with an initramfs from the cache the root must be the same. */
const workFolders = ['/tmp', '/var/tmp'] as const;

async function keepingTimes(files: RootFiles, folders: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const before: (readonly [folder: string, stats: Stats])[] = [];
  for (const folder of folders) {
    const place = await files.path(folder);
    const stats = await fs.stat(place).catch(() => undefined);
    if (stats !== undefined) before.push([place, stats]);
  }
  await work();
  for (const [place, { atime, mtime }] of before) await fs.utimes(place, atime, mtime);
}

/** lsinitramfs prints a path to a line; lsinitrd a line of `ls -l`, in which a link's target follows an arrow. */
const listedPath = (line: string) => (line.split(' -> ')[0] ?? '').split(/\s+/).at(-1) ?? '';

/** initramfs.conf(5): MODULES=dep takes the modules that the building machine needs; an appliance must boot on any. */
async function includeMostModules(files: RootFiles): Promise<readonly Warning[]> {
  const folder = '/etc/initramfs-tools/conf.d';
  const sources = [
    '/etc/initramfs-tools/initramfs.conf',
    ...(await files.list(folder)).map((name) => `${folder}/${name}`),
  ];
  let modules: string | undefined;
  for (const source of sources) modules = readVariable((await files.read(source)) ?? '', 'MODULES') ?? modules;
  if (modules !== 'dep') return [];
  await files.write(`${folder}/zz-any-machine`, 'MODULES=most\n');
  return [
    {
      code: 'initramfs-modules',
      message: 'MODULES=dep would fit the initramfs to the machine that builds; it is made with MODULES=most',
    },
  ];
}
