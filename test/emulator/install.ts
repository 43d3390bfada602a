// Installs what stands in for GitHub's services in the tests of the action: 390 MB of packages, too many for those who only
// want to build.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import * as path from 'node:path';

const folder = path.resolve(import.meta.dirname);
const changed = (file: string) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes the inner file last, so that an interrupted installation is begun anew.
if (changed('node_modules/.package-lock.json') <= changed('package-lock.json')) {
  const flags = ['--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund'];
  process.exitCode = spawnSync('npm', ['ci', ...flags], { stdio: 'inherit' }).status ?? 1;
}
