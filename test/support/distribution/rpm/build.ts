import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../../../src/host/program/run.ts';
import { standardFolders } from '../content/filesystem.ts';
import { fileLine } from './file-list.ts';
import type { RpmPackage } from './package.ts';
import { specText } from './spec.ts';
import { listTree } from './tree.ts';

const standard = new Set(standardFolders.keys());

/** rpmbuild(8): the tree is the build root, nothing is made or changed in it, and compression costs next to nothing. */
const macros: Readonly<Record<string, string>> = {
  __spec_install_pre: '%{nil}',
  __os_install_post: '%{nil}',
  __check_files: '%{nil}',
  debug_package: '%{nil}',
  _build_id_links: 'none',
  _binary_payload: 'w1T1.zstdio',
  _rpmfilename: '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
  _buildhost: 'trial',
};

/**
 * Builds a package.
 *
 * @param scratch where its spec file goes
 * @param output an existing folder
 * @returns the package's file
 */
export async function buildPackage(runner: Runner, rpm: RpmPackage, scratch: string, output: string): Promise<string> {
  const specs = await fs.mkdtemp(path.join(scratch, 'spec-'));
  const spec = path.join(specs, `${rpm.name}.spec`);
  await fs.writeFile(spec, specText(rpm, fileLines(rpm)));
  const defines = Object.entries({ ...macros, _topdir: specs, _rpmdir: output });
  await runner.run(
    'rpmbuild',
    [
      '-bb',
      '--quiet',
      '--noclean',
      `--target=${rpm.architecture}`,
      `--buildroot=${rpm.tree}`,
      ...defines.flatMap(([name, value]) => ['--define', `${name} ${value}`]),
      spec,
    ],
    { logOutput: true, failure: `cannot build ${rpm.name}` },
  );
  await fs.rm(specs, { recursive: true });
  return path.join(output, `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.architecture}.rpm`);
}

function fileLines(rpm: RpmPackage): string[] {
  const files = listTree(rpm.tree);
  const there = new Set(files.map((file) => file.path));
  const absent = Object.keys(rpm.attributes)
    .filter((file) => !there.has(file))
    .map((file) => ({ path: file, directory: false, uid: 0, gid: 0 }));
  return [...files, ...absent]
    .filter((file) => rpm.name === 'filesystem' || !(file.directory && standard.has(file.path)))
    .map((file) => fileLine(file, rpm.attributes[file.path] ?? {}, rpm.configuration.has(file.path)));
}
